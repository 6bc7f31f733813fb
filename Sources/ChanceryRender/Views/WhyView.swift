internal import ChanceryModel

/// `GET …/why`: what the fold did with each statement, oldest first, and what that comes to.
package enum WhyView {
  /// The list, with the stance below.
  package static func view(_ names: ActorNames) -> ListView {
    var view = ListView(noun: "statement", columns: columns)
    view.header = { answer in
      ["\(subject(answer, names)) \(Drawing.dot) \(StanceViews.asOf(answer))"]
    }
    view.footer = { tally in
      let answer = tally.page
      var lines = conclusion(answer, names)
      if let later = answer["later"]?.intValue, later > 0 {
        lines.append("\(Counts.of(later, "statement")) can only have been said later")
      }
      if let count = answer["redactions"]?.intValue, count > 0 {
        lines.append("\(Counts.of(count, "event")) erased: the fold goes on as if never recorded")
      }
      return lines
    }
    return view
  }

  private static func subject(_ answer: JSONValue, _ names: ActorNames) -> String {
    let holder = SafeText.line(names[FieldText.of(answer["holder"])])
    return "\(holder) \(Drawing.dot) \(SafeText.line(FieldText.of(answer["topic"])))"
  }

  private static let columns = [
    Column("seq", title: "EVENT") { item, _ in
      let seq = FieldText.orDash(item["seq"])
      let version = FieldText.of(item["version"])
      return Cell(version.isEmpty || version == seq ? seq : "\(seq) (as of \(version))")
    },
    Column("said", title: "SAID") { item, _ in Cell(DateText.said(item)) },
    Column("position", title: "STANCE", value: { $0["position"]?.stringValue ?? "" }) { item, _ in
      let position = item["position"]?.stringValue
      guard let position else {
        return Cell("\(StanceMark.glyph(nil)) \(FieldText.orDash(item["standing"]))", .faint)
      }
      return Cell(StanceMark.text(position), isKept(item) ? StanceMark.colour(position) : .faint)
    },
    Column("by", title: "BY", wraps: true),
    Column("rank", .wide),
    Column("kept", .data),
    Column("clause", title: "CLAUSE", .wide),
    Column("part", .data),
    Column("passed_for", .data),
    Column("undated", .data),
    Column("why", title: "WHY", .people, wraps: true, value: { why($0) }) { item, _ in
      Cell(why(item), isKept(item) ? .plain : .faint)
    },
    Column("standing", .data), Column("kind", .data),
    Column("conditions", .data, value: { FieldText.conditions($0["conditions"]) }) { item, _ in
      Cell(FieldText.conditions(item["conditions"]))
    },
    StanceColumns.sources(.wide),
    Column("version", .data), Column("earliest", .data), Column("latest", .data),
  ]

  private static func isKept(_ item: JSONValue) -> Bool { item["kept"]?.boolValue == true }

  /// The clause in words, with the part of the rule: `kept: sets the stance (3)`.
  private static func why(_ item: JSONValue) -> String {
    let words = sentence(item)
    let part = FieldText.of(item["part"])
    return "\(isKept(item) ? "kept" : "passed over"): \(words) (\(part))"
  }

  private static func sentence(_ item: JSONValue) -> String {
    let events = (item["passed_for"]?.arrayValue ?? []).map { FieldText.of($0) }
    let event = events.isEmpty ? "another" : "event " + events.joined(separator: ", ")
    let latest = FieldText.orDash(item["latest"])
    switch FieldText.of(item["clause"]) {
    case "sets":
      let doubt = item["undated"]?.boolValue == true ? "; the dates do not prove the change" : ""
      return "sets the stance" + conditions(item, isFirst: true) + doubt
    case "confirms": return "says it again" + conditions(item, isFirst: false)
    case "standing": return "\(FieldText.orDash(item["standing"])), not the holder's own word"
    case "deed": return "a deed is listed, never folded"
    case "not-public": return "no source had published it by then"
    case "not-yet": return "may have been said as late as \(latest)"
    case "superseded": return "superseded by \(event)"
    case "same-utterance": return "the same utterance as \(event), which counts"
    case "exact-day": return "its day is uncertain, that of \(event) is known and within it"
    case "rank": return "a higher rank spoke that day: \(event)"
    case "earliest": return "the day of \(event) is known more closely"
    case "equals": return "an equal said otherwise that day: the stance is that of \(event)"
    case let other: return other
    }
  }

  private static func conditions(_ item: JSONValue, isFirst: Bool) -> String {
    guard let given = item["conditions"]?.arrayValue else {
      return isFirst ? "" : ", and keeps what conditions there are"
    }
    if given.isEmpty { return isFirst ? "" : ", and clears the conditions" }
    return ", and adds \(FieldText.conditions(item["conditions"]))"
  }

  /// `→ ✕ oppose, exception: under a UN flag, since by 2025-03-24 (event 17) · fold/1`.
  private static func conclusion(_ answer: JSONValue, _ names: ActorNames) -> [String] {
    let stance = answer["stance"] ?? .null
    guard let position = stance["position"]?.stringValue else {
      return [
        "\(Drawing.arrow) \(StanceMark.text(nil)) on record \(Drawing.dot) \(FieldText.of(answer["rules"]))"
      ]
    }
    var parts = [StanceMark.text(position)]
    let conditions = FieldText.conditions(stance["conditions"])
    if !conditions.isEmpty { parts.append(conditions) }
    let since = DateText.since(
      stance["since"]?.stringValue,
      isExact: stance["since_exact"]?.boolValue == true,
      latest: stance["since_latest"]?.stringValue
    )
    parts.append("since \(since) (event \(FieldText.of(stance["seq"])))")
    if stance["contested"]?.boolValue == true {
      let events = (stance["contested_by"]?.arrayValue ?? []).map { FieldText.of($0) }
      parts.append("contested by event \(events.joined(separator: ", "))")
    }
    let line =
      "\(Drawing.arrow) \(parts.joined(separator: ", ")) \(Drawing.dot) \(FieldText.of(answer["rules"]))"
    return [SafeText.line(line)]
  }
}
