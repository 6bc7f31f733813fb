internal import ChanceryModel

// MARK: - Where everybody stood

extension ReportPage {
  /// Holders against topics at the last day.
  func matrix(_ main: inout Markup) {
    main.element("section", [.init("aria-labelledby", "h-board")]) { section in
      section.element(
        "h2",
        [.id("h-board")],
        "Where they stood on \(ReportDates.long(report.days.upperBound))"
      )
      section.element(
        "div",
        [
          .classed("grid-of-stances"), .init("tabindex", "0"), .init("role", "region"),
          .init("aria-label", "Holders by questions"),
        ]
      ) { matrixTable(&$0) }
    }
    main.newline()
  }

  private func matrixTable(_ region: inout Markup) {
    var stances: [Text: [String: JSONValue]] = [:]
    for topic in report.topics {
      for item in topic.board where item["position"]?.stringValue != nil {
        guard let holder = item["holder"]?.textValue else { continue }
        stances[holder, default: [:]][topic.slug] = item
      }
    }
    region.element("table") { table in
      table.element("caption", [], "A dash: no statement on record.")
      table.element("thead") { head in
        head.element("tr") { row in
          row.element("th", [.init("scope", "col")], "Holder")
          for topic in report.topics {
            row.element("th", [.init("scope", "col")]) { $0.jump("t-" + topic.slug, topic.title) }
          }
        }
      }
      table.newline()
      table.element("tbody") { body in
        for holder in stances.keys.sorted() {
          body.element("tr") { row in
            row.element("th", [.init("scope", "row")]) { $0.foreign(report.names[holder.string]) }
            for topic in report.topics { matrixCell(stances[holder]?[topic.slug], &row) }
          }
          body.newline()
        }
      }
    }
  }

  private func matrixCell(_ stance: JSONValue?, _ row: inout Markup) {
    row.element("td") { cell in
      guard let stance else { return cell.text("—") }
      cell.stance(stance)
      cell.text(" ")
      event(stance["seq"]?.intValue, &cell)
    }
  }

  /// A topic: the question, the count, the ribbons, and both as tables.
  func section(_ topic: Report.Topic, _ main: inout Markup) {
    let id = "t-" + topic.slug
    main.element("section", [.id(id), .init("aria-labelledby", "h-" + topic.slug)]) { section in
      section.element("h2", [.id("h-" + topic.slug)]) { $0.foreign(topic.title) }
      if let proposition = topic.proposition {
        section.element("p", [.classed("proposition")]) { $0.foreign("“\(proposition)”") }
      }
      tally(topic, &section)
      figure(topic, &section)
      board(topic, &section)
      spans(topic, &section)
    }
    main.newline()
  }

  private func tally(_ topic: Report.Topic, _ section: inout Markup) {
    let counts = Dictionary(grouping: topic.ribbons) { $0.last.position }.mapValues(\.count)
    let order: [Position?] = [
      .support, .conditional, .undecided, .neutral, .oppose, .withdrawn, nil,
    ]
    section.element("ul", [.classed("tally")]) { list in
      for position in order {
        guard let count = counts[position] else { continue }
        list.element("li") { item in
          item.text("\(Counts.grouped(count)) ")
          item.stance(position)
        }
      }
    }
  }

  private func board(_ topic: Report.Topic, _ section: inout Markup) {
    section.table(
      "\(topic.title): the board on \(ReportDates.long(report.days.upperBound))",
      ["Holder", "Stance", "Since", "Conditions", "Said by", "Words"]
    ) { rows in
      for item in topic.board {
        rows.row(report.names[FieldText.of(item["holder"])]) { row in
          row.cell(nil, "stance") { $0.stance(item) }
          let since = since(item)
          row.cell(since, since.hasPrefix("by ") ? nil : "since", "date")
          row.cell(FieldText.conditions(item["conditions"]))
          row.cell(FieldText.of(item["by"]), "said by")
          guard let seq = item["seq"]?.intValue else {
            return row.cell(aside(item))
          }
          row.cell { event(seq, &$0) }
        }
      }
    }
  }

  private func since(_ item: JSONValue) -> String {
    guard item["position"]?.stringValue != nil else { return "" }
    return DateText.since(
      item["since"]?.stringValue,
      isExact: item["since_exact"]?.boolValue == true,
      latest: item["since_latest"]?.stringValue
    )
  }

  private func aside(_ item: JSONValue) -> String {
    (item["aside"]?.arrayValue ?? []).map { entry in
      [entry["standing"], entry["position"]].map { FieldText.of($0) }
        .filter { !$0.isEmpty }.joined(separator: " ") + ", not its own word"
    }.joined(separator: "; ")
  }

  private func spans(_ topic: Report.Topic, _ section: inout Markup) {
    section.table(
      "\(topic.title): the ribbons as a table",
      ["Holder", "Stance", "From", "To", "Set by"]
    ) { rows in
      for ribbon in topic.ribbons {
        for span in ribbon.spans {
          rows.row(report.names[ribbon.holder.string]) { row in
            row.cell(nil, "stance") {
              $0.stance(span.position, isContested: span.contestedReason != nil)
            }
            let from = span.days.lowerBound.description
            let isEarlier = span.isOpenAtStart && span.position != nil
            row.cell(isEarlier ? "before \(from)" : from, "from", "date")
            row.cell(span.days.upperBound.description, "to", "date")
            guard let seq = span.seq else { return row.cell("") }
            row.cell { event(Int(seq), &$0) }
          }
        }
      }
    }
  }

  /// A link to the words of an event, or its number if they are not in the report.
  func event(_ seq: Int?, _ markup: inout Markup) {
    guard let seq else { return markup.text("—") }
    if report.shown.contains(seq) {
      markup.jump("e\(seq)", "event \(seq)")
    } else {
      markup.text("event \(seq)")
    }
  }
}
