/// Makes text from sources harmless before it is shown.
///
/// A quote may hold anything: an escape sequence could rename the window or rewrite the screen, a
/// bidirectional override could show words in an order they do not have. None of these reach a
/// terminal or a table; they are shown as what they are.
package enum SafeText {
  /// One line: control characters shown as `␛` or `\u{85}` (under ``Drawing/isASCII`` all in the second
  /// way), line breaks and tabs as one space.
  package static func line(_ text: some StringProtocol) -> String {
    guard needsWork(text, sparing: 0x20) else { return String(text) }
    var safe = String.UnicodeScalarView()
    var wasBreak = false
    for scalar in text.unicodeScalars {
      let isBreak = isLineBreak(scalar)
      if isBreak && !wasBreak { safe.append(" ") }
      if !isBreak { append(scalar, to: &safe) }
      wasBreak = isBreak
    }
    return String(safe)
  }

  /// Bytes of a data format on their way to a terminal: all but the newline is made safe.
  ///
  /// With `asJSON` it is written as `\u0085`, which leaves a JSON text with the same value.
  package static func data(_ bytes: [UInt8], asJSON: Bool) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard needsWork(text, sparing: 0x0A) else { return bytes }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" || !isForbidden(scalar) {
        safe.append(scalar)
      } else if asJSON {
        for unit in String(scalar).utf16 {
          safe.append(contentsOf: "\\u\(hex(UInt32(unit), width: 4))".unicodeScalars)
        }
      } else {
        append(scalar, to: &safe)
      }
    }
    return Array(String(safe).utf8)
  }

  /// True for what may not be shown as it is: C0, DEL, C1, and what changes the order or the very
  /// presence of the text around it without being seen.
  package static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func needsWork(_ text: some StringProtocol, sparing: UInt8) -> Bool {
    text.utf8.contains { $0 < 0x20 && $0 != sparing || $0 >= 0x7F }
      && text.unicodeScalars.contains { isForbidden($0) && $0.value != UInt32(sparing) }
  }

  private static func append(_ scalar: Unicode.Scalar, to safe: inout String.UnicodeScalarView) {
    if !isForbidden(scalar) {
      safe.append(scalar)
    } else if scalar.value < 0x20, !Drawing.isASCII,
      let picture = Unicode.Scalar(0x2400 + scalar.value)
    {
      safe.append(picture)
    } else {
      safe.append(contentsOf: "\\u{\(hex(scalar.value, width: 0))}".unicodeScalars)
    }
  }

  private static func hex(_ value: UInt32, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
