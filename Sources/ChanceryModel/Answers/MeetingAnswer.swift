/// One meeting at a date: what was planned, what is reported, and by whom (design §6).
package struct MeetingAnswer: Sendable, Equatable {
  package var clocks: AnswerClocks
  /// The meetings whose record was merged into this one's, ascending.
  package var mergedFrom: [Text]
  /// What is shown in lists too.
  package var summary: MeetingSummary
  package var agenda: [Text]
  /// The meeting it follows on.
  package var follows: Text?
  /// Every value ever stated of each field, the shown one first.
  package var values: [MeetingField: [MeetingValue]]
  package var attendance: [MeetingAttendance]
  package var counts: [MeetingCount]
  package var outcomes: [MeetingOutcome]
  /// The meetings that say they follow on this one.
  package var followedBy: [Text]
  package var statementsMade: [UInt64]
  package var statementsAbout: [UInt64]
  /// The facts behind the answer.
  package var events: [UInt64]
  /// How many events that were erased spoke of the meeting.
  package var redactions: Int

  package init(
    clocks: AnswerClocks,
    mergedFrom: [Text] = [],
    summary: MeetingSummary,
    agenda: [Text] = [],
    follows: Text? = nil,
    values: [MeetingField: [MeetingValue]] = [:],
    attendance: [MeetingAttendance] = [],
    counts: [MeetingCount] = [],
    outcomes: [MeetingOutcome] = [],
    followedBy: [Text] = [],
    statementsMade: [UInt64] = [],
    statementsAbout: [UInt64] = [],
    events: [UInt64] = [],
    redactions: Int = 0
  ) {
    self.clocks = clocks
    self.mergedFrom = mergedFrom
    self.summary = summary
    self.agenda = agenda
    self.follows = follows
    self.values = values
    self.attendance = attendance
    self.counts = counts
    self.outcomes = outcomes
    self.followedBy = followedBy
    self.statementsMade = statementsMade
    self.statementsAbout = statementsAbout
    self.events = events
    self.redactions = redactions
  }
}
