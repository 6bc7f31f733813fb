package import ChanceryModel

/// What a proof that was checked says.
package enum ProofCard {
  /// The card of a verified event: what was checked, then the event.
  package static func text(_ answer: JSONValue, style: RenderStyle) -> String {
    var card = Card(style: style, labelCells: 13)
    func field(_ key: Text) -> String { FieldText.of(answer[key]) }
    card.title("event \(field("seq")) stands in \(field("origin"))", Cell("verified", .support))
    if answer["redacted"]?.boolValue == true {
      card.line(
        "  its content is not here, for it was redacted; that it was recorded is proven all the same"
      )
    }
    card.entry("checked", field("checks"))
    card.entry("journal of", Counts.of(answer["size"]?.intValue ?? 0, "event"))
    card.entry("root", field("root"))
    card.entry("signed by", field("key"))
    let corrections = answer["corrections"]?.arrayValue ?? []
    card.entries("changed by", corrections.map { correction($0) })
    let events = [answer["event"] ?? .null] + corrections
    return ([card.text] + events.map { EventCard.text($0, style: style) }).joined(separator: "\n")
  }

  /// One event that corrects, withdraws or erases: `event 40 · event.corrected · 2025-03-27 10:00 UTC`.
  private static func correction(_ event: JSONValue) -> String {
    let recorded = DateText.recorded(event["recordedat"]?.stringValue)
    return
      "event \(FieldText.of(event["seq"])) \(Drawing.dot) \(FieldText.of(event["type"])) \(Drawing.dot) \(recorded)"
  }

  /// The card of a journal that was proven to extend an older checkpoint.
  package static func extensionText(_ answer: JSONValue, style: RenderStyle) -> String {
    var card = Card(style: style, labelCells: 13)
    let from = answer["from"] ?? .null
    let to = answer["to"] ?? .null
    card.title("nothing up to event \(FieldText.of(from["size"])) was rewritten")
    card.entry("journal", FieldText.of(answer["origin"]))
    for (label, side) in [("then", from), ("now", to)] {
      let events = Counts.of(side["size"]?.intValue ?? 0, "event")
      card.entry(label, "\(events), root \(FieldText.of(side["root"]))")
    }
    card.entry("signed by", FieldText.of(answer["key"]))
    return card.text
  }
}
