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
    left.string.utf8.count == right.string.utf8.count
      && left.string.utf8.elementsEqual(right.string.utf8)
  }

  package static func < (left: Text, right: Text) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
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
