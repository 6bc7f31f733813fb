/// The one spelling of a JSON value: the JSON Canonicalization Scheme, RFC 8785.
package enum CanonicalJSON {
  /// The canonical bytes of a value.
  package static func bytes(of value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    // As much as most events are: grown once at the most, where doubling from nothing takes five.
    bytes.reserveCapacity(512)
    append(value, to: &bytes)
    return bytes
  }

  /// Appends the canonical bytes of a value.
  ///
  /// - Precondition: Its numbers are finite.
  /// - Complexity: O(bytes written).
  package static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: appendWord("null", to: &bytes)
    case .bool(let bool): appendWord(bool ? "true" : "false", to: &bytes)
    case .number(let number): appendNumber(number, to: &bytes)
    case .string(let text): appendString(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(element, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendString(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(member.value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func appendWord(_ word: StaticString, to bytes: inout [UInt8]) {
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

// MARK: - Strings

extension CanonicalJSON {
  /// Appends a string with its quotes and escapes (RFC 8785 §3.2.2.2).
  package static func appendString(_ text: Text, to bytes: inout [UInt8]) {
    appendString(text.utf8, to: &bytes)
  }

  /// Appends a string, given as valid UTF-8, with its quotes and escapes (RFC 8785 §3.2.2.2).
  package static func appendString(_ utf8: some Collection<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isDone: Void? = utf8.withContiguousStorageIfAvailable { append(escaping: $0, to: &bytes) }
    if isDone == nil { Array(utf8).withUnsafeBufferPointer { append(escaping: $0, to: &bytes) } }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends in runs of bytes that stand for themselves.
  private static func append(
    escaping utf8: UnsafeBufferPointer<UInt8>,
    to bytes: inout [UInt8]
  ) {
    var runStart = 0
    var index = 0
    while index < utf8.count {
      if index + 8 <= utf8.count {
        let word = UnsafeRawBufferPointer(utf8)
          .loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard let plain = JSONMarks.first(in: word) else {
          index += 8
          continue
        }
        index += plain
      }
      if needsEscape(utf8[index]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[runStart..<index]))
        appendEscape(utf8[index], to: &bytes)
        runStart = index + 1
      }
      index += 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[runStart...]))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      appendWord(byte < 0x10 ? "u000" : "u001", to: &bytes)
      bytes.append(contentsOf: String(byte & 0xF, radix: 16).utf8)
    }
  }
}

// MARK: - Numbers

extension CanonicalJSON {
  /// Appends a number as ECMAScript writes it (RFC 8785 §3.2.2.3, ECMA-262 Number::toString).
  ///
  /// - Precondition: The number is finite.
  package static func appendNumber(_ number: Double, to bytes: inout [UInt8]) {
    precondition(number.isFinite, "JSON has no number for \(number)")
    if number.magnitude < 0x1p53, let whole = number.whole {
      bytes.append(contentsOf: String(whole).utf8)
      return
    }
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    appendMagnitude(ShortestDecimal(of: number.magnitude), to: &bytes)
  }

  /// ECMA-262 §6.1.6.1.20, steps 6 to 12; `point` is its n, the digit count its k.
  private static func appendMagnitude(_ decimal: ShortestDecimal, to bytes: inout [UInt8]) {
    let digits = decimal.digits
    let point = decimal.point
    let zero = UInt8(ascii: "0")
    switch point {
    case digits.count...21:
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(zero, count: point - digits.count))
    case 1...21:
      bytes.append(contentsOf: digits[..<point])
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: digits[point...])
    case -5...0:
      appendWord("0.", to: &bytes)
      bytes.append(contentsOf: repeatElement(zero, count: -point))
      bytes.append(contentsOf: digits)
    default:
      bytes.append(digits[0])
      if digits.count > 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(contentsOf: digits[1...])
      appendWord(point > 0 ? "e+" : "e-", to: &bytes)
      bytes.append(contentsOf: String(abs(point - 1)).utf8)
    }
  }
}

/// The fewest decimal digits that mean one double and no other, the nearest if there are several.
private struct ShortestDecimal {
  /// ASCII digits; the first and the last are not 0.
  var digits: [UInt8] = []
  /// How many of them stand before the decimal point (negative: zeros between it and them).
  var point = 0

  /// Takes the digits from Swift's description, which has just these (its runtime's SwiftDtoa),
  /// and none of its layout.
  init(of magnitude: Double) {
    var isFraction = false
    let description = magnitude.description.utf8
    for (offset, byte) in description.enumerated() {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte == UInt8(ascii: "e") {
        point += Int(String(description.dropFirst(offset + 1)) ?? "") ?? 0
        break
      } else if byte == UInt8(ascii: "0"), digits.isEmpty {
        if isFraction { point -= 1 }
      } else {
        digits.append(byte)
        if !isFraction { point += 1 }
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  }
}
