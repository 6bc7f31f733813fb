import ChanceryModel
import ChanceryRender

/// Gathers what a report is made of.
struct ReportReader {
  let record: RecordReader
  /// The slugs of the topics; all on which something is on record if empty.
  let topics: [String]

  /// What there is from a day to another; the first day on record if no first day is given.
  func report(
    from: CivilDate?,
    to: CivilDate,
    title: String?,
    vouch: Report.Vouch,
    command: (ClosedRange<CivilDate>) -> String
  ) throws(Fault) -> Report {
    let boards = try boards()
    let pairs = try pairs(of: boards)
    let days = try days(of: pairs, from: from, to: to)
    let shown = try boards.map { board throws(Fault) in
      try topic(board, pairs.filter { $0.topic == board.slug }, days)
    }
    var report = Report(
      title: title ?? (shown.count == 1 ? shown[0].title : "Where they stood"),
      days: days,
      known: record.known,
      publicBy: record.publicBy,
      vouch: vouch,
      command: command(days)
    )
    report.topics = shown
    report.changes = try changes(boards.map(\.slug), days)
    report.meetings = try meetings(days)
    try take(items(pairs, to: to), into: &report)
    report.sources = try sources(report.statements)
    report.names = record.session.names
    return report
  }

  // MARK: Topics

  private typealias Board = (slug: String, items: [JSONValue])

  private func boards() throws(Fault) -> [Board] {
    var boards: [Board] = []
    for topic in topics.isEmpty ? try record.topics() : topics {
      let items = try record.board(topic)
      if topics.isEmpty && items.isEmpty { continue }
      boards.append((topic, items))
    }
    return boards
  }

  private func pairs(of boards: [Board]) throws(Fault) -> [RecordReader.Pair] {
    var pairs: [RecordReader.Pair] = []
    for board in boards {
      for item in board.items {
        pairs += try record.pairs(topics: [board.slug], holders: [FieldText.of(item["holder"])])
      }
    }
    return pairs
  }

  private func days(
    of pairs: [RecordReader.Pair],
    from: CivilDate?,
    to: CivilDate
  ) throws(Fault) -> ClosedRange<CivilDate> {
    var first = from
    if from == nil {
      for pair in pairs {
        let day = try record.reading { () throws(Refusal) in try Ribbon.firstDay(of: pair.items) }
        first = [first, day].compactMap { $0 }.min()
      }
    }
    return min(first ?? to, to)...to
  }

