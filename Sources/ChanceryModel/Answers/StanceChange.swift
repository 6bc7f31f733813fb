/// How an append would move one stance, as of one day.
package struct StanceChange: Sendable, Equatable {
  /// As much of a stance as the comparison needs; all nil where nothing is on record.
  package struct State: Sendable, Equatable {
    package var position: Position?
    package var since: Text?
    package var seq: UInt64?

    package init(position: Position? = nil, since: Text? = nil, seq: UInt64? = nil) {
      self.position = position
      self.since = since
      self.seq = seq
    }
  }

  package var holder: Text
  package var topic: Text
  package var at: CivilDate
  package var before: State
  package var after: State

  package init(holder: Text, topic: Text, at: CivilDate, before: State, after: State) {
    self.holder = holder
    self.topic = topic
    self.at = at
    self.before = before
    self.after = after
  }
}
