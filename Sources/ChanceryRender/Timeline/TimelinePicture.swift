package import ChanceryModel

/// Sets a timeline for people: a heading a day, below it a line an event.
package enum TimelinePicture {
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The text of a page made by ``TimelineView/page(_:days:clocks:head:)``.
  ///
  /// - Throws: A refusal if a day of it is none.
  package static func text(
    of page: JSONValue,
    isWide: Bool,
    names: ActorNames,
    style: RenderStyle
  ) throws(Refusal) -> String {
    let items = page["items"]?.arrayValue ?? []
    guard !items.isEmpty else { return "no event on record\n" }
    let columns = TimelineView.view.columns(in: isWide ? .wide : .table).dropFirst()
    let headings = columns.map {
      TextTable.Heading($0.title, wraps: $0.wraps, isNumber: $0.isNumber)
    }
    var inner = style
    inner.width = style.width.map { max(20, $0 - 2) }
    let table = TextTable(headings, style: inner)
    let rows = items.map { item in columns.map { $0.cell(item, names) } }
    // All rows are measured together, so that the columns of all days stand below each other.
    var layout = TextTable.Layout(cellsMin: headings.map { _ in 0 })
    let header = table.lines(rows, hasHeader: true, layout: &layout).prefix(1)
    var text = TextWrap.lines(StanceViews.asOf(page), width: style.width)
      .map { $0 + "\n" }.joined()
    for line in header { text += "  " + line + "\n" }
    var day = ""
    for (index, row) in rows.enumerated() {
      let its = FieldText.of(items[index]["day"])
      if its != day {
        day = its
        let weekday = weekdays[try CivilDate.parse(Text(day)).weekday - 1]
        text += style.paint("\(day) \(weekday)", .bold) + "\n"
      }
      for line in table.lines([row], hasHeader: false, layout: &layout) {
        text += "  " + line + "\n"
      }
    }
    return text + Counts.of(items.count, "line") + "\n"
  }
}
