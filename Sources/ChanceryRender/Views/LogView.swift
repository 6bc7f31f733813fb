internal import ChanceryModel

/// `GET /v1/events`: what was recorded, in the order of recording.
package enum LogView {
  package static let view: ListView = {
    var view = ListView(noun: "event", columns: columns)
    view.footer = { tally in
      let head = FieldText.of(tally.page["head"])
      return [
        Counts.of(tally.count, "event") + (head.isEmpty ? "" : " \(Drawing.dot) head \(head)")
      ]
    }
    return view
  }()

  /// The same without a count below, for a list that has no end.
  package static let following: ListView = {
    var view = LogView.view
    view.footer = { _ in [] }
    return view
  }()

  private static let columns = [
    Column("seq", title: "EVENT", isNumber: true, cellsMin: 6),
    Column("recordedat", title: "RECORDED", cellsMin: 20) { item, _ in
      Cell(DateText.recorded(item["recordedat"]?.stringValue), .faint)
    },
    Column("type", title: "TYPE", cellsMin: 19),
    Column("said", title: "SAID", cellsMin: 10, value: { said($0) }) { item, _ in
      let said = said(item)
      return Cell(said.isEmpty ? Drawing.dash : said)
    },
    Column("what", title: "WHAT", wraps: true, cellsMin: 32, value: { EventSummary.text($0) }) {
      item,
      _ in Cell(EventSummary.text(item))
    },
    Column("sources", title: "SOURCE", wraps: true, value: { sources($0) }) { item, _ in
      let sources = sources(item)
      return Cell(sources.isEmpty ? Drawing.dash : sources)
    },
    Column("by", .wide, wraps: true, value: { speaker($0) }) { item, _ in
      let speaker = speaker(item)
      return Cell(speaker.isEmpty ? Drawing.dash : speaker)
    },
    Column("recordedby", title: "RECORDED BY", .wide),
    Column("id", .wide), Column("source", .data),
  ]

  private static func said(_ event: JSONValue) -> String { FieldText.of(event["data"]?["said"]) }

  private static func sources(_ event: JSONValue) -> String {
    let isFiling = event["type"]?.stringValue == "source.filed"
    return isFiling ? "" : EventSummary.sources(event["data"] ?? .null)
  }

  private static func speaker(_ event: JSONValue) -> String {
    EventSummary.speaker(event["data"] ?? .null)
  }
}
