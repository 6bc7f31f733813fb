/// What is on record of one meeting at a date: rule `meeting/1` (design §6), as pure functions.
///
/// A fact counts at a day D if its `said.latest` is D or before. Then, for each field:
///
/// - Every value stated by a `meeting.*` event is kept with its source. Shown is that of the latest
///   `said.latest`; then held > ongoing > cancelled > postponed > scheduled; then the better
///   reliability (A-E; F and none say nothing and come last); then the first in text order.
/// - A field is contested if events of the shown value's own status state another: a report that
///   replaces a plan contradicts nobody. Two dates contradict each other only if no day is in both;
///   `[FRA, GBR]` and `[GBR, FRA]` are the same hosts. `agenda` and `follows` are never contested.
/// - `status` is contested if the meeting is reported to have taken place though another status is
///   shown, or if it is shown as taken place and was called off on the day that was said.
///
/// Attendance, counts and outcomes are listed, each report with its source, and never merged.
package enum MeetingFold {
  /// The name of the rule, in every answer.
  package static let rule: Text = "meeting/1"

  /// All that is on record of a meeting.
  ///
  /// - Parameters:
  ///   - meeting: The meeting's slug.
  ///   - facts: Its facts that are visible at `known` and `public`, in any order.
  ///   - clocks: What the answer echoes; `at` is the day.
  ///   - followedBy: The meetings whose shown `follows` is this one.
  ///   - statementsMade: The statements made there.
  ///   - statementsAbout: The statements made about it.
  ///   - personName: The display name of a defined person, by slug.
  /// - Returns: The answer; its status is nil if nothing but attendance, counts or outcomes counts.
  package static func answer(
    meeting: Text,
    facts: [MeetingFact],
    clocks: AnswerClocks,
    followedBy: [Text] = [],
    statementsMade: [UInt64] = [],
    statementsAbout: [UInt64] = [],
    personName: (Text) -> Text? = { _ in nil }
  ) -> MeetingAnswer {
    let record = MeetingRecord(facts, at: clocks.at)
    let reports = MeetingReports(record, personName: personName)
    return MeetingAnswer(
      clocks: clocks,
      summary: summary(meeting: meeting, record: record),
      agenda: record.shownTexts(.agenda),
      follows: record.shownText(.follows),
      values: record.values.filter { !$0.value.isEmpty }.mapValues { $0.map(\.asValue) },
      attendance: reports.attendance(),
      counts: reports.counts(),
      outcomes: reports.outcomes(),
      followedBy: followedBy,
      statementsMade: statementsMade,
      statementsAbout: statementsAbout,
      events: record.facts.map(\.seq).sorted()
    )
  }

  /// As much of a meeting as a list shows.
  ///
  /// - Parameters:
  ///   - meeting: The meeting's slug.
  ///   - facts: Its facts that are visible at `known` and `public`, in any order.
  ///   - day: The day asked about.
  /// - Returns: The summary; its status is nil as in ``answer``.
  package static func summary(
    meeting: Text,
    facts: [MeetingFact],
    at day: CivilDate
  ) -> MeetingSummary {
    summary(meeting: meeting, record: MeetingRecord(facts, at: day))
  }

  private static func summary(meeting: Text, record: MeetingRecord) -> MeetingSummary {
    let date = record.shown(.date)
    let attendance = record.facts.filter { $0.type == .attendanceReported }
    return MeetingSummary(
      meeting: meeting,
      title: record.shownText(.title),
      date: date?.value.textValue,
      earliest: date?.fact.header.dateEarliest,
      latest: date?.fact.header.dateLatest,
      place: record.shownText(.place),
      status: record.shown(.status)?.status,
      level: record.shownText(.level),
      format: record.shownText(.format),
      hosts: record.shownTexts(.hosts),
      attendance: Set(attendance.map(\.header.actor)).count,
      counts: record.facts.count { $0.type == .countReported },
      outcomes: record.facts.count { $0.type == .outcomeReported },
      contested: MeetingField.allCases.filter(record.isContested),
      seq: record.shown(.status)?.fact.seq ?? record.facts.first?.seq
    )
  }
}
