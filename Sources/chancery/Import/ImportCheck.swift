import ChanceryClient
import ChanceryModel

/// The first pass: every line is checked by the daemon, nothing is appended.
struct ImportCheck {
  let session: Session
  let input: ImportInput
  let declares: Bool

  /// What the check found.
  struct Result {
    var read = 0
    /// How many lines are refused; `faults` lists the first thousand.
    var refused = 0
    var faults: [LineFault] = []
    var head: UInt64 = 0
  }

  func run(_ progress: Progress) throws(Fault) -> Result {
    let request = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [("dry_run", "check"), ("declare", declares ? "true" : nil)]
    )
    let (response, count, unsent) = try ImportUpload(session: session, input: input).send(
      request,
      progress: { progress.show("checking", done: $0) },
      broken: { Fault($0) }
    )
    guard response.head.isSuccess else {
      throw Fault(Problem(head: response.head, body: response.body))
    }
    var result = try read(response)
    result.read = count
    LineFault.place(&result.faults, behind: unsent.map(\.ordinal))
    result.faults = (result.faults + unsent).sorted { $0.ordinal < $1.ordinal }
    result.refused += unsent.count
    return result
  }

  private func read(_ response: HTTPResponse) throws(Fault) -> Result {
    let answer = try session.parse(response.body)
    var result = Result()
    result.refused = answer["refused"]?.intValue ?? 0
    result.head = response.head.journalHead ?? 0
    result.faults = LineFault.all(in: answer)
    return result
  }
}
