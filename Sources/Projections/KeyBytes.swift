internal import ChanceryModel
internal import LMDB

/// A key, or a short value, of a pair's rows, while it is made: the longest is one of `blocks`, some levels up.
typealias KeyBytes = InlineBytes<112>

extension InlineBytes {
  /// Days sort as unsigned numbers once the sign bit is flipped.
  mutating func appendDay(_ day: CivilDate) {
    appendBigEndian(UInt32(bitPattern: day.dayNumber) ^ 0x8000_0000)
  }

  /// A day, or `UInt32.max` (no civil date has it) for none.
  mutating func appendOptionalDay(_ day: CivilDate?) {
    guard let day else { return appendBigEndian(UInt32.max) }
    appendDay(day)
  }
}

/// Builds keys whose byte order is the order of what they mean.
extension [UInt8] {
  /// Days sort as unsigned numbers once the sign bit is flipped.
  mutating func appendDay(_ day: CivilDate) {
    appendBigEndian(UInt32(bitPattern: day.dayNumber) ^ 0x8000_0000)
  }

  /// A day, or `UInt32.max` (no civil date has it) for none.
  mutating func appendOptionalDay(_ day: CivilDate?) {
    guard let day else { return appendBigEndian(UInt32.max) }
    appendDay(day)
  }

  /// Two names with a zero byte between; no code or slug has one.
  init(_ first: Text, _ second: Text) {
    self = Array(first.utf8)
    append(0)
    append(contentsOf: second.utf8)
  }

  /// One name and its zero byte: the prefix of all pairs that begin with it.
  init(prefix first: Text) {
    self = Array(first.utf8)
    append(0)
  }
}

extension RawSpan {
  func loadDay(at offset: Int) -> CivilDate {
    CivilDate(
      dayNumber: Int32(bitPattern: loadBigEndian(at: offset, as: UInt32.self) ^ 0x8000_0000)
    )
  }

  func loadOptionalDay(at offset: Int) -> CivilDate? {
    loadBigEndian(at: offset, as: UInt32.self) == UInt32.max ? nil : loadDay(at: offset)
  }
}
