/// The data of an event, decoded and checked for shape, nothing resolved.
///
/// Indirect, so that a draft is cheap to hand on: a statement has some thirty fields.
package indirect enum DraftBody: Sendable, Equatable {
  /// `source.filed`
  case source(SourceData)
  /// `actor.defined`
  case actor(ActorData)
  /// `person.defined`
  case person(PersonData)
  /// `topic.defined`
  case topic(TopicData)
  /// `statement.made`
  case statement(StatementData)
  /// `statement.reported`
  case statementReport(StatementReportData)
  /// `meeting.scheduled`, `.held`, `.ongoing`, `.postponed`, `.cancelled`
  case meeting(MeetingData)
  /// `attendance.reported`
  case attendance(AttendanceData)
  /// `count.reported`
  case count(CountData)
  /// `outcome.reported`
  case outcome(OutcomeData)
  /// `statements.linked`
  case link(LinkData)
  /// `meetings.merged`
  case merge(MergeData)
  /// `event.corrected`
  case correction(CorrectionData)
  /// `event.withdrawn`
  case withdrawal(WithdrawalData)
  /// `event.reviewed`
  case review(ReviewData)
  /// `stance.expected`
  case expectation(ExpectationData)
}
