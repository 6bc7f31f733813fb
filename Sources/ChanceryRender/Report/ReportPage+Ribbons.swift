internal import ChanceryModel

// MARK: - Ribbons

extension ReportPage {
  /// What labels have room for at a desk and on a phone, in characters.
  private static let cells = (wide: 96.0, narrow: 34.0)
  private static let barHeight = 18

  /// The patterns that tell positions apart without colour.
  func patterns(_ body: inout Markup) {
    body.element(
      "svg",
      [
        .init("width", "0"), .init("height", "0"), .init("style", "position:absolute"),
        .init("aria-hidden", "true"),
      ]
    ) { svg in
      svg.element("defs") { defs in
        for mark in ReportPalette.light.marks { pattern(mark, &defs) }
      }
    }
    body.newline()
  }

  private func pattern(_ mark: ReportPalette.Mark, _ defs: inout Markup) {
    defs.element(
      "pattern",
      [
        .id("p-" + mark.name), .init("width", "8"), .init("height", "8"),
        .init("patternUnits", "userSpaceOnUse"),
      ]
    ) { pattern in
      pattern.shape(
        "rect",
        [.classed("g-" + mark.name), .init("width", "8"), .init("height", "8")]
      )
      let ink = "i-" + mark.name
      switch mark.pattern {
      case .solid, .empty: break
      case .dots:
        for (x, y) in [("2", "2"), ("6", "6")] {
          pattern.shape(
            "circle",
            [.classed(ink), .init("cx", x), .init("cy", y), .init("r", "0.9")]
          )
        }
      case .stripes: stroke("M-2,2l4,-4M0,8l8,-8M6,10l4,-4", ink, "2", &pattern)
      case .hatch: stroke("M0,0l8,8M0,8l8,-8", ink, "1.1", &pattern)
      case .lines: stroke("M0,2h8M0,6h8", ink, "1.1", &pattern)
      case .dashes: stroke("M1,4h4", ink, "1.4", &pattern)
      }
    }
  }

  private func stroke(_ path: String, _ ink: String, _ width: String, _ pattern: inout Markup) {
    pattern.shape(
      "path",
      [.classed(ink), .init("d", path), .init("stroke-width", width), .init("fill", "none")]
    )
  }

  /// The ribbons of a topic: an axis, the meetings, then a holder's name above each ribbon.
  func figure(_ topic: Report.Topic, _ section: inout Markup) {
    let axis = RibbonAxis(report.days, columnsMax: 120)
    section.element("figure") { figure in
      figure.element("figcaption") { caption in
        caption.text("Where each holder stood on each day from \(ReportDates.long(report.days)). ")
        caption.text("A span leads to the words that set it; the table below says the same.")
      }
      scale(axis, &figure)
      if !report.meetings.isEmpty { ticks(axis, &figure) }
      for ribbon in topic.ribbons { ribbonRow(ribbon, topic, axis, &figure) }
    }
  }

  private func scale(_ axis: RibbonAxis, _ figure: inout Markup) {
    figure.element("svg", [.init("height", "22"), .init("aria-hidden", "true")]) { svg in
      for (name, cells) in [("wide", Self.cells.wide), ("narrow", Self.cells.narrow)] {
        svg.element("g", [.classed(name)]) { group in
          for label in axis.labels(columnCells: cells / Double(axis.columns.count)) {
            group.element(
              "text",
              [
                .classed("quiet"), .init("x", ReportDates.place(label.day, in: axis.days)),
                .init("y", "15"),
              ],
              text(of: label, axis.unit)
            )
          }
        }
      }
    }
  }

  private func text(of label: RibbonAxis.Label, _ unit: RibbonAxis.Unit) -> String {
    let words = ReportDates.long(label.day).split(separator: " ")
    let month = String(words[1].prefix(3))
    switch unit {
    case .day: return "\(words[0]) \(month)"
    case .week, .month, .quarter: return label.column == 0 ? "\(month) \(words[2])" : label.text
    default: return label.text
    }
  }

  /// Lines down from the labels of the axis.
  private func grid(_ axis: RibbonAxis, _ svg: inout Markup) {
    for label in axis.labels(columnCells: Self.cells.narrow / Double(axis.columns.count)) {
      let x = ReportDates.place(label.day, in: axis.days)
      svg.shape(
        "line",
        [
          .classed("grid"), .init("x1", x), .init("x2", x), .init("y1", "0"),
          .init("y2", "100%"),
        ]
      )
    }
  }

