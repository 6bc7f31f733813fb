package import ChanceryModel

/// UUIDs of RFC 9562 in their canonical text.
package enum UUIDGenerator {
  /// Version 4: 122 random bits.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return format(high: generator.next(), low: generator.next(), version: 4)
  }

  /// Version 7: milliseconds since the epoch, then 74 random bits, so that ids made in order sort
  /// in order.
  package static func timeOrdered(at instant: Instant) -> String {
    var generator = SystemRandomNumberGenerator()
    let milliseconds = UInt64(max(0, instant.microseconds / 1000))
    let high = milliseconds << 16 | generator.next() & 0xFFFF
    return format(high: high, low: generator.next(), version: 7)
  }

  private static func format(high: UInt64, low: UInt64, version: UInt64) -> String {
    let first = high & ~0xF000 | version << 12
    let second = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Array((hex(first) + hex(second)).utf8)
    let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
