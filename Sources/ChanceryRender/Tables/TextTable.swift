/// Sets rows in columns, measured in cells.
///
/// With a width, columns that may wrap give way until the table fits; without one nothing is wrapped.
/// Nothing is ever cut.
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

  private let headings: [Heading]
  private let style: RenderStyle
  private static let gap = "  "
  /// A wrapped column is not made narrower than this.
  private static let wrappedCellsMin = 12

  package init(_ headings: [Heading], style: RenderStyle) {
    self.headings = headings
    self.style = style
  }

  /// The lines of the table, header first unless `hasHeader` is false.
  package func lines(_ rows: [[Cell]], hasHeader: Bool = true) -> [String] {
    var widths = headings.map { _ in 0 }
    return lines(rows, hasHeader: hasHeader, widths: &widths)
  }

  /// The same, no narrower than `widths`, which is widened: for a table that comes in blocks.
  package func lines(_ rows: [[Cell]], hasHeader: Bool, widths: inout [Int]) -> [String] {
    let safe = rows.map { row in row.map { Cell(SafeText.line($0.text), $0.colour) } }
    widths = self.widths(of: safe, hasHeader: hasHeader, atLeast: widths)
    let settled = widths
    let header = headings.map { Cell($0.title, .bold) }
    let all = hasHeader ? [header] + safe : safe
    return all.flatMap { lines(of: $0, widths: settled) }
  }

  private func lines(of row: [Cell], widths: [Int]) -> [String] {
    let wrapped = row.indices.map { column in
      TextWrap.lines(row[column].text, width: headings[column].wraps ? widths[column] : nil)
    }
    let height = wrapped.map(\.count).max() ?? 1
    return (0..<height).map { line in
      var parts: [String] = []
      for column in row.indices {
        let text = line < wrapped[column].count ? wrapped[column][line] : ""
        parts.append(set(text, row[column].colour, column, widths))
      }
      return TextTable.trimmed(parts.joined(separator: TextTable.gap))
    }
  }

  private func set(_ text: String, _ colour: Colour, _ column: Int, _ widths: [Int]) -> String {
    let space = String(repeating: " ", count: max(0, widths[column] - CellWidth.of(text)))
    let painted = style.paint(text, colour)
    if headings[column].isNumber { return space + painted }
    return column == widths.count - 1 ? painted : painted + space
  }

  private func widths(of rows: [[Cell]], hasHeader: Bool, atLeast: [Int]) -> [Int] {
    var widths = headings.indices.map {
      max(atLeast[$0], hasHeader ? CellWidth.of(headings[$0].title) : 0)
    }
    for row in rows {
      for column in row.indices {
        widths[column] = max(widths[column], CellWidth.of(row[column].text))
      }
    }
    guard let page = style.width else { return widths }
    let gaps = TextTable.gap.utf8.count * max(0, widths.count - 1)
    var excess = widths.reduce(gaps, +) - page
    // The widest column that may wrap gives way first, cell by cell, so that all end up alike.
    while excess > 0 {
      let candidates = widths.indices.filter {
        headings[$0].wraps && widths[$0] > TextTable.wrappedCellsMin
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
