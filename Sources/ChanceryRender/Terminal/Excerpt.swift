/// Shows a line of input with carets below what is wrong in it.
package enum Excerpt {
  /// The most cells of a line that are shown around the fault.
  private static let cellsMax = 96

  /// Two lines: the input with its number, and the carets.
  ///
  /// `range` holds the bytes at fault; it is cut to what is shown.
  package static func text(line: [UInt8], number: Int, range: Range<Int>) -> String {
    let start = min(max(0, range.lowerBound), line.count)
    let end = min(max(start, range.upperBound), line.count)
    let window = window(line, around: start..<end)
    let before = SafeText.line(decode(line[window.lowerBound..<start]))
    let inside = SafeText.line(decode(line[start..<min(end, window.upperBound)]))
    let after = SafeText.line(decode(line[min(end, window.upperBound)..<window.upperBound]))
    let lead = window.lowerBound > 0 ? Drawing.ellipsis : ""
    let tail = window.upperBound < line.count ? Drawing.ellipsis : ""
    let gutter = String(number)
    let indent = String(repeating: " ", count: CellWidth.of(lead + before))
    let carets = String(repeating: "^", count: max(1, CellWidth.of(inside)))
    return "\(gutter) | \(lead)\(before)\(inside)\(after)\(tail)\n"
      + String(repeating: " ", count: gutter.count) + " | \(indent)\(carets)"
  }

  private static func window(_ line: [UInt8], around range: Range<Int>) -> Range<Int> {
    let length = min(range.count, cellsMax / 2)
    let room = (cellsMax - length) / 2
    var low = max(0, range.lowerBound - room)
    var high = min(line.count, max(low + cellsMax, range.lowerBound + length))
    low = max(0, min(low, high - cellsMax))
    while low > 0 && low < line.count && line[low] & 0xC0 == 0x80 { low -= 1 }
    while high < line.count && line[high] & 0xC0 == 0x80 { high += 1 }
    return low..<high
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
