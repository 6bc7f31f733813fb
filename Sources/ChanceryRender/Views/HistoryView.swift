internal import ChanceryModel

/// `GET …/history`: the candidate statements of one pair, or of a holder, oldest first.
package enum HistoryView {
  /// The list; with a TOPIC column where the answer covers all topics.
  package static func view(_ names: ActorNames, hasTopics: Bool) -> ListView {
    var columns = [said, position, role, by, event, sources, conditions, standing, rank]
    if hasTopics { columns.insert(StanceColumns.topic, at: 1) }
    var view = ListView(noun: "statement", columns: columns + more)
    view.header = { answer in
      let topic = answer["topic"]?.stringValue.map { " \(Drawing.dot) " + SafeText.line($0) } ?? ""
      let holder = SafeText.line(names[FieldText.of(answer["holder"])])
      return ["\(holder)\(topic) \(Drawing.dot) \(StanceViews.asOf(answer))"]
    }
    view.footer = { ["\(Counts.of($0.count, "statement"))"] }
    return view
  }

  private static let said = Column("said", title: "SAID") { item, _ in Cell(DateText.said(item)) }
  private static let position = Column(
    "position",
    title: "STANCE",
    value: { $0["position"]?.stringValue ?? "" }
  ) { item, _ in
    let position = item["position"]?.stringValue
    guard let position else {
      return Cell("\(StanceMark.glyph(nil)) \(FieldText.orDash(item["standing"]))", .faint)
    }
    let colour: Colour = item["role"]?.stringValue == "sets" ? StanceMark.colour(position) : .plain
    return Cell(StanceMark.text(position), colour)
  }
  private static let role = Column("role", title: "ROLE") { item, _ in
    let role = FieldText.orDash(item["role"])
    return Cell(role, role == "contests" ? .warning : role == "aside" ? .faint : .plain)
  }
  private static let by = Column("by", title: "BY", wraps: true)
  private static let event = Column("seq", title: "EVENT") { item, _ in
    let seq = FieldText.orDash(item["seq"])
    let version = FieldText.of(item["version"])
    return Cell(version.isEmpty || version == seq ? seq : "\(seq) (as of \(version))")
  }
  private static let sources = StanceColumns.sources(.everywhere)
  private static let conditions = Column(
    "conditions",
    title: "CONDITIONS",
    wraps: true,
    value: { FieldText.conditions($0["conditions"]) }
  ) { item, _ in
    let text = FieldText.conditions(item["conditions"])
    let isCleared = item["conditions"]?.arrayValue?.isEmpty == true
    return Cell(text.isEmpty ? isCleared ? "cleared" : Drawing.dash : text)
  }
  private static let standing = Column("standing", .wide)
  private static let rank = Column("rank", .wide)
  private static let more = [
    Column("version", .data), Column("earliest", .data), Column("latest", .data),
  ]
}
