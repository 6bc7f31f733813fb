/// A string whose identity, order and hash are its UTF-8 bytes.
///
/// Swift's `String` calls the two spellings of "é" equal; a journal may not: two texts are the same
/// only if their bytes are. Every text that takes part in identity, sorting or duplicate detection
/// is a `Text`; names that people type are folded for look-up only (see ``NameFolding``).
package struct Text: Sendable {
  /// The same text for display and for the standard library.
  package let string: String

  /// Wraps a string; its bytes are kept as they are, never normalised.
  package init(_ string: String) {
    self.string = string
  }

  /// The bytes that decide equality and order.
  package var utf8: String.UTF8View { string.utf8 }

  /// True if the text has no byte.
  package var isEmpty: Bool { string.utf8.isEmpty }
}

extension Text: Hashable, Comparable {
  package static func == (left: Text, right: Text) -> Bool {
    guard left.string.utf8.count == right.string.utf8.count else { return false }
    return left.string.utf8.span.firstDifference(from: right.string.utf8.span) == nil
  }

  package static func < (left: Text, right: Text) -> Bool {
    let mine = left.string.utf8.span
    let others = right.string.utf8.span
    guard let index = mine.firstDifference(from: others) else { return mine.count < others.count }
    return mine[index] < others[index]
  }

  package func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: String) {
    self.init(value)
  }

  package var description: String { string }
}

extension Span<UInt8> {
  /// Where two runs of bytes differ within the shorter one; nil if they do not.
  ///
  /// Every look-up by name comes through here, so it takes eight bytes at a time.
  func firstDifference(from other: Span<UInt8>) -> Int? {
    let shared = Swift.min(count, other.count)
    var index = 0
    while index + 8 <= shared {
      let mine = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let others = other.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard mine == others else {
        return index + (UInt64(littleEndian: mine) ^ UInt64(littleEndian: others))
          .trailingZeroBitCount / 8
      }
      index += 8
    }
    while index < shared {
      guard self[index] == other[index] else { return index }
      index += 1
    }
    return nil
  }
}
