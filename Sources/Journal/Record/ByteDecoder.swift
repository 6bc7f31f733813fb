package import ChanceryModel
internal import LMDB

/// Reads the primitive shapes of a record; see ``ByteEncoder`` for the shapes.
///
/// Every read checks its bounds and throws ``JournalDamage``: stored bytes are never trusted.
package struct ByteDecoder: ~Escapable {
  package let bytes: RawSpan
  package private(set) var offset: Int

  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) {
    self.bytes = bytes
    offset = 0
  }

  package var isAtEnd: Bool { offset == bytes.byteCount }

  package mutating func byte() throws(JournalDamage) -> UInt8 {
    guard offset < bytes.byteCount else { throw JournalDamage("a record ends early") }
    defer { offset += 1 }
    return bytes[offset]
  }

  package mutating func fixed64() throws(JournalDamage) -> UInt64 {
    guard bytes.byteCount - offset >= 8 else { throw JournalDamage("a record ends early") }
    defer { offset += 8 }
    return bytes.loadBigEndian(at: offset, as: UInt64.self)
  }

  package mutating func varint() throws(JournalDamage) -> UInt64 {
    // Most are of one byte.
    if offset < bytes.byteCount, bytes[offset] & 0x80 == 0 {
      defer { offset += 1 }
      return UInt64(bytes[offset])
    }
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw JournalDamage("an integer is too long") }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
    }
  }

  package mutating func count() throws(JournalDamage) -> Int {
    let value = try varint()
    // Every element takes a byte at least, so a greater count cannot be true.
    guard value <= UInt64(bytes.byteCount - offset) else {
      throw JournalDamage("a count exceeds its record")
    }
    return Int(value)
  }

  package mutating func day() throws(JournalDamage) -> CivilDate {
    try ByteDecoder.unzigzag(try varint())
  }

  package mutating func optionalDay() throws(JournalDamage) -> CivilDate? {
    let value = try varint()
    return value == 0 ? nil : try ByteDecoder.unzigzag(value - 1)
  }

  package mutating func text() throws(JournalDamage) -> Text {
    try text(byteCount: try count())
  }

  package mutating func optionalText() throws(JournalDamage) -> Text? {
    let value = try varint()
    guard value > 0 else { return nil }
    guard value - 1 <= UInt64(bytes.byteCount - offset) else {
      throw JournalDamage("a text exceeds its record")
    }
    return try text(byteCount: Int(value - 1))
  }

  package mutating func texts() throws(JournalDamage) -> [Text] {
    let number = try count()
    guard number > 0 else { return [] }
    var list: [Text] = []
    list.reserveCapacity(number)
    for _ in 0..<number { list.append(try text()) }
    return list
  }

  /// Takes that many bytes as they are.
  @_lifetime(copy self)
  package mutating func take(_ byteCount: Int) throws(JournalDamage) -> RawSpan {
    guard byteCount >= 0, byteCount <= bytes.byteCount - offset else {
      throw JournalDamage("a record ends early")
    }
    let taken = bytes.extracting(offset..<offset + byteCount)
    offset += byteCount
    return taken
  }

  private mutating func text(byteCount: Int) throws(JournalDamage) -> Text {
    guard let string = try take(byteCount).toString() else {
      throw JournalDamage("a text is not UTF-8")
    }
    return Text(string)
  }

  private static func unzigzag(_ value: UInt64) throws(JournalDamage) -> CivilDate {
    let number = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    guard let day = Int32(exactly: number) else { throw JournalDamage("a day is out of range") }
    return CivilDate(dayNumber: day)
  }
}
