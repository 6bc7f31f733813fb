/// One reported outcome of a meeting.
package struct MeetingOutcome: Sendable, Equatable {
  package var seq: UInt64
  package var kind: Text?
  package var text: Text?
  package var parts: [OutcomeData.Part]
  package var agreedBy: [Text]
  /// The actors that did not agree.
  package var dissent: [Text]
  /// The meeting at which it goes on.
  package var followUp: Text?
  package var by: Text?
  package var source: Text?
  package var said: Text

  package init(
    seq: UInt64,
    kind: Text? = nil,
    text: Text? = nil,
    parts: [OutcomeData.Part] = [],
    agreedBy: [Text] = [],
    dissent: [Text] = [],
    followUp: Text? = nil,
    by: Text? = nil,
    source: Text? = nil,
    said: Text
  ) {
    self.seq = seq
    self.kind = kind
    self.text = text
    self.parts = parts
    self.agreedBy = agreedBy
    self.dissent = dissent
    self.followUp = followUp
    self.by = by
    self.source = source
    self.said = said
  }
}
