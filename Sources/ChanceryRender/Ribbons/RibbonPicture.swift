internal import ChanceryModel

/// Draws ribbons for a terminal: a line a holder, a column a day or more, a legend below.
///
/// Pure; all text is made safe. Reads without colour, and with `isASCII` without any other character
/// than those of ASCII, but for names.
package struct RibbonPicture: Sendable {
  private let names: ActorNames
  private let style: RenderStyle
  private let isASCII: Bool

  /// The cells of a line where nobody counts them.
  private static let pageCells = 100
  private static let columnsMin = 10

  package init(names: ActorNames, style: RenderStyle, isASCII: Bool) {
    self.names = names
    self.style = style
    self.isASCII = isASCII
  }

  /// The lines of ribbons that share their days; `byTopic` if a line is a topic and not a holder.
  package func lines(of ribbons: [Ribbon], title: String, byTopic: Bool = false) -> [String] {
    guard let days = ribbons.first?.days else { return [] }
    let labels = ribbons.map { label($0, byTopic) }
    let page = style.width ?? RibbonPicture.pageCells
    let nameCells = min(labels.map { CellWidth.of($0) }.max() ?? 0, max(8, page / 3))
    let tails = ribbons.map { tail($0.last) }
    let tailCells = (tails.map { CellWidth.of($0.text) }.max() ?? 0) + 2
    let room = page - nameCells - 2
    let hasTail = room - tailCells >= RibbonPicture.columnsMin
    let axis = RibbonAxis(
      days,
      columnsMax: max(RibbonPicture.columnsMin, hasTail ? room - tailCells : room)
    )
    let indent = String(repeating: " ", count: nameCells + 2)
    var lines = TextWrap.lines(heading(title, axis), width: style.width)
      .map { style.paint($0, .bold) }
    lines.append(style.paint(indent + scale(axis), .faint))
    for (index, ribbon) in ribbons.enumerated() {
      let name = TextWrap.lines(labels[index], width: nameCells)
      let tail = hasTail ? "  " + style.paint(tails[index].text, tails[index].colour) : ""
      lines.append(TextWrap.pad(name[0], to: nameCells) + "  " + cells(ribbon, axis) + tail)
      for rest in name.dropFirst() { lines.append("  " + rest) }
      // Beside the cells there is no room for the event: it stands below.
      if !hasTail {
        lines += TextWrap.lines(tails[index].text, width: page - 2)
          .map { "  " + style.paint($0, tails[index].colour) }
      }
    }
    let legendCells = style.width.map { max(RibbonPicture.columnsMin, $0 - indent.utf8.count) }
    lines += TextWrap.legend(legend(ribbons), width: legendCells).map { indent + $0 }
    return lines
  }

  private func heading(_ title: String, _ axis: RibbonAxis) -> String {
    let dot = isASCII ? "-" : "·"
    return SafeText.line(title) + " \(dot) \(axis.days.lowerBound)..\(axis.days.upperBound) \(dot)"
      + " a column is \(axis.unit.phrase)"
  }

  private func label(_ ribbon: Ribbon, _ byTopic: Bool) -> String {
    SafeText.line(byTopic ? ribbon.topic.string : names[ribbon.holder.string])
  }

  private func scale(_ axis: RibbonAxis) -> String {
    var line = ""
    for label in axis.labels() {
      line = TextWrap.pad(line, to: label.column) + label.text
    }
    return line
  }

  /// The cells of a ribbon; a column shows what stood on its last day.
  private func cells(_ ribbon: Ribbon, _ axis: RibbonAxis) -> String {
    var text = ""
    var piece = ""
    var colour = Colour.plain
    var index = 0
    for (column, range) in axis.columns.enumerated() {
      while index + 1 < ribbon.spans.count, ribbon.spans[index].days.upperBound < range.upperBound {
        index += 1
      }
      let span = ribbon.spans[index]
      let next = StanceMark.colour(span.position?.word.string)
      if next != colour {
        text += style.paint(piece, colour)
        (piece, colour) = ("", next)
      }
      // Doubt shows in every other cell, so that what is doubted still shows, and in a lone one.
      let isLone = span.days.lowerBound >= range.lowerBound
      let isMarked = span.contestedReason != nil && (isLone || column % 2 == 0)
      piece.append(
        isMarked
          ? RibbonMark.contested(isASCII: isASCII)
          : RibbonMark.cell(span.position, isASCII: isASCII)
      )
    }
    return text + style.paint(piece, colour)
  }

  private func tail(_ span: Ribbon.Span) -> Cell {
    let word = span.position?.word.string
    var text = isASCII ? word ?? StanceMark.silence : StanceMark.text(word)
    if span.contestedReason != nil { text += " contested" }
    if let seq = span.seq { text += " (event \(seq))" }
    return Cell(text, StanceMark.colour(word))
  }

  private func legend(_ ribbons: [Ribbon]) -> [String] {
    let spans = ribbons.flatMap(\.spans)
    return RibbonMark.legend(
      Set(spans.map(\.position)),
      hasContested: spans.contains { $0.contestedReason != nil },
      isASCII: isASCII
    )
  }
}
