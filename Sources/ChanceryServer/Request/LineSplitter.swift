/// Cuts bytes that arrive in pieces of any size into lines, in bounded memory.
///
/// A line ends at a line feed; a carriage return before it belongs to the line end. The last line
/// needs none. A line longer than the limit is given as ``Line/tooLong(number:)`` once, and its
/// bytes are dropped as they come.
struct LineSplitter: Sendable {
  /// One line, numbered from 1.
  enum Line: Sendable, Equatable {
    case bytes([UInt8], number: Int)
    case tooLong(number: Int)
  }

  private let byteLimit: Int
  private var partial: [UInt8] = []
  private var isSkipping = false
  private var number = 1

  init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }

  /// Takes the next bytes and gives the lines they complete; blank lines are counted, not given.
  mutating func take(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      append(rest[..<end], to: &lines)
      finishLine(&lines)
      rest = rest[(end + 1)...]
    }
    append(rest, to: &lines)
    return lines
  }

  /// Gives the last line, if it had no line feed.
  mutating func finish() -> [Line] {
    var lines: [Line] = []
    finishLine(&lines)
    return lines
  }

  private mutating func append(_ piece: ArraySlice<UInt8>, to lines: inout [Line]) {
    guard !isSkipping else { return }
    guard partial.count + piece.count <= byteLimit else {
      lines.append(.tooLong(number: number))
      partial = []
      isSkipping = true
      return
    }
    partial.append(contentsOf: piece)
  }

  private mutating func finishLine(_ lines: inout [Line]) {
    defer {
      partial = []
      isSkipping = false
      number += 1
    }
    if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
    guard !isSkipping, partial.contains(where: { $0 != UInt8(ascii: " ") && $0 != 9 }) else {
      return
    }
    lines.append(.bytes(partial, number: number))
  }
}
