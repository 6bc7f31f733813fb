package import ChanceryModel

/// Writes the primitive shapes of a record: the inverse of ``ByteDecoder``.
///
/// Integers are LEB128; signed ones are zigzag first; a text is its byte count and its UTF-8; an
/// optional is 0 for none and else its value plus one (texts: byte count plus one; days: zigzag plus
/// one); a list is its count and its elements.
package struct ByteEncoder {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// An encoder with room for so many bytes.
  package init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Begins anew with the room that there is.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes bytes as they are, with no count before them.
  package mutating func raw(_ bytes: [UInt8]) {
    self.bytes.append(contentsOf: bytes)
  }

  package mutating func byte(_ value: UInt8) {
    bytes.append(value)
  }

  package mutating func fixed64(_ value: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  package mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func count(_ value: Int) {
    varint(UInt64(value))
  }

  package mutating func day(_ day: CivilDate) {
    varint(ByteEncoder.zigzag(day))
  }

  package mutating func optionalDay(_ day: CivilDate?) {
    guard let day else { return varint(0) }
    varint(ByteEncoder.zigzag(day) + 1)
  }

  package mutating func text(_ text: Text) {
    count(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func optionalText(_ text: Text?) {
    guard let text else { return varint(0) }
    count(text.utf8.count + 1)
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func texts(_ texts: [Text]) {
    count(texts.count)
    for element in texts { text(element) }
  }

  private static func zigzag(_ day: CivilDate) -> UInt64 {
    let value = Int64(day.dayNumber)
    return UInt64(bitPattern: (value << 1) ^ (value >> 63))
  }
}
