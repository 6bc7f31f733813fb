/// A meeting as a list shows it.
package struct MeetingSummary: Sendable, Equatable {
  package var meeting: Text
  package var title: Text?
  /// The meeting's date as given, and the days it may mean.
  package var date: Text?
  package var earliest: CivilDate?
  package var latest: CivilDate?
  package var place: Text?
  /// nil if only attendance, counts or outcomes are on record by the date.
  package var status: MeetingStatus?
  package var level: Text?
  package var format: Text?
  package var hosts: [Text]
  /// How many actors are reported on, in whatever role.
  package var attendance: Int
  package var counts: Int
  package var outcomes: Int
  /// The fields on which sources contradict each other.
  package var contested: [MeetingField]
  /// The event that the status is shown by; without one, the first event on the meeting.
  package var seq: UInt64?

  package init(
    meeting: Text,
    title: Text? = nil,
    date: Text? = nil,
    earliest: CivilDate? = nil,
    latest: CivilDate? = nil,
    place: Text? = nil,
    status: MeetingStatus? = nil,
    level: Text? = nil,
    format: Text? = nil,
    hosts: [Text] = [],
    attendance: Int = 0,
    counts: Int = 0,
    outcomes: Int = 0,
    contested: [MeetingField] = [],
    seq: UInt64? = nil
  ) {
    self.meeting = meeting
    self.title = title
    self.date = date
    self.earliest = earliest
    self.latest = latest
    self.place = place
    self.status = status
    self.level = level
    self.format = format
    self.hosts = hosts
    self.attendance = attendance
    self.counts = counts
    self.outcomes = outcomes
    self.contested = contested
    self.seq = seq
  }
}
