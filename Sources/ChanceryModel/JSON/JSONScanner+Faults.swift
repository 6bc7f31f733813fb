// MARK: - What is wrong, and where

extension JSONScanner {
  private static let quotesHint = "strings and names stand in straight double quotes: \"…\""

  /// A refusal that points at the next byte.
  func fault(
    _ code: RefusalCode,
    _ bytes: Span<UInt8>,
    _ detail: String,
    hint: String? = nil
  ) -> Refusal {
    let detail = detail + lineRemark(bytes)
    let item = Refusal.Item(pointer: "", detail: detail, column: position + 1)
    return Refusal(code, detail, hint: hint, items: [item])
  }

  /// Refuses the next byte, or the end of the text, where `wanted` should stand.
  func unexpected(_ bytes: Span<UInt8>, _ wanted: String) -> Refusal {
    guard let byte = peek(bytes) else {
      return fault(.malformedJSON, bytes, "expected \(wanted), found the end of the text")
    }
    if byte == 0 {
      return fault(.forbiddenCharacter, bytes, "U+0000 cannot stand in a text", hint: "remove it")
    }
    guard byte >= 0x80 else {
      let found = byte < 0x20 || byte == 0x7F ? "byte 0x\(hexadecimal(byte))" : quoted(byte)
      return fault(
        .malformedJSON,
        bytes,
        "expected \(wanted), found \(found)",
        hint: hint(bytes, byte)
      )
    }
    guard let scalar = scalar(bytes) else { return invalidUTF8(bytes) }
    guard scalar != "\u{FEFF}" else {
      return fault(
        .forbiddenCharacter,
        bytes,
        "a byte order mark stands outside the strings",
        hint: "save the text as UTF-8 without BOM"
      )
    }
    return fault(
      .malformedJSON,
      bytes,
      "expected \(wanted), found “\(scalar)”",
      hint: "“”„«»‘’".unicodeScalars.contains(scalar) ? JSONScanner.quotesHint : nil
    )
  }

  /// Refuses the next byte as part of no character.
  func invalidUTF8(_ bytes: Span<UInt8>) -> Refusal {
    fault(
      .invalidUTF8,
      bytes,
      "byte 0x\(hexadecimal(bytes[position])) is not valid UTF-8 here",
      hint: "save the text as UTF-8"
    )
  }

  /// Two hexadecimal digits.
  func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private func quoted(_ byte: UInt8) -> String {
    "“\(Character(Unicode.Scalar(byte)))”"
  }

  /// The character that begins at the next byte, if one does.
  private func scalar(_ bytes: Span<UInt8>) -> Unicode.Scalar? {
    for length in 2...4 where position + length <= bytes.count {
      if let span = try? UTF8Span(validating: bytes.extracting(position..<position + length)) {
        return String(copying: span).unicodeScalars.first
      }
    }
    return nil
  }

  /// How to mend the usual mistakes.
  private func hint(_ bytes: Span<UInt8>, _ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "'"): JSONScanner.quotesHint
    case UInt8(ascii: "/"), UInt8(ascii: "#"): "JSON has no comments: remove it"
    case UInt8(ascii: "+"), UInt8(ascii: "."): "write 0.5, not .5 or +0.5"
    case UInt8(ascii: "N"), UInt8(ascii: "I"): "JSON has no such number: write null or a string"
    case UInt8(ascii: "T"), UInt8(ascii: "F"): "JSON writes true and false in small letters"
    case UInt8(ascii: "]") where isBehindComma(bytes), UInt8(ascii: "}") where isBehindComma(bytes):
      "remove the comma before it"
    case UInt8(ascii: "a")...UInt8(ascii: "z"): JSONScanner.quotesHint
    default: nil
    }
  }

  private func isBehindComma(_ bytes: Span<UInt8>) -> Bool {
    var index = position - 1
    while index >= 0, bytes[index] <= 0x20 { index -= 1 }
    return index >= 0 && bytes[index] == UInt8(ascii: ",")
  }

  /// " (line 3, column 14)" if the next byte is not on the first line.
  private func lineRemark(_ bytes: Span<UInt8>) -> String {
    var line = 1
    var lineStart = 0
    for index in 0..<min(position, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return line == 1 ? "" : " (line \(line), column \(position - lineStart + 1))"
  }
}
