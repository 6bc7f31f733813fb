/// Lower-case hexadecimal, two digits a byte.
package enum Hexadecimal {
  /// The digits as ASCII bytes.
  package static func ascii(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    // Of a known type, so that the loop is no walk of any sequence.
    ContiguousArray(bytes).withUnsafeBytes { append($0, to: &text) }
    return text
  }

  /// Appends the digits of bytes where they stand.
  package static func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * bytes.count) { written in
      for (place, byte) in bytes.enumerated() {
        written[2 * place] = digit(of: byte >> 4)
        written[2 * place + 1] = digit(of: byte & 15)
      }
      text.append(contentsOf: written)
    }
  }

  private static func digit(of value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// The digits as a string.
  package static func string(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: ascii(bytes), as: UTF8.self)
  }

  /// The bytes that digits stand for; nil unless all are lower-case digits, two a byte.
  package static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    // Of a known type, so that the loop is no walk of any collection.
    let text = Array(text)
    guard text.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    for index in stride(from: 0, to: text.count, by: 2) {
      guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
