/// UUIDs of RFC 9562 in their canonical text, from bits that the caller draws.
package enum UUIDText {
  /// Version 4 (§5.4): 122 of these bits.
  package static func random(_ bits: (UInt64, UInt64)) -> String {
    text(high: bits.0, low: bits.1, version: 4)
  }

  /// Version 7 (§5.7): milliseconds since the epoch, then 74 of these bits, so that ids made in order
  /// sort in order.
  package static func timeOrdered(milliseconds: UInt64, random bits: (UInt64, UInt64)) -> String {
    text(high: milliseconds << 16 | bits.0 & 0xFFFF, low: bits.1, version: 7)
  }

  /// True if a text is a UUID as it is written here: digits and small letters in five groups.
  package static func isCanonical(_ text: some StringProtocol) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { group in
        group.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      }
  }

  private static func text(high: UInt64, low: UInt64, version: UInt64) -> String {
    let first = high & ~0xF000 | version << 12
    let second = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hex(first) + hex(second)
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }

  private static func hex(_ word: UInt64) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<16).map { digits[Int(word >> (60 - 4 * UInt64($0)) & 15)] }
  }
}
