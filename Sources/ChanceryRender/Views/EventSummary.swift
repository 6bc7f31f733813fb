package import ChanceryModel

/// Says in one line what an event records.
package enum EventSummary {
  /// The line: `ITA own-troops ✕ oppose`, `paris-2025-03-27 held`.
  package static func text(_ event: JSONValue) -> String {
    text(FieldText.of(event["type"]), event["data"] ?? .null)
  }

  /// The same line for an event of that type in a version with that content.
  package static func text(_ type: String, _ data: JSONValue) -> String {
    if data.isNull { return "redacted" }
    func field(_ key: Text) -> String { FieldText.of(data[key]) }
    switch type {
    case "source.filed": return joined(field("source"), field("title"))
    case "actor.defined": return joined(field("actor"), field("name"), field("kind"))
    case "person.defined": return joined(field("person"), field("name"))
    case "topic.defined": return joined(field("topic"), field("title"))
    case "statement.made": return statement(data)
    case "statement.reported": return joined("of", field("statement"), "in", sources(data))
    case "attendance.reported": return joined(field("meeting"), field("actor"), field("role"))
    case "count.reported":
      return joined(
        field("meeting"),
        field("qualifier"),
        field("value"),
        field("unit"),
        field("kind")
      )
    case "outcome.reported": return joined(field("meeting"), field("kind"), field("text"))
    case "statements.linked":
      return joined(field("from"), field("kind"), field("to"), probable(data))
    case "meetings.merged": return joined(field("from"), Drawing.arrow, field("into"))
    case "event.corrected": return joined("of", field("event") + ":", field("reason"))
    case "event.withdrawn", "event.redacted":
      return joined("of", field("event") + ":", field("reason"))
    case "event.reviewed":
      return joined("of", field("event") + ":", field("verdict"), "by", field("coder"))
    case "stance.expected":
      let mark = StanceMark.text(data["position"]?.stringValue)
      return joined(field("holder"), field("topic"), mark, "at", field("at"))
    default:
      guard type.hasPrefix("meeting.") else { return joined(field("event"), field("reason")) }
      return joined(field("meeting"), String(type.dropFirst(8)), field("date"), field("place"))
    }
  }

  /// The sources an event's `data` names, in order.
  package static func sources(_ data: JSONValue) -> String {
    let reports = (data["reports"]?.arrayValue ?? []) + [data["report"]].compactMap { $0 }
    let slugs = reports.map { FieldText.of($0["source"]) } + [FieldText.of(data["source"])]
    var named: [String] = []
    for slug in slugs where !slug.isEmpty && !named.contains(slug) { named.append(slug) }
    return named.joined(separator: ", ")
  }

  /// Who spoke, as `data` names them.
  package static func speaker(_ data: JSONValue) -> String {
    let speaker = data["speaker"] ?? data["by"] ?? .null
    guard speaker.objectValue != nil else { return FieldText.of(speaker) }
    let keys: [Text] = ["name", "person", "actor", "kind"]
    let name = keys.lazy.map { FieldText.of(speaker[$0]) }.first { !$0.isEmpty } ?? ""
    let role = FieldText.of(speaker["role"])
    return role.isEmpty ? name : "\(name), \(role)"
  }

  /// The stances of a statement's `data`, the short form among them.
  package static func stances(_ data: JSONValue) -> [JSONValue] {
    if let stances = data["stances"]?.arrayValue { return stances }
    return data["holder"] == nil ? [] : [data]
  }

  private static func probable(_ data: JSONValue) -> String {
    data["certainty"]?.stringValue == "probable" ? "(probable)" : ""
  }

  private static func statement(_ data: JSONValue) -> String {
    let stances = stances(data).map { stance in
      let position = stance["position"]?.stringValue
      let standing = FieldText.of(stance["standing"])
      let mark = position.map { StanceMark.text($0) } ?? "\(StanceMark.glyph(nil)) \(standing)"
      return joined(FieldText.of(stance["holder"]), FieldText.of(stance["topic"]), mark)
    }
    if !stances.isEmpty { return stances.joined(separator: ", ") }
    let words = FieldText.of(data["paraphrase"] ?? data["quote"])
    return joined(speaker(data), words.isEmpty ? "" : Drawing.quoted(words))
  }

  private static func joined(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
