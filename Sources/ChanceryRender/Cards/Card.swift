/// A page about one thing: a title, then labelled lines.
package struct Card: Sendable {
  private var lines: [String] = []
  private let style: RenderStyle
  private let labelCells: Int

  /// A card whose labels take that many cells.
  package init(style: RenderStyle, labelCells: Int = 12) {
    self.style = style
    self.labelCells = labelCells
  }

  /// What is to be printed.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// Adds a heading, and at its right what matters most.
  package mutating func title(_ left: String, _ right: Cell? = nil) {
    let left = SafeText.line(left)
    guard let right else {
      lines += TextWrap.lines(left, width: style.width).map { style.paint($0, .bold) }
      return
    }
    let text = SafeText.line(right.text)
    let page = min(style.width ?? 78, 78)
    if let width = style.width, CellWidth.of(left) + 3 + CellWidth.of(text) > width {
      lines += TextWrap.lines(left, width: width).map { style.paint($0, .bold) }
      lines += TextWrap.lines(text, width: width).map { style.paint($0, right.colour) }
      return
    }
    let space = max(3, page - CellWidth.of(left) - CellWidth.of(text))
    lines.append(
      style.paint(left, .bold) + String(repeating: " ", count: space)
        + style.paint(text, right.colour)
    )
  }

  /// Adds a labelled text, wrapped below itself; nothing if it is empty.
  package mutating func entry(_ label: String, _ text: String, _ colour: Colour = .plain) {
    guard !text.isEmpty else { return }
    let width = style.width.map { max(20, $0 - labelCells - 2) }
    let head = "  " + TextWrap.pad(label, to: labelCells - 1) + " "
    let rest = String(repeating: " ", count: labelCells + 2)
    for (index, line) in TextWrap.lines(SafeText.line(text), width: width).enumerated() {
      lines.append((index == 0 ? style.paint(head, .faint) : rest) + style.paint(line, colour))
    }
  }

  /// Adds several labelled texts under one label.
  package mutating func entries(_ label: String, _ texts: [String]) {
    for (index, text) in texts.enumerated() { entry(index == 0 ? label : "", text) }
  }

  /// Adds a line as it is, wrapped where it is wider than the page.
  package mutating func line(_ text: String, _ colour: Colour = .plain) {
    lines += TextWrap.lines(SafeText.line(text), width: style.width).map { style.paint($0, colour) }
  }
}
