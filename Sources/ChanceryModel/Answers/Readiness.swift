/// Whether questions can be answered.
package enum Readiness: Sendable, Equatable {
  /// The projections are there, at the head.
  case ready
  /// They are made anew since a start that found rows it cannot read; the log can be read meanwhile.
  case rebuilding(RebuildProgress)
  /// They could not be made anew, and why; the log can be read.
  case failed(Refusal)

  /// Why a question cannot be answered now; nil if it can.
  package var refusal: Refusal? {
    switch self {
    case .ready: nil
    case .rebuilding(let progress):
      Refusal(
        .rebuilding,
        "the projections are being made anew: \(progress.done) of \(progress.total) events",
        hint: "send it again in some seconds; events, export and status are served meanwhile"
      )
    case .failed(let refusal): refusal
    }
  }
}
