internal import ChanceryModel

// MARK: - What changed, the meetings, the words

extension ReportPage {
  /// What differs between the first day and the last.
  func changes(_ main: inout Markup) {
    guard !report.changes.isEmpty else { return }
    main.element("section", [.id("changes"), .init("aria-labelledby", "h-changes")]) { section in
      section.element("h2", [.id("h-changes")], "What changed")
      let (first, last) = (report.days.lowerBound, report.days.upperBound)
      section.table(
        "Stances that were others on \(ReportDates.long(last)) than on \(ReportDates.long(first))",
        ["Holder", "Question", "Before", "After", "What kind of change", "Words"]
      ) { rows in
        for item in report.changes {
          rows.row(report.names[FieldText.of(item["holder"])]) { row in
            row.cell(report.topicTitle(FieldText.of(item["topic"])))
            row.cell("before:", "stance") { $0.stance(item["before"]) }
            row.cell("after:", "stance") { $0.stance(item["after"]) }
            row.cell(kind(item))
            row.cell { event((item["after"]?["seq"] ?? item["before"]?["seq"])?.intValue, &$0) }
          }
        }
      }
    }
    main.newline()
  }

  private func kind(_ item: JSONValue) -> String {
    switch item["kind"]?.stringValue {
    case "first": "first statement on record"
    case "gone": "nothing is on record any more"
    case "changed": "position, conditions or doubt"
    case "evidence": "the same stance rests on other words"
    default: FieldText.of(item["kind"])
    }
  }

  /// The meetings of the days.
  func meetings(_ main: inout Markup) {
    guard !report.meetings.isEmpty else { return }
    main.element("section", [.id("meetings"), .init("aria-labelledby", "h-meetings")]) { section in
      section.element("h2", [.id("h-meetings")], "Meetings")
      section.table(
        "Meetings from \(ReportDates.long(report.days)), as the sources have them",
        ["Meeting", "Date", "Status", "Place", "Outcomes", "Events"]
      ) { rows in
        for meeting in report.meetings {
          let answer = meeting.answer
          rows.row(name(of: meeting), id: "m-" + meeting.slug) { row in
            row.cell(meeting.day.description, "on", "date")
            row.cell(FieldText.of(answer["status"]))
            row.cell(FieldText.of(answer["place"]), "in")
            let outcomes = (answer["outcomes"]?.arrayValue ?? []).map { FieldText.of($0["text"]) }
            row.cell(outcomes.joined(separator: " "))
            let events = (answer["events"]?.arrayValue ?? []).compactMap(\.intValue)
            row.cell(Self.ranges(events), "events")
          }
        }
      }
    }
    main.newline()
  }

