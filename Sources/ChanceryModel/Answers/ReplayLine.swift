/// One change of state of a replay.
package struct ReplayLine: Sendable, Equatable {
  /// What changed.
  package enum Change: Sendable, Equatable {
    case stance(
      holder: Text,
      topic: Text,
      from: Position?,
      to: Position?,
      isContested: Bool
    )
    case meeting(Text, from: MeetingStatus?, to: MeetingStatus?)
  }

  /// The day of the change, as said.
  package var day: CivilDate
  package var change: Change
  /// The event that made it.
  package var seq: UInt64
  /// When that event was recorded: in a replay by recording only.
  package var recordedAt: Instant?

  package init(day: CivilDate, change: Change, seq: UInt64, recordedAt: Instant? = nil) {
    self.day = day
    self.change = change
    self.seq = seq
    self.recordedAt = recordedAt
  }
}
