// What is asked of the bytes of a request's head, without a step through `Character` or `String.Index`.

extension Span<UInt8> {
  /// Where a byte stands first; nil if it does not.
  func firstIndex(of byte: UInt8) -> Int? {
    for index in indices where self[index] == byte { return index }
    return nil
  }

  func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}

extension Substring {
  /// The part at some offsets of its bytes; they are to lie between characters.
  func utf8(at range: Range<Int>) -> Substring {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return self[start..<utf8.index(start, offsetBy: range.count)]
  }
}

extension String {
  /// True if this is that header word, whose letters are given small; ASCII case is ignored.
  func equalsField(_ small: StaticString) -> Bool {
    let bytes = utf8.span
    guard bytes.count == small.utf8CodeUnitCount else { return false }
    return small.withUTF8Buffer { wanted in
      for index in bytes.indices {
        let byte = bytes[index]
        let isSame = byte == wanted[index]
        guard isSame || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted[index] else {
          return false
        }
      }
      return true
    }
  }
}