  private func ticks(_ axis: RibbonAxis, _ figure: inout Markup) {
    let shown = report.meetings.filter { axis.days.contains($0.day) }
    guard !shown.isEmpty else { return }
    figure.element("p", [.classed("row-name")], "Meetings")
    figure.element(
      "svg",
      [.init("height", "18"), .init("role", "group"), .init("aria-label", "Meetings")]
    ) { svg in
      grid(axis, &svg)
      for meeting in shown {
        let title = name(of: meeting) + ", " + ReportDates.long(meeting.day)
        svg.element(
          "a",
          [.init("href", "#m-" + meeting.slug), .init("aria-label", title)]
        ) { link in
          link.element(
            "circle",
            [
              .classed("hit meeting-mark"), .init("cx", middle(meeting.day, axis.days)),
              .init("cy", "9"), .init("r", "5"),
            ]
          ) { $0.element("title", [], title) }
        }
      }
    }
  }

  private func ribbonRow(
    _ ribbon: Ribbon,
    _ topic: Report.Topic,
    _ axis: RibbonAxis,
    _ figure: inout Markup
  ) {
    let holder = report.names[ribbon.holder.string]
    figure.element("p", [.classed("row-name")]) { line in
      line.element("b") { $0.foreign(holder) }
      line.element("span") {
        $0.stance(ribbon.last.position, isContested: ribbon.last.contestedReason != nil)
      }
    }
    let id = "\(topic.slug)-\(ribbon.holder.string)"
    figure.element(
      "svg",
      [
        .init("height", "30"), .init("role", "group"),
        .init("aria-labelledby", "n-\(id)"), .init("aria-describedby", "d-\(id)"),
      ]
    ) { svg in
      svg.element("title", [.id("n-\(id)")], "\(holder) on \(topic.title)")
      svg.element("desc", [.id("d-\(id)")], description(ribbon))
      grid(axis, &svg)
      for span in ribbon.spans { self.span(span, holder, axis.days, &svg) }
      for day in Set(ribbon.ticks.map(\.day)).sorted() {
        svg.shape(
          "circle",
          [
            .classed("said"), .init("cx", middle(day, axis.days)), .init("cy", "26"),
            .init("r", "2.6"),
          ]
        )
      }
    }
    figure.newline()
  }

  private func span(
    _ span: Ribbon.Span,
    _ holder: String,
    _ days: ClosedRange<CivilDate>,
    _ svg: inout Markup
  ) {
    let words = "\(holder): \(words(of: span))"
    guard let seq = span.seq else { return bar(span, days, words, &svg) }
    svg.element("a", [.init("href", "#e\(seq)"), .init("aria-label", words)]) {
      bar(span, days, words, &$0)
    }
  }

  private func bar(
    _ span: Ribbon.Span,
    _ days: ClosedRange<CivilDate>,
    _ words: String,
    _ svg: inout Markup
  ) {
    let count = Int(days.upperBound.dayNumber - days.lowerBound.dayNumber) + 1
    let place: [Markup.Attribute] = [
      .init("x", ReportDates.place(span.days.lowerBound, in: days)), .init("y", "2"),
      .init("width", ReportDates.percent(span.dayCount, of: count)),
      .init("height", "\(Self.barHeight)"),
    ]
    svg.element("rect", [.classed("bar s-" + ReportPalette.name(span.position))] + place) {
      $0.element("title", [], words)
    }
    if span.contestedReason != nil { svg.shape("rect", [.classed("doubt")] + place) }
  }

  /// `support, 14 to 27 March 2025 (event 150), contested`.
  private func words(of span: Ribbon.Span) -> String {
    let position = span.position?.word.string ?? "no statement on record"
    let event = span.seq.map { " (event \($0))" } ?? ""
    let doubt = span.contestedReason == nil ? "" : ", contested"
    return "\(position)\(doubt), \(ReportDates.long(span.days))\(event)"
  }

  private func description(_ ribbon: Ribbon) -> String {
    ribbon.spans.map { words(of: $0) }.joined(separator: "; ") + "."
  }

  private func middle(_ day: CivilDate, _ days: ClosedRange<CivilDate>) -> String {
    let count = Int(days.upperBound.dayNumber - days.lowerBound.dayNumber) + 1
    return ReportDates.percent(
      Int(day.dayNumber - days.lowerBound.dayNumber) * 2 + 1,
      of: count * 2
    )
  }

  func name(of meeting: Report.Meeting) -> String {
    let title = FieldText.of(meeting.answer["title"])
    return title.isEmpty ? meeting.slug : title
  }
}