  private func topic(
    _ board: Board,
    _ pairs: [RecordReader.Pair],
    _ days: ClosedRange<CivilDate>
  ) throws(Fault) -> Report.Topic {
    let topic = try record.answer("v1", "topics", board.slug, hasClocks: false)
    var ribbons = try record.ribbons(of: pairs, over: days)
    ribbons.sort { Ribbon.isBefore($0, $1) }
    let order = Dictionary(
      ribbons.enumerated().map { ($1.holder.string, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return Report.Topic(
      slug: board.slug,
      title: topic["title"]?.stringValue ?? board.slug,
      proposition: topic["proposition"]?.stringValue,
      board: board.items.sorted { left, right in
        let places = [left, right].map { order[FieldText.of($0["holder"])] ?? 0 }
        return places[0] < places[1]
      },
      ribbons: ribbons
    )
  }

  private func changes(
    _ slugs: [String],
    _ days: ClosedRange<CivilDate>
  ) throws(Fault) -> [JSONValue] {
    guard days.lowerBound < days.upperBound else { return [] }
    var changes: [JSONValue] = []
    for slug in slugs {
      changes += try record.items(
        ["v1", "changes"],
        [
          ("from", days.lowerBound.description), ("to", days.upperBound.description),
          ("topic", slug), ("known", String(record.known)), ("public", record.publicBy),
        ],
        hasClocks: false
      )
    }
    return changes
  }

  private func meetings(_ days: ClosedRange<CivilDate>) throws(Fault) -> [Report.Meeting] {
    var meetings: [Report.Meeting] = []
    let span: [(name: String, value: String?)] = [
      ("from", days.lowerBound.description), ("to", days.upperBound.description),
    ]
    for item in try record.items(["v1", "meetings"], span) {
      guard let text = (item["latest"] ?? item["earliest"])?.textValue else { continue }
      let day = try record.reading { () throws(Refusal) in try CivilDate.parse(text) }
      guard days.contains(day) else { continue }
      meetings.append(
        Report.Meeting(
          answer: try record.answer("v1", "meetings", FieldText.of(item["meeting"])),
          day: day
        )
      )
    }
    return meetings.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  // MARK: Statements

  /// More statements than this are not all shown: nobody reads them, and few browsers could.
  private static let statementsMax = 2_000
  /// A page of more is none.
  private static let citedMax = 20_000

  /// Reads the words of the statements, of all or of those that something shown rests on.
  private func take(_ items: [Int: [JSONValue]], into report: inout Report) throws(Fault) {
    var wanted = items
    if items.count > ReportReader.statementsMax {
      let cited = report.cited
      wanted = items.filter { cited.contains($0.key) }
      report.omittedCount = items.count - wanted.count
    }
    guard wanted.count <= ReportReader.citedMax else {
      throw .usage(
        "\(Counts.grouped(wanted.count)) statements set the stances of these days: "
          + "too many for one page",
        remedy: "ask for fewer topics (-t) or days (--from, --to)"
      )
    }
    report.statements = try statements(wanted)
  }

  /// What stands in the histories of statements that can have been said by the last day, by statement.
  private func items(_ pairs: [RecordReader.Pair], to last: CivilDate) -> [Int: [JSONValue]] {
    var items: [Int: [JSONValue]] = [:]
    for pair in pairs {
      for item in pair.items {
        guard let seq = item["seq"]?.intValue, let latest = item["latest"]?.stringValue,
          latest <= last.description
        else { continue }
        items[seq, default: []].append(item.with("holder", pair.holder).with("topic", pair.topic))
      }
    }
    return items
  }

  private func statements(_ items: [Int: [JSONValue]]) throws(Fault) -> [Report.Statement] {
    var statements: [Report.Statement] = []
    for (seq, items) in items {
      let version = items[0]["version"]?.intValue ?? seq
      let day = try record.reading { () throws(Refusal) in
        try CivilDate.parse(items[0]["latest"]?.textValue ?? "")
      }
      statements.append(
        Report.Statement(
          seq: seq,
          version: version,
          data: try data(of: version),
          day: day,
          items: items
        )
      )
    }
    return statements.sorted { ($0.day, $0.seq) < ($1.day, $1.seq) }
  }

  /// What a version says: an event's own data, or what a correction holds, at whatever depth.
  private func data(of version: Int) throws(Fault) -> JSONValue {
    var data = try record.answer("v1", "events", String(version), hasClocks: false)["data"] ?? .null
    while let inner = data["data"] { data = inner }
    return data
  }

  private func sources(_ statements: [Report.Statement]) throws(Fault) -> [String: JSONValue] {
    var sources: [String: JSONValue] = [:]
    for item in statements.flatMap(\.items) {
      for slug in (item["sources"]?.arrayValue ?? []).map({ FieldText.of($0) })
      where sources[slug] == nil {
        sources[slug] = try record.answer("v1", "sources", slug, hasClocks: false)
      }
    }
    return sources
  }
}

extension JSONValue {
  /// The object with a member that it does not have yet, or as it is if it has one of that name.
  fileprivate func with(_ name: Text, _ value: String) -> JSONValue {
    guard let object = objectValue, object[name] == nil else { return self }
    let member = JSONObject.Member(key: name, value: .string(Text(value)))
    return .object(JSONObject(unsorted: object.members + [member]))
  }
}
