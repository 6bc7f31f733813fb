internal import ChanceryModel

/// Makes the one page of a report: HTML, SVG and a style sheet, with no script and nothing to fetch.
///
/// Pure. The same report gives the same bytes on every machine.
package struct ReportPage: Sendable {
  let report: Report

  package init(_ report: Report) {
    self.report = report
  }

  /// The page.
  package var html: String {
    var page = Markup()
    page.trusted("<!doctype html>\n")
    page.element("html", [.init("lang", "en")]) { html in
      html.element("head") { head(&$0) }
      html.newline()
      html.element("body") { body(&$0) }
    }
    page.newline()
    return page.html
  }

  private func head(_ head: inout Markup) {
    head.void("meta", [.init("charset", "utf-8")])
    head.void(
      "meta",
      [
        .init("http-equiv", "Content-Security-Policy"),
        .init("content", "default-src 'none'; style-src 'unsafe-inline'"),
      ]
    )
    head.void(
      "meta",
      [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")]
    )
    head.void("meta", [.init("name", "color-scheme"), .init("content", "light dark")])
    head.void("meta", [.init("name", "referrer"), .init("content", "no-referrer")])
    head.element("title", [], "\(report.title), \(ReportDates.long(report.days))")
    head.newline()
    head.style(ReportStyle())
  }

  private func body(_ body: inout Markup) {
    body.element("a", [.classed("skip"), .init("href", "#positions")], "Skip to the positions")
    patterns(&body)
    body.element("header") { top(&$0) }
    body.newline()
    if report.topics.count > 1 {
      body.element("nav", [.init("aria-label", "Contents")]) { contents(&$0) }
    }
    body.element("main", [.id("positions")]) { main in
      if report.topics.count > 1 { matrix(&main) }
      for topic in report.topics { section(topic, &main) }
      changes(&main)
      meetings(&main)
      statements(&main)
      fullTable(&main)
    }
    body.newline()
    body.element("footer") { foot(&$0) }
  }

  // MARK: The top

  private func top(_ top: inout Markup) {
    top.element("p", [.classed("over")], "Positions on record")
    top.element("h1") { $0.foreign(report.title) }
    top.element("p", [.classed("deck")], deck)
    top.element("p", [.classed("facts")]) { facts in
      facts.text(clocks + " ")
      facts.jump("check", "How to check this report")
      facts.text(".")
    }
    key(&top)
  }

  private var deck: String {
    let spoken = Set(
      report.topics.flatMap(\.ribbons).filter { $0.last.position != nil }.map(\.holder)
    )
    return "Where \(Counts.of(spoken.count, "holder")) stood on "
      + "\(Counts.of(report.topics.count, "question")) from \(ReportDates.long(report.days)), "
      + "by \(Counts.of(report.statements.count + report.omittedCount, "statement")) in "
      + "\(Counts.of(report.sources.count, "source")). "
      + "Every span and every row leads to the words that it rests on."
  }

  private var clocks: String {
    var text = "Computed from \(Counts.of(report.known, "event")) of the journal"
    if report.known != report.vouch.size {
      text += ", which has \(Counts.grouped(report.vouch.size)): what was known then, not now"
    }
    if let day = report.publicBy { text += "; only what was published by \(day) counts" }
    return text + ". No statement on record is no position."
  }

  private func key(_ top: inout Markup) {
    let spans = report.topics.flatMap(\.ribbons).flatMap(\.spans)
    let positions = Set(spans.map(\.position))
    top.element("ul", [.classed("key"), .init("aria-label", "Key")]) { list in
      let order: [Position?] = [
        .support, .conditional, .undecided, .neutral, .oppose, .withdrawn, nil,
      ]
      for position in order where positions.contains(position) {
        list.element("li", [.classed("nowrap")]) { $0.stance(position) }
      }
      if spans.contains(where: { $0.contestedReason != nil }) {
        list.element("li", [.classed("contested nowrap")], "≠ dashed edge: contested")
      }
      list.element("li", [.classed("nowrap")], "• something was said")
      if !report.meetings.isEmpty { list.element("li", [.classed("nowrap")], "○ a meeting") }
    }
    top.newline()
  }

  private func contents(_ nav: inout Markup) {
    nav.element("ol") { list in
      for topic in report.topics {
        list.element("li") { $0.jump("t-" + topic.slug, topic.title) }
      }
      if !report.changes.isEmpty { list.element("li") { $0.jump("changes", "What changed") } }
      if !report.meetings.isEmpty { list.element("li") { $0.jump("meetings", "Meetings") } }
      list.element("li") { $0.jump("statements", "The words, and where they stand") }
      list.element("li") { $0.jump("table", "All in one table") }
    }
    nav.newline()
  }

  // MARK: The foot

  private func foot(_ foot: inout Markup) {
    let vouch = report.vouch
    foot.element("section", [.id("check"), .init("aria-labelledby", "h-check")]) { section in
      section.element("h2", [.id("h-check")], "How to check this report")
      section.element("p") { line in
        line.text(
          "It was computed from a journal that only grows. This checkpoint vouches for its "
        )
        line.text("first \(Counts.of(vouch.size, "event")); whoever keeps it can prove later that ")
        line.text("none of them was rewritten.")
      }
      section.element("dl") { list in
        for (term, value) in [
          ("Journal and key name", vouch.origin), ("Head", String(vouch.size)),
          ("Root (SHA-256)", vouch.root), ("Verification key", vouch.key),
        ] {
          list.element("dt", [], term)
          list.element("dd") { $0.element("code", [], value) }
        }
      }
      section.element("pre", [.init("aria-label", "The signed checkpoint")]) {
        $0.lines(vouch.note)
      }
      steps(&section)
    }
    foot.element("p", [.classed("small")]) { line in
      line.text("Rules of the stances: ")
      line.element("code", [], Fold.rule.string)
      line.text(". Spans begin on the last day on which the words can have been said.")
    }
  }

  private func steps(_ section: inout Markup) {
    section.element("ol") { list in
      list.element("li") { item in
        item.text("Save the checkpoint above, to its last line, as ")
        item.element("code", [], "report.checkpoint")
        item.text(". ")
        item.element("code", [], "chancery checkpoint --since report.checkpoint")
        item.text(" proves that the journal still begins with what it vouches for.")
      }
      list.element("li") { item in
        item.text("Ask for the proof of any event by its number: ")
        let seq = report.statements.first?.seq ?? 1
        item.element("code", [], "chancery prove \(seq) --out event.tlog-proof")
        item.text(" writes a file that ")
        item.element("code", [], "chancery verify-proof event.tlog-proof --key KEY")
        item.text(" checks without the journal, KEY being the one that its owner publishes.")
      }
      list.element("li") { item in
        item.text(
          "Make the report again. At the same head this gives the same file, byte for byte: "
        )
        item.element("code", [], report.command)
      }
    }
  }
}
