import ChanceryAPI
import ChanceryModel

/// An append from its bytes to its answer: decodes on the thread it is run on, then waits for the
/// writer without holding a thread.
struct AppendJob: Sendable {
  let server: ServerContext
  let plan: AppendPlan
  let bytes: [UInt8]
  /// Called once, on any thread.
  let finish: @Sendable (Response) -> Void

  func run() {
    let server = server
    let finish = finish
    do {
      let request = try makeRequest()
      let started = ContinuousClock.now
      server.journal.append(request) { result in
        server.metrics.recordAppend(
          events: request.drafts.count,
          seconds: started.duration(to: .now).inSeconds
        )
        switch result {
        case .success(let answer):
          finish(Response(body: answer.encoded(), head: answer.head))
        case .failure(let refusal):
          finish(self.response(refusal))
        }
      }
    } catch {
      finish(response(error))
    }
  }

  /// A refusal of what stands in the body; a wrong head also tells both heads.
  private func response(_ refusal: Refusal) -> Response {
    let head = server.journal.head
    guard refusal.code == .headMismatch, let expected = plan.expectedHead else {
      return Response(refusal, in: .event, head: head)
    }
    return Response(
      refusal,
      in: .event,
      head: head,
      extras: [("expected", .number(Double(expected))), ("actual", .number(Double(head)))]
    )
  }

  private func makeRequest() throws(Refusal) -> AppendRequest {
    let limit = plan.isDryRun ? server.limits.eventsPerDryRun : server.limits.eventsPerRequest
    let decoder = RequestBodyDecoder(
      mediaType: plan.mediaType,
      eventLimit: limit,
      limits: server.journal.eventLimits
    )
    return AppendRequest(
      drafts: try decoder.decode(bytes),
      expectedHead: plan.expectedHead,
      declare: plan.declare,
      isDryRun: plan.isDryRun,
      recordedBy: plan.recordedBy
    )
  }
}

extension Duration {
  /// The duration as the metrics count it.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
