import ChanceryAPI
import ChanceryModel

extension Response {
  /// A refusal as an answer: RFC 9457 problem details, with the fields HTTP has for some of them.
  ///
  /// - Parameters:
  ///   - refusal: What is wrong.
  ///   - place: Where the thing at fault stands, which may decide the status.
  ///   - head: The journal's head, for the answer's field.
  ///   - extras: More members of the body.
  init(
    _ refusal: Refusal,
    in place: RequestPlace,
    head: UInt64,
    extras: [(name: StaticString, value: JSONValue)] = []
  ) {
    let status = ProblemRegistry.status(of: refusal.code, in: place)
    self.init(
      status: status,
      contentType: Response.problem,
      body: refusal.encodedProblem(status: status, extras: extras),
      head: head
    )
    retryAfter = ProblemRegistry.retryAfterSeconds(of: refusal.code)
    switch refusal.code {
    case .malformedRequest, .headerTooLarge, .requestTimeout: closes = true
    default: break
    }
  }
}
