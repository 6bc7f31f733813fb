/// The role of a participant.
///
/// Raw values are stored: for ever.
package enum AttendanceRole: UInt8, Sendable, CaseIterable {
  case host = 1
  case participant = 2
  case observer = 3
  case invited = 4
  case expected = 5
  case absent = 6

  package var word: Text {
    switch self {
    case .host: "host"
    case .participant: "participant"
    case .observer: "observer"
    case .invited: "invited"
    case .expected: "expected"
    case .absent: "absent"
    }
  }

  package init?(word: Text) {
    guard let found = AttendanceRole.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `meeting.*`, `attendance.reported`, `count.reported`, `outcome.reported`: one fact on a meeting.
///
/// The fact's own words (title, place, text, value) are read from the event's data when a meeting is
/// shown; the header holds what orders and selects facts.
package struct MeetingFactHeader: Sendable, Equatable {
  package var meeting: Text
  /// When the fact was stated: given, else its source's publication, else the day recorded.
  package var said: Moment
  package var report: ReportHeader?
  /// The meeting's own date, where the fact gives one.
  package var dateEarliest: CivilDate?
  package var dateLatest: CivilDate?
  /// Attendance: who, and as what.
  package var actor: Text?
  package var role: AttendanceRole?
  /// The meeting this one follows, where the fact says so.
  package var follows: Text?

  package init(
    meeting: Text,
    said: Moment,
    report: ReportHeader? = nil,
    dateEarliest: CivilDate? = nil,
    dateLatest: CivilDate? = nil,
    actor: Text? = nil,
    role: AttendanceRole? = nil,
    follows: Text? = nil
  ) {
    self.meeting = meeting
    self.said = said
    self.report = report
    self.dateEarliest = dateEarliest
    self.dateLatest = dateLatest
    self.actor = actor
    self.role = role
    self.follows = follows
  }
}