  /// `114–125, 130`.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, number <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(number, last.upperBound)
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
  }

  // MARK: The words

  /// The statements in the order of their days.
  func statements(_ main: inout Markup) {
    main.element("section", [.id("statements"), .init("aria-labelledby", "h-words")]) { section in
      section.element("h2", [.id("h-words")], "The words, and where they stand")
      omission(&section)
      if report.statements.isEmpty { section.element("p", [], "No statement is on record.") }
      for statement in report.statements { card(statement, &section) }
    }
    main.newline()
  }

  /// Says what the page leaves out, if it does.
  private func omission(_ section: inout Markup) {
    guard report.omittedCount > 0 else { return }
    section.element("p") { line in
      line.text("Shown are those that set a stance; ")
      line.text("\(Counts.of(report.omittedCount, "further statement")) would not fit a page. ")
      line.text("The journal has them: ")
      line.element("code", [], "chancery history HOLDER TOPIC")
      line.text(".")
    }
  }

  private func card(_ statement: Report.Statement, _ section: inout Markup) {
    let id = "e\(statement.seq)"
    section.element("article", [.id(id), .init("aria-labelledby", "h-" + id)]) { card in
      card.element("h3", [.id("h-" + id)]) { heading in
        heading.day(statement.day)
        let speaker = speaker(statement)
        if !speaker.isEmpty {
          heading.text(" · ")
          heading.foreign(speaker)
        }
        heading.text(" ")
        heading.element("span", [.classed("tag")], "event \(statement.seq)")
      }
      stances(statement, &card)
      words(statement, &card)
      sources(statement, &card)
    }
    section.newline()
  }

  private func speaker(_ statement: Report.Statement) -> String {
    let by = statement.items.lazy.compactMap { $0["by"]?.stringValue }.first
    let role = FieldText.of(statement.data["speaker"]?["role"])
    let name = by ?? EventSummary.speaker(statement.data)
    return by != nil && !role.isEmpty ? "\(name), \(role)" : name
  }

  private func stances(_ statement: Report.Statement, _ card: inout Markup) {
    card.element("ul", [.classed("stances")]) { list in
      for item in statement.items {
        list.element("li") { line in
          line.foreign(report.names[FieldText.of(item["holder"])])
          line.text(", ")
          line.foreign(report.topicTitle(FieldText.of(item["topic"])))
          line.text(": ")
          line.stance(item["position"]?.textValue.flatMap { Position(word: $0) })
          line.text(" ")
          line.element("span", [.classed("tag")], Self.role(item))
          let conditions = FieldText.conditions(item["conditions"])
          if !conditions.isEmpty {
            line.text(" ")
            line.foreign(conditions)
          }
        }
      }
    }
  }

  /// What a statement did to a stance, in words.
  private static func role(_ item: JSONValue) -> String {
    switch item["role"]?.stringValue {
    case "sets": "sets the stance"
    case "confirms": "confirms it"
    case "contests": "contests it"
    case "outranked": "outranked on its day"
    case "uncertain": "of uncertain day"
    case "same-utterance": "the same utterance as another"
    case "superseded": "superseded"
    default: "\(FieldText.of(item["standing"])): aside, sets nothing"
    }
  }

  private func words(_ statement: Report.Statement, _ card: inout Markup) {
    if statement.data.isNull {
      return card.element("p", [.classed("small")], "These words were erased from the journal.")
    }
    let quotes = StatementText.quotes(statement.data)
    if !quotes.isEmpty {
      card.element("blockquote") { block in
        for quote in quotes { block.element("p") { $0.foreign("“\(quote)”") } }
      }
    }
    let paraphrase = FieldText.of(statement.data["paraphrase"])
    if !paraphrase.isEmpty {
      card.element("p") { line in
        line.element("span", [.classed("tag")], "in the recorder's words")
        line.text(" ")
        line.foreign(paraphrase)
      }
    }
  }

  private func sources(_ statement: Report.Statement, _ card: inout Markup) {
    var slugs: [Text] = []
    for item in statement.items {
      for slug in (item["sources"]?.arrayValue ?? []).compactMap(\.textValue)
      where !slugs.contains(slug) { slugs.append(slug) }
    }
    let said = FieldText.of(statement.data["said"])
    card.element("p", [.classed("cite")]) { cite in
      for (index, slug) in slugs.enumerated() {
        if index > 0 { cite.text("; ") }
        source(slug.string, &cite)
      }
      if slugs.isEmpty { cite.text("No source is on record") }
      if !said.isEmpty, said != statement.day.description { cite.text(". Said: \(said)") }
      cite.text(".")
    }
  }

  private func source(_ slug: String, _ cite: inout Markup) {
    guard let source = report.sources[slug] else { return cite.foreign(slug) }
    let title = FieldText.of(source["title"])
    cite.webLink(FieldText.of(source["url"]), title.isEmpty ? slug : title)
    let publisher = FieldText.of(source["publisher"])
    if !publisher.isEmpty {
      cite.text(", ")
      cite.foreign(publisher)
    }
    let published = source["published"]?.stringValue
    if published != nil {
      cite.text(", published \(DateText.since(published, isExact: false))")
    }
    cite.text(" (\(slug))")
  }

  // MARK: The full table

  /// Every statement on every topic, a row for each stance in it.
  func fullTable(_ main: inout Markup) {
    let items = report.statements.flatMap { statement in
      statement.items.map { (statement: statement, item: $0) }
    }
    guard !items.isEmpty else { return }
    main.element("section", [.id("table"), .init("aria-labelledby", "h-table")]) { section in
      section.element("h2", [.id("h-table")], "All in one table")
      section.table(
        "\(Counts.of(items.count, "stance")) in \(Counts.of(report.statements.count, "statement"))",
        ["Holder", "Day", "Question", "Stance", "What it does", "Speaker", "Words"]
      ) { rows in
        for (statement, item) in items {
          rows.row(report.names[FieldText.of(item["holder"])]) { row in
            row.cell(statement.day.description, "on", "date")
            row.cell(report.topicTitle(FieldText.of(item["topic"])))
            row.cell(nil, "stance") {
              $0.stance(item["position"]?.textValue.flatMap { Position(word: $0) })
            }
            row.cell(Self.role(item))
            row.cell(FieldText.of(item["by"]), "said by")
            row.cell { event(statement.seq, &$0) }
          }
        }
      }
    }
    main.newline()
  }
}
