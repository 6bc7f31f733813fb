internal import ChanceryModel

/// `GET /v1/replay`: what changed, in order.
package enum ReplayView {
  package static let view: ListView = {
    var view = ListView(noun: "change", columns: columns)
    view.footer = { [Counts.of($0.count, "change")] }
    return view
  }()

  private static let columns = [
    Column("day", cellsMin: 10),
    Column("t", title: "KIND", .data),
    Column("holder", title: "WHO", wraps: true, cellsMin: 16) { item, names in
      Cell(isMeeting(item) ? "meeting" : names[FieldText.of(item["holder"])])
    },
    Column("topic", title: "ON", cellsMin: 18) { item, _ in
      Cell(FieldText.orDash(item[isMeeting(item) ? "meeting" : "topic"]))
    },
    Column("meeting", .data),
    state("from"), state("to"),
    Column("change", title: "CHANGE", .people, cellsMin: 18) { item, _ in change(item) },
    Column("seq", title: "EVENT", isNumber: true, cellsMin: 5),
    Column("contested", .data), Column("recordedat", title: "RECORDED", .wide),
  ]

  /// A position or a meeting's status, before or after; of a stance never nothing.
  private static func state(_ field: String) -> Column {
    let key = Text(field)
    let word: @Sendable (JSONValue) -> String = {
      isMeeting($0) ? FieldText.of($0[key]) : StanceMark.word($0[key])
    }
    return Column(field, .data, value: word) { item, _ in Cell(word(item)) }
  }

  private static func isMeeting(_ item: JSONValue) -> Bool { item["t"]?.stringValue == "meeting" }

  private static func change(_ item: JSONValue) -> Cell {
    let (before, after) = (item["from"]?.stringValue, item["to"]?.stringValue)
    if isMeeting(item) {
      return Cell([before, after].compactMap { $0 }.joined(separator: " \(Drawing.arrow) "))
    }
    let contested = item["contested"]?.boolValue == true ? " contested" : ""
    return Cell(
      "\(StanceMark.glyph(before)) \(Drawing.arrow) \(StanceMark.text(after))\(contested)",
      StanceMark.colour(after)
    )
  }
}
