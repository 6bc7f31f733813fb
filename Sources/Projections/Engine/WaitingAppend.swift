internal import ChanceryModel

/// A request that waits for the writer, and who wants to hear of it.
struct WaitingAppend: Sendable {
  let request: PreparedRequest
  /// What it is a part of, if it is one.
  let upload: Upload?
  private let completion: @Sendable (Result<AppendAnswer, Refusal>) -> Void

  init(
    _ request: PreparedRequest,
    of upload: Upload? = nil,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    self.request = request
    self.upload = upload
    self.completion = completion
  }

  /// True if it goes before the large ones.
  var isSmall: Bool {
    upload == nil && request.events.count <= CommitPlan.smallEventsMax
  }

  /// Tells what became of it; nothing of its upload is let in behind a refusal.
  func complete(_ result: Result<AppendAnswer, Refusal>) {
    if case .failure = result { upload?.end() }
    completion(result)
  }
}
