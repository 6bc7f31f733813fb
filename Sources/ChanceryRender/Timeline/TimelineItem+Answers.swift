package import ChanceryModel

// MARK: - From the daemon's answers

extension TimelineItem {
  /// The line of an item of a history.
  ///
  /// - Throws: A refusal if the item is not as the daemon writes it.
  package static func statement(
    _ item: JSONValue,
    holder: String,
    topic: String
  ) throws(Refusal) -> TimelineItem? {
    guard let latest = item["latest"]?.textValue, let seq = item["seq"]?.intValue else {
      return nil
    }
    var line = TimelineItem(day: try CivilDate.parse(latest), kind: .statement, seq: seq)
    line.version = item["version"]?.intValue
    line.said = item["said"]?.stringValue
    line.holder = holder
    line.topic = item["topic"]?.stringValue ?? topic
    line.position = item["position"]?.stringValue
    line.standing = item["standing"]?.stringValue
    line.role = item["role"]?.stringValue
    line.by = item["by"]?.stringValue
    line.text = some(FieldText.conditions(item["conditions"]))
    line.sources = unique(item["sources"])
    return line
  }

  /// The lines of a meeting: one on its last possible day, and one for each outcome on the day it was told.
  ///
  /// - Throws: A refusal if the answer is not as the daemon writes it.
  package static func meeting(
    _ answer: JSONValue,
    latest: CivilDate?
  ) throws(Refusal) -> [TimelineItem] {
    var lines: [TimelineItem] = []
    let slug = answer["meeting"]?.stringValue
    let status = answer["values"]?["status"]?.arrayValue?.first
    let first = status?["seq"]?.intValue ?? answer["events"]?.arrayValue?.first?.intValue
    if let latest, let first {
      var line = TimelineItem(day: latest, kind: .meeting, seq: first)
      line.meeting = slug
      line.said = answer["date"]?.stringValue
      let keys: [Text] = ["status", "place", "level", "title"]
      line.text = some(
        keys.map { FieldText.of(answer[$0]) }.filter { !$0.isEmpty }
          .joined(separator: ", ")
      )
      let values = answer["values"]?["date"]?.arrayValue ?? []
      line.sources = unique(.array(values.compactMap { $0["source"] }))
      lines.append(line)
    }
    for outcome in answer["outcomes"]?.arrayValue ?? [] {
      guard let seq = outcome["seq"]?.intValue, let said = outcome["said"]?.textValue,
        let day = try EDTF.parse(said, allowing: .moment).latest
      else { continue }
      var line = TimelineItem(day: day, kind: .outcome, seq: seq)
      line.meeting = slug
      line.said = said.string
      line.by = outcome["by"]?.stringValue
      let words = [outcome["kind"], outcome["text"]].map { FieldText.of($0) }
      line.text = some(words.filter { !$0.isEmpty }.joined(separator: ": "))
      line.sources = unique(.array([outcome["source"]].compactMap { $0 }))
      lines.append(line)
    }
    return lines
  }

  /// The line of an event that says something of the record itself, on the day it was recorded; nil for
  /// all other types.
  ///
  /// - Throws: A refusal if the event is not as the daemon writes it.
  package static func record(_ event: JSONValue) throws(Refusal) -> TimelineItem? {
    guard let type = event["type"]?.stringValue, let kind = kinds[type],
      let seq = event["seq"]?.intValue, let recorded = event["recordedat"]?.stringValue
    else { return nil }
    var line = TimelineItem(
      day: try CivilDate.parse(Text(String(recorded.prefix(10)))),
      kind: kind,
      seq: seq
    )
    let data = event["data"] ?? .null
    line.topic = data["topic"]?.stringValue
    line.holder = data["holder"]?.stringValue
    line.position = data["position"]?.stringValue
    line.by = data["coder"]?.stringValue ?? event["recordedby"]?.stringValue
    line.text = some(EventSummary.text(event))
    return line
  }

  /// The line of a statement that takes no position, from `GET /v1/events/{seq}?derived=true`.
  ///
  /// - Parameters:
  ///   - event: The answer.
  ///   - personName: The display name of a defined person, by slug.
  /// - Returns: The line; nil if the answer has no day.
  /// - Throws: A refusal if the event is not as the daemon writes it.
  package static func remark(
    _ event: JSONValue,
    personName: (Text) -> Text?
  ) throws(Refusal) -> TimelineItem? {
    guard let seq = event["seq"]?.intValue, let latest = event["derived"]?["latest"]?.textValue
    else { return nil }
    let data = event["current"] ?? event["data"] ?? .null
    var line = TimelineItem(day: try CivilDate.parse(latest), kind: .statement, seq: seq)
    line.version = event["state"]?["version"]?.intValue
    line.said = data["said"]?.stringValue
    line.by = SpeakerName.display(of: data["speaker"], personName: personName)?.string
    line.topic = some(
      (data["about"]?.arrayValue ?? []).map { FieldText.of($0["topic"]) }
        .filter { !$0.isEmpty }.joined(separator: ", ")
    )
    let words = StatementText.quotes(data).map { Drawing.quoted($0) }.joined(separator: " ")
    line.text = some(words.isEmpty ? FieldText.of(data["paraphrase"]) : words)
    line.sources = EventSummary.sources(data).split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    return line
  }

  private static let kinds: [String: Kind] = [
    "topic.defined": .definition, "statements.linked": .link, "meetings.merged": .merge,
    "event.reviewed": .review, "stance.expected": .expectation, "event.corrected": .correction,
    "event.withdrawn": .withdrawal, "event.redacted": .redaction,
  ]

  private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func unique(_ list: JSONValue?) -> [String] {
    var found: [Text] = []
    for text in (list?.arrayValue ?? []).compactMap(\.textValue) where !found.contains(text) {
      found.append(text)
    }
    return found.map(\.string)
  }
}
