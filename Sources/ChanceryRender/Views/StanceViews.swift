package import ChanceryModel

/// The lists of stances: all holders of a topic, all topics of a holder, one stance as a row.
package enum StanceViews {
  /// `GET /v1/stances?topic=`.
  package static let board: ListView = {
    var view = ListView(
      noun: "statement",
      columns: [
        StanceColumns.holder, StanceColumns.code, Column("topic", .data), StanceColumns.position,
        StanceColumns.since,
        StanceColumns.lastSaid, StanceColumns.event, StanceColumns.by, StanceColumns.inShort,
      ] + StanceColumns.more
    )
    view.header = { ["\(FieldText.of($0["topic"])) \(Drawing.dot) \(asOf($0))"] }
    view.footer = { tally in [positions(tally), count(tally, "holder")] }
    return view
  }()

  /// `GET /v1/stances/{holder}`.
  package static func holder(_ names: ActorNames) -> ListView {
    var view = ListView(
      noun: "statement",
      columns: [
        Column("holder", .data), StanceColumns.topic, StanceColumns.position, StanceColumns.since,
        StanceColumns.lastSaid,
        StanceColumns.event, StanceColumns.by, StanceColumns.inShort,
      ] + StanceColumns.more
    )
    view.header = {
      ["\(SafeText.line(names[FieldText.of($0["holder"])])) \(Drawing.dot) \(asOf($0))"]
    }
    view.footer = { tally in [positions(tally), count(tally, "topic")] }
    return view
  }

  /// `GET /v1/stances/{holder}/{topic}`, as one row.
  package static let one = ListView(
    noun: "statement",
    columns: [
      StanceColumns.holder, StanceColumns.code, StanceColumns.topic, StanceColumns.position,
      StanceColumns.since, StanceColumns.lastSaid, StanceColumns.event, StanceColumns.by,
      StanceColumns.inShort,
    ] + StanceColumns.more
  )

  /// The answer of one stance as a row of ``one``: with `by`, as lists have it.
  package static func row(_ stance: JSONValue, personName: String?) -> JSONValue {
    guard var row = stance.objectValue else { return stance }
    let speaker = StatementText.content(stance)["speaker"]
    let by = SpeakerName.display(of: speaker) { _ in personName.map { Text($0) } }
    row["by"] = by.map { .string($0) } ?? .null
    return .object(row)
  }

  /// `as of 2025-03-27 · known 21 · public 2025-03-20 · head 21`.
  package static func asOf(_ answer: JSONValue) -> String {
    var parts = ["as of \(FieldText.orDash(answer["at"]))"]
    if let known = pastKnown(answer) { parts.append("known at event \(known)") }
    if let day = answer["public"]?.stringValue { parts.append("public by \(day)") }
    parts.append("head \(FieldText.orDash(answer["head"]))")
    return parts.map { SafeText.line($0) }.joined(separator: " \(Drawing.dot) ")
  }

  /// The event up to which the answer knows, if that is not the head.
  static func pastKnown(_ answer: JSONValue) -> String? {
    guard let known = answer["known"], !known.isNull, known != answer["head"] else { return nil }
    return FieldText.of(known)
  }

  private static func positions(_ tally: ListView.Tally) -> String {
    let known = (StanceMark.order + [nil]).compactMap { position in
      tally.positions[position ?? ""].map { "\(StanceMark.glyph(position)) \($0)" }
    }
    return known.joined(separator: "  ")
  }

  private static func count(_ tally: ListView.Tally, _ noun: String) -> String {
    let silent = tally.positions[""] ?? 0
    let spoken = Counts.of(tally.count - silent, noun) + " with a statement"
    return silent == 0 ? spoken : spoken + ", \(silent) with none on record"
  }
}
