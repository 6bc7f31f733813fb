/// Finds the parts of a JSON text without taking it apart, so that they can be passed on byte for byte.
///
/// The text must be valid JSON, as the daemon's answers are; of anything else the parts are undefined,
/// but never out of bounds.
package enum JSONSlices {
  /// One member of an object: its name as spelled, without the quotes, and where it and its value are.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: Range<Int>
  }

  /// The members of the object that begins at `start`.
  package static func members(of bytes: [UInt8], at start: Int = 0) -> [Member] {
    var scan = Scan(bytes: bytes, position: start)
    var members: [Member] = []
    guard scan.take("{") else { return [] }
    while let name = scan.string() {
      guard scan.take(":") else { break }
      let value = scan.value()
      members.append(
        Member(
          name: String(decoding: bytes[name].dropFirst().dropLast(), as: UTF8.self),
          value: value
        )
      )
      guard scan.take(",") else { break }
    }
    return members
  }

  /// The elements of the array that begins at `start`.
  package static func elements(of bytes: [UInt8], at start: Int = 0) -> [Range<Int>] {
    var scan = Scan(bytes: bytes, position: start)
    var elements: [Range<Int>] = []
    guard scan.take("[") else { return [] }
    while true {
      let element = scan.value()
      guard !element.isEmpty else { break }
      elements.append(element)
      guard scan.take(",") else { break }
    }
    return elements
  }

  /// Where the object's first member begins, just behind its brace; nil if the text is no object.
  package static func firstMember(of bytes: [UInt8]) -> Int? {
    var scan = Scan(bytes: bytes, position: 0)
    return scan.take("{") ? scan.position : nil
  }

  private struct Scan {
    let bytes: [UInt8]
    var position: Int

    mutating func skipBlanks() {
      while position < bytes.count, bytes[position] == 32 || (9...13).contains(bytes[position]) {
        position += 1
      }
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func string() -> Range<Int>? {
      skipBlanks()
      let start = position
      guard take("\"") else { return nil }
      skipString()
      return start..<position
    }

    /// Moves behind the quote that ends the string it stands in.
    private mutating func skipString() {
      while position < bytes.count {
        let byte = bytes[position]
        position += byte == UInt8(ascii: "\\") ? 2 : 1
        if byte == UInt8(ascii: "\"") { break }
      }
      position = min(position, bytes.count)
    }

    /// Moves behind one value of any kind; empty where there is none.
    mutating func value() -> Range<Int> {
      skipBlanks()
      let start = position
      var depth = 0
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""):
          position += 1
          skipString()
          if depth == 0 { return start..<position }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return start..<position }
          depth -= 1
          if depth == 0 {
            position += 1
            return start..<position
          }
        case UInt8(ascii: ","), 9...13, 32: if depth == 0 { return start..<position }
        default: break
        }
        position += 1
      }
      return start..<position
    }
  }
}

extension JSONSlices {
  /// True if the text is an object with a member spelled so, without escapes.
  ///
  /// - Complexity: O(n), with no allocation.
  package static func hasMember(_ name: StaticString, in bytes: [UInt8]) -> Bool {
    var scan = Scan(bytes: bytes, position: 0)
    guard scan.take("{") else { return false }
    while let quoted = scan.string() {
      let isNamed = name.withUTF8Buffer { bytes[quoted].dropFirst().dropLast().elementsEqual($0) }
      if isNamed { return true }
      guard scan.take(":") else { return false }
      _ = scan.value()
      guard scan.take(",") else { return false }
    }
    return false
  }
}
