/// Percent-encoding of request targets (RFC 3986 §2.1).
enum PercentCoding {
  /// The text behind percent-encoding; nil if an escape is malformed, or the bytes are no UTF-8 or
  /// hold a NUL.
  ///
  /// `+` stays `+`: it is a space only in HTML forms, and `known=…T17:00:00+01:00` is meant as typed.
  static func decode(_ text: Substring) -> String? {
    let encoded = text.utf8.span
    guard encoded.contains(UInt8(ascii: "%")) else {
      return encoded.contains(0) ? nil : String(text)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var index = 0
    while index < encoded.count {
      guard encoded[index] == UInt8(ascii: "%") else {
        bytes.append(encoded[index])
        index += 1
        continue
      }
      guard index + 2 < encoded.count, let high = hexDigit(encoded[index + 1]),
        let low = hexDigit(encoded[index + 2])
      else { return nil }
      bytes.append(high << 4 | low)
      index += 3
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
