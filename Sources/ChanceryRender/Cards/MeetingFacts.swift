package import ChanceryModel

/// A meeting taken apart into facts, each with the event and the source it rests on.
package enum MeetingFacts {
  /// The facts as rows, for CSV, TSV and Markdown.
  package static let view = ListView(
    noun: "fact",
    columns: [
      Column("fact"), Column("value", wraps: true), Column("by", wraps: true), Column("source"),
      Column("said"), Column("seq", title: "EVENT", isNumber: true),
      Column("planned") { item, _ in
        let isPlanned = item["planned"]?.boolValue
        return Cell(isPlanned.map { $0 ? "planned" : "as it was" } ?? Drawing.dash)
      },
    ]
  )

  /// Every fact of a meeting, in the order of the card.
  package static func items(_ meeting: JSONValue, names: ActorNames) -> [JSONValue] {
    values(meeting) + attendance(meeting, names) + counts(meeting) + outcomes(meeting)
  }

  private static let fields: [Text] = [
    "status", "title", "date", "place", "format", "level", "hosts", "agenda", "follows",
  ]

  private static func values(_ meeting: JSONValue) -> [JSONValue] {
    fields.flatMap { field -> [JSONValue] in
      (meeting["values"]?[field]?.arrayValue ?? []).map { value in
        fact(field.string, FieldText.of(value["value"]), value)
      }
    }
  }

  private static func attendance(_ meeting: JSONValue, _ names: ActorNames) -> [JSONValue] {
    (meeting["attendance"]?.arrayValue ?? []).flatMap { entry -> [JSONValue] in
      let actor = names[FieldText.of(entry["actor"])]
      return (entry["reports"]?.arrayValue ?? []).map { report in
        let details = ["person", "level", "mode", "representing"].map { FieldText.of(report[$0]) }
          .filter { !$0.isEmpty }
        let value = details.isEmpty ? actor : "\(actor) (\(details.joined(separator: ", ")))"
        return fact(FieldText.of(report["role"]), value, report)
      }
    }
  }

  private static func counts(_ meeting: JSONValue) -> [JSONValue] {
    (meeting["counts"]?.arrayValue ?? []).map { fact("count", count($0), $0) }
  }

  private static func outcomes(_ meeting: JSONValue) -> [JSONValue] {
    (meeting["outcomes"]?.arrayValue ?? []).map { outcome in
      fact(FieldText.of(outcome["kind"]), FieldText.of(outcome["text"]), outcome)
    }
  }

  /// A count in words: `about 30 countries attended`.
  package static func count(_ count: JSONValue) -> String {
    let qualifier = FieldText.of(count["qualifier"])
    let parts = [
      qualifier == "exact" ? "" : qualifier, FieldText.of(count["value"]),
      FieldText.of(count["unit"]), FieldText.of(count["kind"]),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func fact(_ name: String, _ value: String, _ origin: JSONValue) -> JSONValue {
    [
      "fact": .string(Text(name)), "value": .string(Text(value)),
      "by": origin["by"] ?? .null, "source": origin["source"] ?? .null,
      "said": origin["said"] ?? .null, "seq": origin["seq"] ?? .null,
      "planned": origin["planned"] ?? .null,
    ]
  }
}
