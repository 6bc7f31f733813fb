internal import ChanceryModel

/// Ribbons as rows for programs: one a span.
package enum RibbonsView {
  package static let view: ListView = {
    var view = ListView(noun: "span", columns: columns)
    view.footer = { [Counts.of($0.count, "span")] }
    return view
  }()

  private static let columns = [
    StanceColumns.topic, StanceColumns.holder,
    Column("first"), Column("last"),
    Column(
      "position",
      title: "STANCE",
      value: { $0["position"]?.stringValue ?? StanceMark.silence }
    ) { item, _ in StanceMark.cell(item) },
    Column("contested", .data), Column("contested_reason", .data),
    Column("seq", title: "EVENT"), Column("version", .data),
  ]

  /// The answer in the shape of the API's lists.
  ///
  /// - Parameters:
  ///   - ribbons: What to write, all of the same days.
  ///   - clocks: The day, the seq and the day of publication that they were asked with.
  ///   - head: The head of the answers that they were made of.
  /// - Returns: One JSON text.
  package static func page(
    _ ribbons: [Ribbon],
    clocks: (at: String, known: Int, publicBy: String?),
    head: Int
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.ribbons/1")
    json.member("from", ribbons.first.map { $0.days.lowerBound.description })
    json.member("to", ribbons.first.map { $0.days.upperBound.description })
    json.members(clocks, head: head)
    json.key("items")
    json.beginArray()
    for ribbon in ribbons { for span in ribbon.spans { write(span, of: ribbon, to: &json) } }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  private static func write(_ span: Ribbon.Span, of ribbon: Ribbon, to json: inout JSONWriter) {
    json.beginObject()
    json.member("holder", ribbon.holder)
    json.member("topic", ribbon.topic)
    json.member("first", span.days.lowerBound.description)
    json.member("last", span.days.upperBound.description)
    json.member("position", span.position?.word)
    json.member("contested", span.contestedReason != nil)
    json.member("contested_reason", span.contestedReason?.word)
    json.member("seq", span.seq)
    json.member("version", span.version)
    json.endObject()
  }
}
