internal import ChanceryModel

extension Markup.Attribute {
  static func classed(_ name: String) -> Self { Self("class", name) }
  static func id(_ name: String) -> Self { Self("id", name) }
}

// MARK: - What the parts of a report share

extension Markup {
  /// A link to a place in the same page.
  mutating func jump(_ place: String, _ text: String) {
    element("a", [Attribute("href", "#" + place)], text)
  }

  /// A day, in words, with its date for machines.
  mutating func day(_ day: CivilDate) {
    element("time", [Attribute("datetime", day.description)], ReportDates.long(day))
  }

  /// A little span as it looks in the ribbons, and the word for it; doubt is said in words.
  mutating func stance(_ position: Position?, isContested: Bool = false) {
    let name = ReportPalette.name(position)
    element("svg", [.classed("mark"), Attribute("aria-hidden", "true")]) { svg in
      svg.shape(
        "rect",
        [.classed("s-\(name)"), Attribute("width", "100%"), Attribute("height", "100%")]
      )
    }
    text(position?.word.string ?? StanceMark.silence)
    if isContested {
      text(" ")
      element("span", [.classed("contested")], "≠ contested")
    }
  }

  /// The same of a stance as answers give it.
  mutating func stance(_ answer: JSONValue?) {
    stance(
      answer?["position"]?.textValue.flatMap { Position(word: $0) },
      isContested: answer?["contested"]?.boolValue == true
    )
  }

  /// A cell of a table that stands as a line of its own, with its label, where the page is narrow.
  mutating func cell(
    _ label: String? = nil,
    _ style: String? = nil,
    _ content: (inout Markup) -> Void
  ) {
    var attributes = [Attribute("role", "cell")]
    if let label { attributes.append(Attribute("data-label", label)) }
    if let style { attributes.append(.classed(style)) }
    element("td", attributes, content)
  }

  /// A cell with a text; where there is none it is a dash, and nothing at all where the page is narrow.
  mutating func cell(_ text: String, _ label: String? = nil, _ style: String? = nil) {
    guard !text.isEmpty else { return cell(nil, "none") { $0.text("—") } }
    cell(label, style) { $0.foreign(text) }
  }

  /// A table whose rows become blocks where the page is narrow, and that stays a table for those who hear
  /// it.
  mutating func table(
    _ caption: String,
    _ headings: [String],
    _ rows: (inout Markup) -> Void
  ) {
    element("table", [.classed("rows"), Attribute("role", "table")]) { table in
      table.element("caption", [], caption)
      table.element("thead", [Attribute("role", "rowgroup")]) { head in
        head.element("tr", [Attribute("role", "row")]) { row in
          for heading in headings {
            row.element(
              "th",
              [Attribute("scope", "col"), Attribute("role", "columnheader")],
              heading
            )
          }
        }
      }
      table.newline()
      table.element("tbody", [Attribute("role", "rowgroup")], rows)
    }
    newline()
  }

  /// A row of such a table; what it is about heads it.
  mutating func row(
    _ head: String,
    id: String? = nil,
    _ cells: (inout Markup) -> Void
  ) {
    element("tr", [Attribute("role", "row")] + (id.map { [.id($0)] } ?? [])) { row in
      row.element("th", [Attribute("scope", "row"), Attribute("role", "rowheader")]) {
        $0.foreign(head)
      }
      cells(&row)
    }
    newline()
  }
}
