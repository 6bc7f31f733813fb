/// What a second coder thinks of an event.
///
/// Raw values are stored: for ever.
package enum Verdict: UInt8, Sendable, CaseIterable {
  case accepted = 1
  case disputed = 2

  package var word: Text {
    switch self {
    case .accepted: "accepted"
    case .disputed: "disputed"
    }
  }
}

/// `event.reviewed`: shown beside what it judges, never folded.
package struct ReviewHeader: Sendable, Equatable {
  package var event: UInt64
  package var verdict: Verdict
  package var coder: Text

  package init(event: UInt64, verdict: Verdict, coder: Text) {
    self.event = event
    self.verdict = verdict
    self.coder = coder
  }
}
