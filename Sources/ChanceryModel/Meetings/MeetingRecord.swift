/// The facts on a meeting that count at a day, and the values they state, decisive ones first.
struct MeetingRecord {
  /// In the order of arrival.
  let facts: [MeetingFact]
  /// Every value of each field, the shown one first.
  private(set) var values: [MeetingField: [StatedValue]] = [:]

  init(_ facts: [MeetingFact], at day: CivilDate) {
    self.facts = facts.filter { $0.header.said.latest <= day }.sorted { $0.seq < $1.seq }
    for fact in self.facts {
      guard let status = MeetingStatus(fact.type) else { continue }
      for field in MeetingField.allCases {
        guard let stated = StatedValue(field, of: fact, status: status) else { continue }
        values[field, default: []].append(stated)
      }
    }
    for field in values.keys { values[field]?.sort { $0.isShownBefore($1) } }
  }

  /// What is shown of a field; nil if nobody states it.
  func shown(_ field: MeetingField) -> StatedValue? { values[field]?.first }

  /// What is shown of a field that is one text.
  func shownText(_ field: MeetingField) -> Text? { shown(field)?.value.textValue }

  /// What is shown of a field that is a list.
  func shownTexts(_ field: MeetingField) -> [Text] { shown(field)?.texts ?? [] }

  /// True if a fact was said before the meeting's day, as that is shown: then it is a plan.
  func isBeforeTheDay(_ fact: MeetingFact) -> Bool {
    guard let day = shown(.date)?.fact.header.dateEarliest else { return false }
    return fact.header.said.latest < day
  }

  /// True if sources contradict each other on a field: see ``MeetingFold``.
  func isContested(_ field: MeetingField) -> Bool {
    guard field.canContest, let all = values[field], let shown = all.first else { return false }
    if field == .status { return isStatusContested(all, shown: shown) }
    let peers = all.filter { $0.status == shown.status }
    guard peers.contains(where: { $0.identity != shown.identity }) else { return false }
    return field == .date ? MeetingRecord.haveNoDayInCommon(peers) : true
  }

  private func isStatusContested(_ all: [StatedValue], shown: StatedValue) -> Bool {
    guard shown.status.hasTakenPlace else { return all.contains { $0.status.hasTakenPlace } }
    return all.contains { $0.status.isCalledOff && $0.saidLatest == shown.saidLatest }
  }

  /// Days in a row overlap pair by pair if the last to begin does so before the first ends.
  private static func haveNoDayInCommon(_ dates: [StatedValue]) -> Bool {
    let begin = dates.compactMap(\.fact.header.dateEarliest).max() ?? .first
    let end = dates.compactMap(\.fact.header.dateLatest).min() ?? .last
    return begin > end
  }
}
