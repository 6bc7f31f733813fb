/// The type of an event.
///
/// The raw value is the code stored in every record: for ever.
package enum EventType: UInt8, Sendable, CaseIterable {
  case sourceFiled = 1
  case actorDefined = 2
  case personDefined = 3
  case topicDefined = 4
  case statementMade = 5
  case statementReported = 6
  case statementsLinked = 7
  case meetingScheduled = 8
  case meetingHeld = 9
  case meetingOngoing = 10
  case meetingPostponed = 11
  case meetingCancelled = 12
  case attendanceReported = 13
  case countReported = 14
  case outcomeReported = 15
  case meetingsMerged = 16
  case eventCorrected = 17
  case eventWithdrawn = 18
  case eventRedacted = 19
  case eventReviewed = 20
  case stanceExpected = 21

  /// The CloudEvents `type` attribute.
  package var name: Text { EventType.names[Int(rawValue) - 1] }

  /// The type with that name, or nil.
  ///
  /// The names are ASCII without a capital K: Swift's own comparison is one of bytes, and fast.
  package init?(name: Text) {
    guard let index = EventType.names.firstIndex(where: { $0.string == name.string }) else {
      return nil
    }
    self.init(rawValue: UInt8(index + 1))
  }

  /// Names in the order of the codes.
  package static let names: [Text] = [
    "source.filed", "actor.defined", "person.defined", "topic.defined", "statement.made",
    "statement.reported", "statements.linked", "meeting.scheduled", "meeting.held",
    "meeting.ongoing", "meeting.postponed", "meeting.cancelled", "attendance.reported",
    "count.reported", "outcome.reported", "meetings.merged", "event.corrected",
    "event.withdrawn", "event.redacted", "event.reviewed", "stance.expected",
  ]

  /// True for what no client sends: only the daemon appends it.
  package var isDaemonOnly: Bool { self == .eventRedacted }
}
