internal import ChanceryModel

/// A timeline: what was said and done, under the days, oldest first.
package enum TimelineView {
  /// The list as rows for programs.
  package static let view: ListView = {
    var view = ListView(
      noun: "event",
      columns: [Column("day"), Column("kind", .data)] + people + more
    )
    view.footer = { [Counts.of($0.count, "line")] }
    return view
  }()

  private static let people = [
    Column("holder", title: "WHO", wraps: true, value: { FieldText.of($0["holder"]) }) {
      item,
      names in who(item, names)
    },
    Column("topic", title: "ON", wraps: true, value: { FieldText.of($0["topic"]) }) { item, _ in
      let meeting = FieldText.of(item["meeting"])
      return Cell(meeting.isEmpty ? FieldText.orDash(item["topic"]) : meeting)
    },
    Column("meeting", .data), Column("position", .data),
    Column("what", title: "WHAT", .people, wraps: true) { item, _ in what(item) },
    Column("by", title: "BY", wraps: true),
    Column("seq", title: "EVENT", isNumber: true),
    Column("sources", title: "SOURCE", wraps: true),
  ]
  private static let more = [
    Column("said", .wide), Column("version", .wide), Column("standing", .data),
    Column("role", .data), Column("text", .data),
  ]

  private static func who(_ item: JSONValue, _ names: ActorNames) -> Cell {
    let holder = FieldText.of(item["holder"])
    if !holder.isEmpty { return Cell(names[holder]) }
    let kind = FieldText.of(item["kind"])
    return kind == "statement" ? Cell(Drawing.dash) : Cell(kind, .faint)
  }

  private static func what(_ item: JSONValue) -> Cell {
    let text = FieldText.of(item["text"])
    guard item["kind"]?.stringValue == "statement" else { return Cell(text) }
    let position = item["position"]?.stringValue
    let role = FieldText.of(item["role"])
    guard position != nil || !role.isEmpty else { return Cell(text.isEmpty ? Drawing.dash : text) }
    let isAside = role == "aside"
    let standing = FieldText.of(item["standing"])
    var mark = position.map { StanceMark.text($0) } ?? "\(StanceMark.glyph(nil)) \(standing)"
    if isAside { mark += position == nil ? ", aside" : " (\(standing), aside)" }
    if !isAside, role != "sets" { mark += " (\(role))" }
    let colour: Colour = role == "sets" ? StanceMark.colour(position) : .plain
    return Cell(text.isEmpty ? mark : "\(mark); \(text)", isAside ? .faint : colour)
  }

  /// The answer in the shape of the API's lists.
  ///
  /// - Parameters:
  ///   - items: The lines, in order.
  ///   - leftOut: How many more there are.
  ///   - days: The first and the last day asked for; nil for no end.
  ///   - clocks: The day, the seq and the day of publication that they were asked with.
  ///   - head: The head of the answers that they were made of.
  /// - Returns: One JSON text.
  package static func page(
    _ items: [TimelineItem],
    leftOut: Int = 0,
    days: (from: String?, to: String?),
    clocks: (at: String, known: Int, publicBy: String?),
    head: Int
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.timeline/1")
    json.member("from", days.from)
    json.member("to", days.to)
    json.members(clocks, head: head)
    json.key("items")
    json.beginArray()
    for item in items { item.write(to: &json) }
    json.endArray()
    json.member("left_out", leftOut)
    json.endObject()
    return json.bytes
  }
}
