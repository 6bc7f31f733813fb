package import ChanceryModel

/// RFC 3986 percent-encoding of one path segment or one query name or value.
///
/// `+` is itself, never a space: `known=2025-03-24T17:02:11+01:00` means what it says.
package enum PercentCoding {
  /// The text without its escapes.
  ///
  /// - Parameter segment: As it stands in the request.
  /// - Returns: nil if an escape is not `%` and two hex digits, or if the bytes are not UTF-8.
  package static func decode(_ segment: some StringProtocol) -> Text? {
    guard segment.utf8.contains(percent) else { return Text(String(segment)) }
    var bytes: [UInt8] = []
    var rest = segment.utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == percent else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self).map { Text($0) }
  }

  /// The text with all but RFC 3986's unreserved characters escaped.
  ///
  /// - Parameter text: One segment, name or value.
  /// - Returns: ASCII.
  package static func encode(_ text: Text) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        bytes += [percent, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let percent = UInt8(ascii: "%")
  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
