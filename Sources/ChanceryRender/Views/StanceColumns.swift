internal import ChanceryModel

/// The columns that every list of stances shares.
enum StanceColumns {
  static let holder = Column("holder", title: "HOLDER", wraps: true) { item, names in
    Cell(names[FieldText.of(item["holder"])])
  }
  static let code = Column("code", title: "CODE", .wideTable, value: { FieldText.of($0["holder"]) })
  {
    item,
    _ in Cell(FieldText.of(item["holder"]))
  }
  static let topic = Column("topic", title: "TOPIC")
  static let position = Column(
    "position",
    title: "STANCE",
    value: { StanceMark.word($0["position"]) }
  ) { item, _ in StanceMark.cell(item) }
  static let since = Column("since", title: "SINCE") { item, _ in
    Cell(
      DateText.since(
        item["since"]?.stringValue,
        isExact: item["since_exact"]?.boolValue == true,
        latest: item["since_latest"]?.stringValue
      )
    )
  }
  static let lastSaid = Column("last_said", title: "LAST SAID") { item, _ in
    Cell(
      DateText.since(
        item["last_said"]?.stringValue,
        isExact: false,
        latest: item["last_said_latest"]?.stringValue
      )
    )
  }
  /// The event that set the stance, and how many confirm it: a later bare report must not hide the
  /// words that set it.
  static let event = Column("seq", title: "EVENT") { item, _ in Cell(eventText(item)) }
  static let by = Column("by", title: "BY", wraps: true)
  static let inShort = Column("conditions", title: "IN SHORT", wraps: true) {
    FieldText.conditions($0["conditions"])
  } cell: { item, _ in
    Cell(inShortText(item))
  }

  /// What only `wide` and programs see.
  static let more: [Column] = [
    Column("at", .data), Column("known", .data), Column("public", .data),
    Column("since_exact", .data), Column("since_latest", .data), Column("contested", .data),
    Column("contested_by", title: "CONTESTED BY", .wide),
    Column("confirmed_by", title: "CONFIRMED BY", .wide),
    Column("version", title: "VERSION", .wide, isNumber: true),
    Column("possible", title: "POSSIBLE", .wide, wraps: true, value: { asideText($0, "possible") })
    {
      item,
      _ in Cell(asideText(item, "possible", orElse: Drawing.dash))
    },
    Column("aside", title: "ASIDE", .wide, wraps: true, value: { asideText($0, "aside") }) {
      item,
      _ in
      Cell(asideText(item, "aside", orElse: Drawing.dash))
    },
  ]

  /// The sources of a statement, each once: two reports of it may stand in one.
  static func sources(_ place: Column.Place) -> Column {
    let slugs: @Sendable (JSONValue) -> String = { item in
      var slugs: [String] = []
      for slug in (item["sources"]?.arrayValue ?? []).map({ FieldText.of($0) })
      where !slugs.contains(slug) { slugs.append(slug) }
      return slugs.joined(separator: "; ")
    }
    return Column("sources", title: "SOURCE", place, wraps: true, value: slugs) { item, _ in
      let text = slugs(item)
      return Cell(text.isEmpty ? Drawing.dash : text)
    }
  }

  static func eventText(_ item: JSONValue) -> String {
    let seq = FieldText.orDash(item["seq"])
    let count = item["confirmed_by"]?.arrayValue?.count ?? 0
    let contest = item["contested_by"]?.arrayValue ?? []
    let against =
      contest.isEmpty
      ? "" : " \(Drawing.unequal)" + contest.map { FieldText.of($0) }.joined(separator: ",")
    return seq + (count == 0 ? "" : " +\(count)") + against
  }

  private static func inShortText(_ item: JSONValue) -> String {
    let conditions = FieldText.conditions(item["conditions"])
    if !conditions.isEmpty { return conditions }
    let aside = asideText(item, "aside")
    return item["position"]?.isNull == false || aside.isEmpty ? Drawing.dash : "aside: \(aside)"
  }

  private static func asideText(
    _ item: JSONValue,
    _ list: Text,
    orElse: String = ""
  ) -> String {
    let entries = (item[list]?.arrayValue ?? []).map { entry in
      [entry["standing"], entry["position"]].map { FieldText.of($0) }
        .filter { !$0.isEmpty }.joined(separator: " ") + " (event \(FieldText.of(entry["seq"])))"
    }
    return entries.isEmpty ? orElse : entries.joined(separator: "; ")
  }
}
