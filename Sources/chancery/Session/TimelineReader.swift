import ChanceryModel
import ChanceryRender

/// Gathers the lines of a timeline.
struct TimelineReader {
  let record: RecordReader
  let topics: [String]
  let holders: [String]
  /// The days to be shown; nil for no end.
  let from: CivilDate?
  let to: CivilDate?

  /// All lines, oldest first.
  func items() throws(Fault) -> [TimelineItem] {
    var items = try statements()
    let spoken = Set(items.map(\.seq))
    items += try meetings(statements: spoken)
    items += try log(knownStatements: spoken)
    let wanted = items.filter { item in
      from.map { $0 <= item.day } ?? true && to.map { item.day <= $0 } ?? true
    }
    return wanted.sorted { TimelineItem.isBefore($0, $1) }
  }

  private func statements() throws(Fault) -> [TimelineItem] {
    var lines: [TimelineItem] = []
    for pair in try record.pairs(topics: topics, holders: holders) {
      for item in pair.items {
        let line = try record.reading { () throws(Refusal) in
          try TimelineItem.statement(item, holder: pair.holder, topic: pair.topic)
        }
        if let line { lines.append(line) }
      }
    }
    return lines
  }

  /// The meetings: all of them; or those at which something of what is asked about was said or decided; or,
  /// where nothing but a holder is asked about, those on which it is reported.
  private func meetings(statements: Set<Int>) throws(Fault) -> [TimelineItem] {
    let days: [(name: String, value: String?)] = [("from", from?.description), ("to", nil)]
    var lines: [TimelineItem] = []
    for meeting in try record.items(["v1", "meetings"], days) {
      let answer = try record.answer("v1", "meetings", FieldText.of(meeting["meeting"]))
      guard isWanted(answer, statements) else { continue }
      lines += try record.reading { () throws(Refusal) in
        let latest = meeting["latest"]?.textValue ?? meeting["earliest"]?.textValue
        return try TimelineItem.meeting(
          answer,
          latest: try latest.map { text throws(Refusal) in try CivilDate.parse(text) }
        )
      }
    }
    return lines
  }

  private func isWanted(_ meeting: JSONValue, _ statements: Set<Int>) -> Bool {
    if topics.isEmpty && holders.isEmpty { return true }
    let said = (meeting["statements_made"]?.arrayValue ?? []).compactMap(\.intValue)
    if said.contains(where: { statements.contains($0) }) { return true }
    let parts = (meeting["outcomes"]?.arrayValue ?? []).flatMap { $0["parts"]?.arrayValue ?? [] }
    if parts.contains(where: { topics.contains(FieldText.of($0["topic"])) }) { return true }
    guard topics.isEmpty else { return false }
    let actors = (meeting["attendance"]?.arrayValue ?? []).map { FieldText.of($0["actor"]) }
    return actors.contains { holders.contains($0) }
  }

  // MARK: The log

  /// What was done to the record, and the statements that take no position.
  private func log(knownStatements: Set<Int>) throws(Fault) -> [TimelineItem] {
    var lines: [TimelineItem] = []
    for event in try record.events(topics: topics, holders: holders) {
      if event["type"]?.stringValue == "statement.made" {
        let seq = event["seq"]?.intValue ?? 0
        guard !knownStatements.contains(seq), let line = try remark(seq) else { continue }
        lines.append(line)
        continue
      }
      // What was done to the record was never published.
      guard record.publicBy == nil else { continue }
      let line = try record.reading { () throws(Refusal) in try TimelineItem.record(event) }
      if let line { lines.append(line) }
    }
    return lines
  }

  /// A statement without a stance, if it stood at the head that is known and had been said and published.
  private func remark(_ seq: Int) throws(Fault) -> TimelineItem? {
    let event = try record.event(seq)
    guard event["derived"]?["stances"]?.arrayValue?.isEmpty == true else { return nil }
    let withdrawn = (event["withdrawn_by"]?.arrayValue ?? []).compactMap(\.intValue)
    let isStanding = event["state"]?["standing"]?.boolValue == true
    guard isStanding || withdrawn.allSatisfy({ $0 > record.known }) else { return nil }
    let speaker = (event["current"] ?? event["data"])?["speaker"]?["person"]?.stringValue
    let name = try speaker.flatMap { slug throws(Fault) in try record.personName(slug) }
    let line = try record.reading { () throws(Refusal) in
      try TimelineItem.remark(event, personName: { _ in name })
    }
    guard let line, line.day.description <= record.at else { return nil }
    guard let publicBy = record.publicBy else { return line }
    for source in line.sources {
      if let day = try record.publicDay(ofSource: source), day.description <= publicBy {
        return line
      }
    }
    return nil
  }
}
