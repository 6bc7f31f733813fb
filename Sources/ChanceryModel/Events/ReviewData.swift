/// The data of `event.reviewed`: what a second coder thinks of an event.
package struct ReviewData: Sendable, Equatable {
  package var event: EventReference
  package var verdict: Verdict
  package var coder: Text
  /// The stances as this coder would have them; shown, never folded.
  package var stances: [StanceData]

  package init(
    event: EventReference,
    verdict: Verdict,
    coder: Text,
    stances: [StanceData] = []
  ) {
    self.event = event
    self.verdict = verdict
    self.coder = coder
    self.stances = stances
  }
}

extension ReviewData {
  static let fields = FieldTable([
    "coder", "event", "extra", "note", "reason", "stances", "verdict",
  ])

  init(reading reader: inout FieldReader) {
    event = reader.requiredReference("event")
    verdict = reader.requiredWord("verdict", else: .accepted)
    coder = reader.requiredText("coder")
    stances = reader.parts("stances", table: StanceData.fields) { StanceData(reading: &$0) }
    StanceData.noteDoubles(in: stances, into: &reader.problems)
    _ = reader.reason()
  }
}
