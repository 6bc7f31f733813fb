internal import ChanceryModel

/// What became of an event since, and which later events are about it, as lines of its card.
enum EventRelationsCard {
  static func add(_ event: JSONValue, to card: inout Card) {
    redaction(event, &card)
    state(event, &card)
    let seq = event["seq"]?.intValue
    let links = (event["links"]?.arrayValue ?? []).map { link($0, of: seq) }
    card.entries("link", links)
    let reviews = (event["reviews"]?.arrayValue ?? []).map { review in
      "\(FieldText.of(review["verdict"])) by \(FieldText.of(review["coder"]))"
        + " (event \(FieldText.of(review["seq"])))"
    }
    card.entries("review", reviews)
  }

  private static func redaction(_ event: JSONValue, _ card: inout Card) {
    guard let redacted = event["redacted"], !redacted.isNull else { return }
    let when = DateText.recorded(redacted["recordedat"]?.stringValue)
    card.entry(
      "redacted",
      "event \(FieldText.of(redacted["seq"])), \(when) by \(FieldText.of(redacted["recordedby"])): "
        + FieldText.of(redacted["reason"])
    )
  }

  private static func state(_ event: JSONValue, _ card: inout Card) {
    let corrections = seqs(event["corrected_by"])
    if !corrections.isEmpty {
      let version = FieldText.of(event["state"]?["version"])
      let isOwn = version == FieldText.of(event["seq"])
      let counts = isOwn ? "the event's own content counts" : "that of event \(version) counts"
      card.entry("corrected by", "event \(corrections.joined(separator: ", ")); \(counts)")
    }
    let withdrawals = seqs(event["withdrawn_by"])
    if !withdrawals.isEmpty {
      let stands = event["state"]?["standing"]?.boolValue != false
      let list = withdrawals.joined(separator: ", ")
      card.entry("withdrawn by", "event \(list)" + (stands ? "; it stands again" : ""))
    }
  }

  private static func seqs(_ value: JSONValue?) -> [String] {
    (value?.arrayValue ?? []).map { FieldText.of($0) }
  }

  /// A link as seen from one of its ends: `repeats event 17`, `repeated` the other way round as
  /// `event 19 repeats this`.
  private static func link(_ link: JSONValue, of seq: Int?) -> String {
    let kind = FieldText.of(link["kind"]) == "same-utterance" ? "is the same utterance as" : nil
    let verb = kind ?? FieldText.of(link["kind"])
    let line =
      link["from"]?.intValue == seq
      ? "\(verb) event \(FieldText.of(link["to"]))"
      : "event \(FieldText.of(link["from"])) \(verb) this"
    var remarks = ["event \(FieldText.of(link["seq"]))"]
    if link["certainty"]?.stringValue == "probable" { remarks.append("probable") }
    if link["standing"]?.boolValue == false { remarks.append("withdrawn") }
    return "\(line) (\(remarks.joined(separator: ", ")))"
  }
}
