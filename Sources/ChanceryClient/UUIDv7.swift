internal import Glibc

/// Time-ordered identifiers (RFC 9562 §5.7), for events that are made here.
package enum UUIDv7 {
  /// A fresh identifier, in small letters.
  package static func make() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var generator = SystemRandomNumberGenerator()
    return make(
      milliseconds: UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000,
      random: (generator.next(), generator.next())
    )
  }

  /// The identifier of that moment and those random bits.
  package static func make(milliseconds: UInt64, random: (UInt64, UInt64)) -> String {
    let high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
    let low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
    let digits = hex(high) + hex(low)
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }

  private static func hex(_ word: UInt64) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<16).map { digits[Int(word >> (60 - 4 * UInt64($0)) & 15)] }
  }
}
