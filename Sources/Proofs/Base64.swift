/// Base64 with padding, RFC 4648 §4, read strictly: one value has one spelling.
package enum Base64 {
  private static let digits: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// The value of each digit; 255 for a byte that is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    digits.withUTF8Buffer { digits in
      for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    }
    return values
  }()

  /// The digits of some bytes, as a string.
  package static func string(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: ascii(bytes), as: UTF8.self)
  }

  /// The digits of some bytes.
  package static func ascii(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    // Of a known type, so that the loop is no walk of any collection.
    ContiguousArray(bytes).withUnsafeBytes { append($0, to: &text) }
    return text
  }

  /// Appends the digits of bytes where they stand.
  package static func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
    let count = (bytes.count + 2) / 3 * 4
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { written in
      digits.withUTF8Buffer { digits in
        for place in 0..<count / 4 {
          let rest = bytes[(3 * place)...].prefix(3)
          var group: UInt32 = 0
          for byte in rest { group = group << 8 | UInt32(byte) }
          group <<= UInt32(8 * (3 - rest.count))
          for digit in 0..<4 {
            let value = Int(group >> UInt32(18 - 6 * digit) & 63)
            written[4 * place + digit] = digit > rest.count ? UInt8(ascii: "=") : digits[value]
          }
        }
      }
      text.append(contentsOf: written)
    }
  }

  /// The bytes that digits stand for.
  ///
  /// Nil unless they are what ``ascii(_:)`` writes: whole groups, padded, no bit left over, no white
  /// space.
  package static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var count = 0
    for digit in text.dropLast(padding) {
      let value = values[Int(digit)]
      guard value < 64 else { return nil }
      group = group << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      for shift: UInt32 in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
      (group, count) = (0, 0)
    }
    guard count > 0 else { return padding == 0 ? bytes : nil }
    // Two digits make one byte and four bits over, three make two bytes and two bits over.
    let leftOver = UInt32(count == 2 ? 4 : 2)
    guard count + padding == 4, group & ((1 << leftOver) - 1) == 0 else { return nil }
    let whole = group >> leftOver
    if count == 3 { bytes.append(UInt8(truncatingIfNeeded: whole >> 8)) }
    bytes.append(UInt8(truncatingIfNeeded: whole))
    return bytes
  }
}
