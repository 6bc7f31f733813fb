/// How far a meeting came.
///
/// Raw values order reports of one day: the highest is shown (design §6).
package enum MeetingStatus: UInt8, Sendable, CaseIterable, Comparable {
  case scheduled = 1
  case postponed = 2
  case cancelled = 3
  case ongoing = 4
  case held = 5

  /// The word in JSON and on the command line.
  package var word: Text {
    switch self {
    case .scheduled: "scheduled"
    case .postponed: "postponed"
    case .cancelled: "cancelled"
    case .ongoing: "ongoing"
    case .held: "held"
    }
  }

  package init?(word: Text) {
    guard let found = MeetingStatus.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }

  /// What an event of that type reports; nil if it is none of `meeting.*`.
  package init?(_ type: EventType) {
    switch type {
    case .meetingScheduled: self = .scheduled
    case .meetingHeld: self = .held
    case .meetingOngoing: self = .ongoing
    case .meetingPostponed: self = .postponed
    case .meetingCancelled: self = .cancelled
    default: return nil
    }
  }

  /// True if the meeting took place, or is taking place.
  package var hasTakenPlace: Bool { self >= .ongoing }

  /// True if the meeting did not take place as planned.
  package var isCalledOff: Bool { self == .cancelled || self == .postponed }

  package static func < (left: MeetingStatus, right: MeetingStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}
