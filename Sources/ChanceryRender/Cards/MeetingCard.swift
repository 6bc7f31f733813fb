package import ChanceryModel

/// One meeting: what is shown of it, everything the sources disagree on, who was there, what came of it.
package enum MeetingCard {
  /// The card.
  package static func text(_ meeting: JSONValue, names: ActorNames, style: RenderStyle) -> String {
    var card = Card(style: style)
    let slug = FieldText.of(meeting["meeting"])
    let title = meeting["title"]?.stringValue
    let status = FieldText.of(meeting["status"])
    card.title(
      title.map { "\(slug) \(Drawing.dot) \($0)" } ?? slug,
      Cell(status.uppercased(), .bold)
    )
    for field: Text in ["date", "place", "format", "level", "hosts", "agenda", "follows"] {
      shown(field, meeting, names, &card)
    }
    contested(meeting, &card)
    attendance(meeting, names, &card)
    card.entries("counts", counts(meeting))
    card.entries("outcomes", outcomes(meeting, names))
    links(meeting, &card)
    card.line(
      "as of \(FieldText.orDash(meeting["at"])) \(Drawing.dot) head \(FieldText.of(meeting["head"]))"
    )
    return card.text
  }

  private static func shown(
    _ field: Text,
    _ meeting: JSONValue,
    _ names: ActorNames,
    _ card: inout Card
  ) {
    let value = meeting[field]
    let text =
      field == "hosts"
      ? (value?.arrayValue ?? []).map { names[FieldText.of($0)] }.joined(separator: ", ")
      : FieldText.of(value)
    guard !text.isEmpty else { return }
    let origin = (meeting["values"]?[field]?.arrayValue ?? [])
      .first { $0["value"] == value }
    card.entry(field.string, text + (origin.map { "  \(evidence($0))" } ?? ""))
  }

  private static func contested(_ meeting: JSONValue, _ card: inout Card) {
    for field in (meeting["contested"]?.arrayValue ?? []).compactMap(\.textValue) {
      for value in meeting["values"]?[field]?.arrayValue ?? []
      where value["value"] != meeting[field] {
        card.entry(
          "\(Drawing.unequal) \(field)",
          "\(FieldText.of(value["value"]))  \(evidence(value))",
          .warning
        )
      }
    }
  }

  private static func attendance(_ meeting: JSONValue, _ names: ActorNames, _ card: inout Card) {
    let entries = meeting["attendance"]?.arrayValue ?? []
    for role in ["host", "participant", "observer", "invited", "expected", "absent"] {
      let texts = entries.filter { $0["role"]?.stringValue == role }.map { attendee($0, names) }
      card.entry(role, texts.joined(separator: "; "))
    }
  }

  private static func attendee(_ entry: JSONValue, _ names: ActorNames) -> String {
    let reports = entry["reports"]?.arrayValue ?? []
    var people: [String] = []
    for person in reports.map({ FieldText.of($0["person"]) })
    where !person.isEmpty && !people.contains(person) { people.append(person) }
    let others = Set(reports.map { FieldText.of($0["role"]) })
      .subtracting([FieldText.of(entry["role"])]).sorted()
    let events = reports.map { FieldText.of($0["seq"]) }.joined(separator: ",")
    let inside =
      people + (others.isEmpty ? [] : ["also: \(others.joined(separator: ", "))"])
      + ["event \(events)"]
    let plan = entry["planned"]?.boolValue == true ? " planned" : ""
    return "\(names[FieldText.of(entry["actor"])])\(plan) (\(inside.joined(separator: ", ")))"
  }

  private static func counts(_ meeting: JSONValue) -> [String] {
    (meeting["counts"]?.arrayValue ?? []).map { count in
      let plan = count["planned"]?.boolValue == true ? " (planned)" : ""
      return "\(MeetingFacts.count(count))\(plan)  \(evidence(count))"
    }
  }

  private static func outcomes(_ meeting: JSONValue, _ names: ActorNames) -> [String] {
    (meeting["outcomes"]?.arrayValue ?? []).map { outcome in
      let kind = FieldText.of(outcome["kind"])
      let dissent = (outcome["dissent"]?.arrayValue ?? []).map { names[FieldText.of($0)] }
      let against = dissent.isEmpty ? "" : " (not: \(dissent.joined(separator: ", ")))"
      let next = FieldText.of(outcome["follow_up"])
      return "\(kind): \(FieldText.of(outcome["text"]))\(against)"
        + (next.isEmpty ? "" : " \(Drawing.arrow) \(next)") + "  \(evidence(outcome))"
    }
  }

  private static func links(_ meeting: JSONValue, _ card: inout Card) {
    let lists: [(String, Text)] = [
      ("followed by", "followed_by"), ("said there", "statements_made"),
      ("said of it", "statements_about"),
    ]
    for (label, key) in lists {
      let items = (meeting[key]?.arrayValue ?? []).map { FieldText.of($0) }
      let isEvents = key != "followed_by" && !items.isEmpty
      card.entry(label, (isEvents ? "event " : "") + items.joined(separator: ", "))
    }
  }

  /// `event 5, lemonde-1`: where a fact comes from.
  private static func evidence(_ origin: JSONValue) -> String {
    let parts = [
      "event \(FieldText.of(origin["seq"]))", FieldText.of(origin["source"]),
      FieldText.of(origin["by"]),
    ]
    return "(" + parts.filter { !$0.isEmpty }.joined(separator: ", ") + ")"
  }
}
