/// One event on a meeting, with its data: what ``MeetingFold`` folds.
package struct MeetingFact: Sendable, Equatable {
  package var seq: UInt64
  /// One of `meeting.*`, `attendance.reported`, `count.reported`, `outcome.reported`.
  package var type: EventType
  package var header: MeetingFactHeader
  /// The event's `data`.
  package var data: JSONValue

  package init(seq: UInt64, type: EventType, header: MeetingFactHeader, data: JSONValue) {
    self.seq = seq
    self.type = type
    self.header = header
    self.data = data
  }
}
