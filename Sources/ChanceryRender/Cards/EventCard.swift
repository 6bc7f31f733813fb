package import ChanceryModel

/// One event as a page: its attributes, what was derived from it, and all of its data.
package enum EventCard {
  /// The card of an event with its `derived` member.
  package static func text(_ event: JSONValue, style: RenderStyle) -> String {
    var card = Card(style: style, labelCells: 13)
    let type = FieldText.of(event["type"])
    card.title("event \(FieldText.of(event["seq"])) \(Drawing.dot) \(type)")
    // What counts is shown; what was sent at first is in the event's own bytes.
    let data = event["current"] ?? event["data"] ?? .null
    card.line("  " + EventSummary.text(type, data))
    EventRelationsCard.add(event, to: &card)
    derived(event, &card)
    for member in data.objectValue?.members ?? [] {
      entry(member.key.string, member.value, &card)
    }
    let recorded = DateText.recorded(event["recordedat"]?.stringValue)
    card.entry("recorded", "\(recorded) by \(FieldText.orDash(event["recordedby"]))")
    for name: Text in ["id", "source", "time", "subject", "datahash"] {
      card.entry(name.string, FieldText.of(event[name]))
    }
    return card.text
  }

  private static func derived(_ event: JSONValue, _ card: inout Card) {
    let derived = event["derived"] ?? .null
    if let latest = derived["latest"]?.stringValue {
      let earliest = FieldText.of(derived["earliest"])
      card.entry(
        "day",
        earliest == latest ? latest : "\(earliest.isEmpty ? ".." : earliest) to \(latest)"
      )
    }
    card.entry("rank", FieldText.of(derived["rank"]))
    let stances = (derived["stances"]?.arrayValue ?? []).map { stance in
      let mark = StanceMark.text(stance["position"]?.stringValue)
      return
        "\(FieldText.of(stance["holder"])) \(Drawing.dot) \(FieldText.of(stance["topic"])) \(Drawing.dot) \(mark)"
        + " \(Drawing.dot) \(FieldText.of(stance["standing"]))"
    }
    card.entries("stance", stances)
    let reported = (event["reported_by"]?.arrayValue ?? []).map { FieldText.of($0) }
    card.entry("reported by", reported.isEmpty ? "" : "event \(reported.joined(separator: ", "))")
  }

  private static func entry(_ label: String, _ value: JSONValue, _ card: inout Card) {
    let isReport = label == "reports" || label == "report"
    if let elements = value.arrayValue {
      card.entries(label, elements.map { isReport ? ReportText.line($0) : inline($0) })
    } else if isReport {
      card.entry(label, ReportText.line(value))
    } else {
      card.entry(label, inline(value))
    }
  }

  /// A value in one line; members of an object as `name: value`.
  private static func inline(_ value: JSONValue) -> String {
    if let object = value.objectValue {
      return object.members.map { "\($0.key): \(inline($0.value))" }.joined(separator: ", ")
    }
    guard let elements = value.arrayValue else { return FieldText.of(value) }
    return "[" + elements.map { inline($0) }.joined(separator: "; ") + "]"
  }
}
