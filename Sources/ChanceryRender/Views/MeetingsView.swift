internal import ChanceryModel

/// `GET /v1/meetings`, by date.
package enum MeetingsView {
  package static let view: ListView = {
    var view = ListView(noun: "meeting", columns: columns)
    view.sortKey = { item in
      item["earliest"]?.stringValue ?? item["latest"]?.stringValue ?? "~"
    }
    view.header = { answer in
      answer["at"]?.stringValue == nil ? [] : [StanceViews.asOf(answer)]
    }
    view.footer = { ["\(Counts.of($0.count, "meeting"))"] }
    return view
  }()

  private static let columns = [
    Column("meeting", title: "MEETING"),
    Column("date", title: "DATE") { item, _ in marked(item, "date") },
    Column("status", title: "STATUS") { item, _ in marked(item, "status") },
    Column("place", title: "PLACE", wraps: true) { item, _ in marked(item, "place") },
    Column("level", title: "LEVEL", wraps: true) { item, _ in marked(item, "level") },
    Column("attendance", title: "ACTORS", isNumber: true),
    Column("counts", title: "COUNTS", isNumber: true),
    Column("outcomes", title: "OUTCOMES", isNumber: true),
    Column("seq", title: "EVENT", isNumber: true),
    Column("title", title: "TITLE", wraps: true) { item, _ in marked(item, "title") },
    Column("format", .wide, wraps: true) { item, _ in marked(item, "format") },
    Column("hosts", .wide, wraps: true) { item, names in
      let codes = (item["hosts"]?.arrayValue ?? []).map { names[FieldText.of($0)] }
      return Cell(codes.isEmpty ? Drawing.dash : codes.joined(separator: ", "))
    },
    Column("contested", .wide, wraps: true),
    Column("earliest", .data), Column("latest", .data),
  ]

  /// A field's value, with `≠` where the sources differ.
  private static func marked(_ item: JSONValue, _ field: Text) -> Cell {
    let contested = (item["contested"]?.arrayValue ?? []).contains(.string(field))
    let text = FieldText.orDash(item[field])
    return contested ? Cell(text + " \(Drawing.unequal)", .warning) : Cell(text)
  }
}
