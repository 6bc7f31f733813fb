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
    return card.text + "\n" + EventCard.text(answer["event"] ?? .null, style: style)
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
