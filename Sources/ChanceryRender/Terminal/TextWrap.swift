/// Breaks text into lines of so many cells.
package enum TextWrap {
  /// The lines of a safe text: broken at spaces, and within words only where one is wider than a line.
  package static func lines(_ text: String, width: Int?) -> [String] {
    guard let width, CellWidth.of(text) > width, width > 0 else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let cells = CellWidth.of(word)
      if !line.isEmpty && used + 1 + cells > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if !line.isEmpty || used > 0 {
        line += " "
        used += 1
      }
      for piece in pieces(word, width: width) {
        if used > 0 && used + piece.cells > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line += piece.text
        used += piece.cells
      }
    }
    lines.append(line)
    return lines
  }

  /// The lines of a legend: its parts beside each other as far as they fit, broken between them.
  package static func legend(_ parts: [String], width: Int?) -> [String] {
    var lines: [String] = []
    for part in parts {
      let longer = lines.last.map { "\($0)  \(part)" }
      if let longer, width.map({ CellWidth.of(longer) <= $0 }) ?? true {
        lines[lines.count - 1] = longer
      } else {
        lines += TextWrap.lines(part, width: width)
      }
    }
    return lines
  }

  /// A word cut into parts that fit a line; never between a letter and its marks.
  private static func pieces(_ word: Substring, width: Int) -> [(text: String, cells: Int)] {
    let cells = CellWidth.of(word)
    guard cells > width else { return [(String(word), cells)] }
    var pieces: [(text: String, cells: Int)] = []
    var piece = (text: "", cells: 0)
    for character in word {
      let size = CellWidth.of(String(character))
      if piece.cells > 0 && piece.cells + size > width {
        pieces.append(piece)
        piece = ("", 0)
      }
      piece.text.append(character)
      piece.cells += size
    }
    pieces.append(piece)
    return pieces
  }

  /// Text with spaces after it, up to a width in cells.
  package static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - CellWidth.of(text)))
  }
}
