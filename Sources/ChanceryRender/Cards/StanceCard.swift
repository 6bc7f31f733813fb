package import ChanceryModel

/// One stance at a date, with the words and the event it rests on.
package enum StanceCard {
  /// The card.
  ///
  /// `speaker` is the name to show for the speaker, where the statement has only a slug; `elsewhere` what
  /// the holder said on other topics, shown where this one is silent.
  package static func text(
    _ stance: JSONValue,
    names: ActorNames,
    style: RenderStyle,
    speaker: String? = nil,
    elsewhere: [JSONValue] = []
  ) -> String {
    var card = Card(style: style)
    let holder = names[FieldText.of(stance["holder"])]
    let topic = FieldText.of(stance["topic"])
    let position = stance["position"]?.stringValue
    let headline =
      position.map { "\(StanceMark.glyph($0)) \($0.uppercased())" }
      ?? "\(StanceMark.glyph(nil)) NO STATEMENT ON RECORD"
    card.title(
      "\(holder) \(Drawing.dot) \(topic) \(Drawing.dot) as of \(FieldText.of(stance["at"]))",
      Cell(headline, position == nil ? .faint : StanceMark.colour(position))
    )
    if position == nil {
      silence(stance, elsewhere, &card)
    } else {
      since(stance, &card)
      evidence(stance, speaker, &card)
    }
    doubts(stance, &card)
    clocks(stance, &card)
    return card.text
  }

  private static func silence(_ stance: JSONValue, _ elsewhere: [JSONValue], _ card: inout Card) {
    let holder = FieldText.of(stance["holder"])
    let near = elsewhere.prefix(3).map { other in
      let topic = FieldText.of(other["topic"])
      let mark = StanceMark.text(other["position"]?.stringValue)
      return "\(topic) \(mark) (event \(FieldText.of(other["seq"])))"
    }
    card.entry("elsewhere", near.joined(separator: "; "))
    card.entry("see", "chancery stance \(holder)")
  }

  private static func since(_ stance: JSONValue, _ card: inout Card) {
    let text = stance["since"]?.stringValue
    let isExact = stance["since_exact"]?.boolValue == true
    let latest = stance["since_latest"]?.stringValue
    let day = DateText.since(text, isExact: isExact, latest: latest)
    let span = isExact ? DateText.span(from: text, to: stance["at"]?.stringValue) : nil
    let given = isExact ? nil : text
    let note = [span, given].compactMap { $0 }.joined(separator: ", ")
    card.entry("since", note.isEmpty ? day : "\(day)  (\(note))")
    let confirmed = stance["confirmed_by"]?.arrayValue ?? []
    if !confirmed.isEmpty {
      let last = DateText.since(
        stance["last_said"]?.stringValue,
        isExact: false,
        latest: stance["last_said_latest"]?.stringValue
      )
      let events = confirmed.map { FieldText.of($0) }.joined(separator: ", ")
      card.entry("confirmed", "last said \(last) (event \(events))")
    }
    let conditions = (stance["conditions"]?.arrayValue ?? []).map { condition in
      "\(FieldText.of(condition["kind"])): \(FieldText.of(condition["text"])) "
        + "(event \(FieldText.of(condition["seq"])))"
    }
    card.entries("conditions", conditions)
  }

  private static func evidence(_ stance: JSONValue, _ speaker: String?, _ card: inout Card) {
    let statement = stance["statement"] ?? .null
    let data = StatementText.content(stance)
    card.entry("said by", speaker ?? EventSummary.speaker(data))
    card.entries("quote", StatementText.quotes(data).map { Drawing.quoted($0) })
    card.entry("paraphrase", FieldText.of(data["paraphrase"]))
    card.entry("source", EventSummary.sources(data))
    let seq = FieldText.of(stance["seq"])
    let version = FieldText.of(stance["version"])
    let corrected = version.isEmpty || version == seq ? "" : ", as corrected by event \(version)"
    let recorded = statement["recordedat"]?.stringValue
    let when = recorded.map { ", recorded \(DateText.recorded($0))" } ?? ""
    card.entry("event", seq + corrected + when)
  }

  private static func doubts(_ stance: JSONValue, _ card: inout Card) {
    if stance["contested"]?.boolValue == true {
      let against = (stance["contested_by"]?.arrayValue ?? []).map { FieldText.of($0) }
      let isUndated = stance["contested_reason"]?.stringValue == "undated"
      let why =
        isUndated
        ? "the dates do not prove which came first" : "speakers of the same rank said otherwise"
      let events = against.isEmpty ? "" : " (event \(against.joined(separator: ", ")))"
      card.entry("contested", why + events, .warning)
    }
    card.entry("possible", listed(stance["possible"], verb: "said perhaps by then"))
    card.entry("aside", listed(stance["aside"], verb: "not the holder's own word"))
    if let more = stance["more"]?.arrayValue, !more.isEmpty {
      card.entry("cut", "10 newest of \(more.map { FieldText.of($0) }.joined(separator: ", "))")
    }
  }

  private static func listed(_ list: JSONValue?, verb: String) -> String {
    let entries = (list?.arrayValue ?? []).map { entry in
      [entry["standing"], entry["kind"], entry["position"]].map { FieldText.of($0) }
        .filter { !$0.isEmpty && $0 != "words" }.joined(separator: " ")
        + " (event \(FieldText.of(entry["seq"])))"
    }
    return entries.isEmpty ? "" : entries.joined(separator: "; ") + " \(Drawing.dot) \(verb)"
  }

  private static func clocks(_ stance: JSONValue, _ card: inout Card) {
    let known = StanceViews.pastKnown(stance)
    let isPublic = stance["public"].flatMap { $0.isNull ? nil : FieldText.of($0) }
    card.entry("known", known.map { "what was recorded up to event \($0)" } ?? "")
    card.entry("public", isPublic.map { "what was published by \($0)" } ?? "")
    if let count = stance["redactions"]?.intValue, count > 0 {
      card.entry("redacted", Counts.of(count, "event") + " erased; the answer folds without")
    }
  }
}
