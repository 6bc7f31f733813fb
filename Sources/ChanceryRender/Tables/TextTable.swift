/// Sets rows in columns, measured in cells.
///
/// With a width, columns that may wrap give way until the table fits; where that is not enough, the last of
/// them stand below their row, each with its title. Without a width nothing is wrapped. Nothing is ever
/// cut.
package struct TextTable: Sendable {
  /// How a column is set.
  package struct Heading: Sendable {
    package let title: String
    /// True if its cells may be broken into lines.
    package let wraps: Bool
    /// True if its cells stand at the right.
    package let isNumber: Bool

    package init(_ title: String, wraps: Bool = false, isNumber: Bool = false) {
      self.title = title
      self.wraps = wraps
      self.isNumber = isNumber
    }
  }

  /// Where the columns stand, as settled by the rows that were seen.
  package struct Layout: Sendable, Equatable {
    var widths: [Int]
    /// The columns that stand below their row.
    var below: Set<Int> = []

    /// Nothing is settled but the least widths.
    package init(cellsMin: [Int]) {
      widths = cellsMin
    }
  }

  private let headings: [Heading]
  private let style: RenderStyle
  private static let gap = "  "
  /// A wrapped column is not made narrower than this.
  private static let wrappedCellsMin = 12
  /// What stands before a title below a row.
  private static let indent = "    "
  /// The text behind such a title has so many cells at least.
  private static let belowCellsMin = 10

  package init(_ headings: [Heading], style: RenderStyle) {
    self.headings = headings
    self.style = style
  }

  /// The lines of the table, header first unless `hasHeader` is false.
  package func lines(_ rows: [[Cell]], hasHeader: Bool = true) -> [String] {
    var layout = Layout(cellsMin: headings.map { _ in 0 })
    return lines(rows, hasHeader: hasHeader, layout: &layout)
  }

  /// The same for a table that comes in blocks: columns get no narrower, and stay below once they are.
  package func lines(_ rows: [[Cell]], hasHeader: Bool, layout: inout Layout) -> [String] {
    let safe = rows.map { row in row.map { Cell(SafeText.line($0.text), $0.colour) } }
    settle(&layout, safe, hasHeader: hasHeader)
    let settled = layout
    let header = hasHeader ? top(headings.map { Cell($0.title, .bold) }, settled) : []
    return header + safe.flatMap { top($0, settled) + below($0, settled) }
  }

  /// True if no column has to stand below its row.
  package func fits(_ rows: [[Cell]]) -> Bool {
    var layout = Layout(cellsMin: headings.map { _ in 0 })
    settle(
      &layout,
      rows.map { row in row.map { Cell(SafeText.line($0.text)) } },
      hasHeader: true
    )
    return layout.below.isEmpty
  }

  // MARK: Rows

  private func top(_ row: [Cell], _ layout: Layout) -> [String] {
    let columns = row.indices.filter { !layout.below.contains($0) }
    let wrapped = row.indices.map { TextWrap.lines(row[$0].text, width: layout.widths[$0]) }
    let height = columns.map { wrapped[$0].count }.max() ?? 1
    return (0..<height).map { line in
      let parts = columns.map { column in
        let text = line < wrapped[column].count ? wrapped[column][line] : ""
        let isLast = column == columns.last
        return set(text, row[column].colour, column, layout.widths[column], isLast: isLast)
      }
      return TextTable.trimmed(parts.joined(separator: TextTable.gap))
    }
  }

  private func set(
    _ text: String,
    _ colour: Colour,
    _ column: Int,
    _ width: Int,
    isLast: Bool
  ) -> String {
    let space = String(repeating: " ", count: max(0, width - CellWidth.of(text)))
    let painted = style.paint(text, colour)
    if headings[column].isNumber { return space + painted }
    return isLast ? painted : painted + space
  }

  /// `    IN SHORT  timing: after a ceasefire`, a line or more a column; none where there is nothing to say.
  private func below(_ row: [Cell], _ layout: Layout) -> [String] {
    let columns = layout.below.sorted()
    let labelCells = columns.map { CellWidth.of(headings[$0].title) }.max() ?? 0
    let lead = TextTable.indent.utf8.count + labelCells + TextTable.gap.utf8.count
    let width = style.width.map { max(TextTable.belowCellsMin, $0 - lead) }
    return columns.filter { row[$0].text != Drawing.dash && !row[$0].text.isEmpty }.flatMap {
      column in
      TextWrap.lines(row[column].text, width: width).enumerated().map { index, line in
        let label = TextWrap.pad(index == 0 ? headings[column].title : "", to: labelCells)
        return TextTable.indent + style.paint(label, .faint) + TextTable.gap
          + style.paint(line, row[column].colour)
      }
    }
  }

  // MARK: Widths

  private func settle(_ layout: inout Layout, _ rows: [[Cell]], hasHeader: Bool) {
    var natural = headings.indices.map {
      max(layout.widths[$0], hasHeader ? CellWidth.of(headings[$0].title) : 0)
    }
    for row in rows {
      for column in row.indices {
        natural[column] = max(natural[column], CellWidth.of(row[column].text))
      }
    }
    layout.widths = natural
    guard let page = style.width else { return }
    while !shrink(&layout, to: page) {
      let top = headings.indices.dropFirst().filter { !layout.below.contains($0) }
      guard let column = top.last(where: { headings[$0].wraps }) ?? top.last else {
        // One column is left: it is broken wherever it has to be.
        layout.widths[0] = min(natural[0], page)
        return
      }
      layout.below.insert(column)
      layout.widths = natural
    }
  }

  /// Makes columns that may wrap narrower until the row fits; false if that is not enough.
  private func shrink(_ layout: inout Layout, to page: Int) -> Bool {
    let columns = headings.indices.filter { !layout.below.contains($0) }
    let gaps = TextTable.gap.utf8.count * max(0, columns.count - 1)
    var excess = columns.reduce(gaps) { $0 + layout.widths[$1] } - page
    // The widest column that may wrap gives way first, cell by cell, so that all end up alike.
    while excess > 0 {
      let candidates = columns.filter {
        headings[$0].wraps && layout.widths[$0] > TextTable.wrappedCellsMin
      }
      guard let widest = candidates.max(by: { layout.widths[$0] < layout.widths[$1] }) else {
        return false
      }
      layout.widths[widest] -= 1
      excess -= 1
    }
    return true
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
