// MARK: - Strings

extension JSONScanner {
  /// Reads a string from its opening quote to behind its closing one.
  ///
  /// A string without escapes is copied as it stands, once.
  mutating func string(_ bytes: Span<UInt8>) throws(Refusal) -> Text {
    let start = position + 1
    let (end, seen) = try endOfString(bytes, from: start)
    let raw = bytes.extracting(start..<end)
    if !seen.isASCII { try checkUTF8(raw, bytes) }
    let text =
      seen.hasEscapes
      ? try unescaped(raw, bytes)
      : String(copying: UTF8Span(unchecked: raw, isKnownASCII: seen.isASCII))
    position = end + 1
    return Text(text)
  }

  /// Finds the closing quote, and what a string holds that needs care.
  private mutating func endOfString(
    _ bytes: Span<UInt8>,
    from start: Int
  ) throws(Refusal) -> (end: Int, seen: (isASCII: Bool, hasEscapes: Bool)) {
    var index = start
    var bits: UInt64 = 0
    var hasEscapes = false
    while index < bytes.count {
      if index + 8 <= bytes.count {
        let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard let plain = JSONMarks.first(in: word) else {
          bits |= word
          index += 8
          continue
        }
        bits |= JSONMarks.prefix(plain, of: word)
        index += plain
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { return (index, (JSONMarks.isASCII(bits), hasEscapes)) }
      bits |= UInt64(byte)
      index += 1
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      } else if byte < 0x20 {
        position = index - 1
        throw rawControl(bytes, byte)
      }
    }
    position = bytes.count
    throw unexpected(bytes, "“\"” at the end of the string")
  }

  private func rawControl(_ bytes: Span<UInt8>, _ byte: UInt8) -> Refusal {
    if byte == 0 { return unexpected(bytes, "a character") }
    let hint =
      byte == UInt8(ascii: "\n")
      ? "write a line break as \\n, and close every string"
      : "write it as \\u00\(hexadecimal(byte))"
    return fault(.malformedJSON, bytes, "a raw control character stands in a string", hint: hint)
  }

  private mutating func checkUTF8(_ raw: Span<UInt8>, _ bytes: Span<UInt8>) throws(Refusal) {
    let start = position + 1
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: raw)
    } catch {
      position = start + error.byteOffsets.lowerBound
      throw invalidUTF8(bytes)
    }
  }
}

// MARK: - Escapes

extension JSONScanner {
  /// Spells out the escapes of a string whose raw bytes are valid UTF-8.
  private mutating func unescaped(
    _ raw: Span<UInt8>,
    _ bytes: Span<UInt8>
  ) throws(Refusal) -> String {
    let start = position + 1
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      if byte != UInt8(ascii: "\\") {
        result.append(byte)
        index += 1
        continue
      }
      position = start + index
      let (scalar, length) = try escape(raw, at: index, bytes)
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      index += length
    }
    return String(copying: UTF8Span(unchecked: result.span))
  }

  /// Reads the escape at `index`: the scalar, and how many bytes it takes.
  private func escape(
    _ raw: Span<UInt8>,
    at index: Int,
    _ bytes: Span<UInt8>
  ) throws(Refusal) -> (scalar: Unicode.Scalar, length: Int) {
    switch raw[index + 1] {
    case UInt8(ascii: "\""): return ("\"", 2)
    case UInt8(ascii: "\\"): return ("\\", 2)
    case UInt8(ascii: "/"): return ("/", 2)
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"): return try unicodeEscape(raw, at: index, bytes)
    default:
      throw fault(
        .malformedJSON,
        bytes,
        "a backslash begins no escape that JSON knows",
        hint: "write a backslash itself as \\\\"
      )
    }
  }

  private func unicodeEscape(
    _ raw: Span<UInt8>,
    at index: Int,
    _ bytes: Span<UInt8>
  ) throws(Refusal) -> (scalar: Unicode.Scalar, length: Int) {
    guard let unit = codeUnit(raw, at: index) else {
      throw fault(.malformedJSON, bytes, "expected four hexadecimal digits behind “\\u”")
    }
    if let scalar = Unicode.Scalar(unit) {
      guard scalar.value != 0 else {
        throw fault(.forbiddenCharacter, bytes, "U+0000 cannot stand in a text", hint: "remove it")
      }
      return (scalar, 6)
    }
    guard unit < 0xDC00, let low = codeUnit(raw, at: index + 6), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
    else {
      throw fault(
        .forbiddenCharacter,
        bytes,
        "half a surrogate pair is no character",
        hint: "write the character itself in UTF-8"
      )
    }
    return (scalar, 12)
  }

  /// The UTF-16 code unit that `\uXXXX` at `index` stands for; nil if there is no such escape.
  private func codeUnit(_ raw: Span<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"),
      raw[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for offset in 2..<6 {
      guard let digit = Character(Unicode.Scalar(raw[index + offset])).hexDigitValue else {
        return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
