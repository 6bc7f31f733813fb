/// How many rows of a terminal a text takes.
package enum ScreenRows {
  /// Counts the rows of a text that has been made safe: what is longer than a row is wrapped.
  ///
  /// Colours take no cell, a tab as many as it can. Costs the text's length, or less: nothing is counted
  /// beyond the most that matters.
  ///
  /// - Parameters:
  ///   - text: UTF-8, with or without a newline at its end.
  ///   - columns: The width of the terminal.
  ///   - most: Where to stop.
  /// - Returns: The rows, or `most` if there are as many or more.
  package static func count(of text: [UInt8], columns: Int, most: Int) -> Int {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    var rows = 0
    for line in lines {
      rows += max(1, (cells(line) + columns - 1) / columns)
      if rows >= most { return most }
    }
    return rows
  }

  private static func cells(_ line: ArraySlice<UInt8>) -> Int {
    var cells = 0
    var isColour = false
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if isColour {
        isColour = scalar != "m"
      } else if scalar == "\u{1B}" {
        isColour = true
      } else {
        cells += scalar == "\t" ? 8 : CellWidth.of(scalar)
      }
    }
    return cells
  }
}
