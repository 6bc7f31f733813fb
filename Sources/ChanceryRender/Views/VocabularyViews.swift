internal import ChanceryModel

/// The four lists of things that have names.
package enum VocabularyViews {
  /// `GET /v1/topics`.
  package static let topics: ListView = {
    var view = ListView(
      noun: "topic",
      columns: [
        Column("topic"), Column("kind"), Column("holders", isNumber: true),
        Column("title", wraps: true), Column("proposition", wraps: true), Column("parent", .wide),
        Column("from", .wide), Column("note", .data), definedBy,
      ]
    )
    view.footer = { [Counts.of($0.count, "topic")] }
    return view
  }()

  /// `GET /v1/actors`.
  package static let actors: ListView = {
    var view = ListView(
      noun: "actor",
      columns: [
        Column("actor", title: "CODE"), Column("name", wraps: true), Column("kind"), Column("of"),
        Column("members", wraps: true) { item, _ in
          let count = item["members"]?.arrayValue?.count ?? 0
          let meeting = item["meeting"]?.stringValue.map { "who was at \($0)" }
          return Cell(count == 0 ? meeting ?? Drawing.dash : Counts.of(count, "member"))
        },
        Column("aliases", .wide, wraps: true), Column("meeting", .data), Column("note", .data),
        builtInOrEvent,
      ]
    )
    view.footer = { [Counts.of($0.count, "actor")] }
    return view
  }()

  /// `GET /v1/people`.
  package static let people: ListView = {
    var view = ListView(
      noun: "person",
      columns: [
        Column("person"), Column("name", wraps: true),
        Column("offices", wraps: true, value: { offices($0) }) { item, _ in
          let text = offices(item)
          return Cell(text.isEmpty ? Drawing.dash : text)
        },
        Column("aliases", .wide, wraps: true), Column("note", .data), definedBy,
      ]
    )
    view.footer = { [Counts.of($0.count, "person", "people")] }
    return view
  }()

  /// `GET /v1/sources`.
  package static let sources: ListView = {
    var view = ListView(
      noun: "source",
      columns: [
        Column("source"),
        Column("published") { item, _ in
          Cell(DateText.since(item["published"]?.stringValue, isExact: false))
        },
        Column("publisher", wraps: true), Column("reliability", title: "REL"),
        Column("text", title: "TEXT") { item, _ in
          let isOnFile = item["text"]?.boolValue == true
          let hasDigest = item["sha256"]?.stringValue != nil
          return Cell(isOnFile ? "on file" : hasDigest ? "digest" : Drawing.dash)
        },
        Column("title", wraps: true), Column("url", .wide, wraps: true), Column("language", .wide),
        Column("derived_from", title: "DERIVED FROM", .wide),
        Column("translated_from", title: "TRANSLATED FROM", .wide),
        Column("sha256", .wide), Column("bytes", .wide, isNumber: true), Column("note", .data),
        definedBy,
      ]
    )
    view.footer = { [Counts.of($0.count, "source")] }
    return view
  }()

  private static let definedBy = Column("seq", title: "EVENT", isNumber: true)
  private static let builtInOrEvent = Column("seq", title: "EVENT") { item, _ in
    Cell(item["seq"]?.intValue.map { String($0) } ?? "built in")
  }

  private static func offices(_ item: JSONValue) -> String {
    (item["offices"]?.arrayValue ?? []).map { office in
      let ends = [office["from"], office["to"]].map { FieldText.of($0) }
      let span = ends == ["", ""] ? "" : " \(ends[0])..\(ends[1])"
      let title = [office["actor"], office["title"]].map { FieldText.of($0) }
      return title.filter { !$0.isEmpty }.joined(separator: " ") + span
    }.joined(separator: "; ")
  }
}
