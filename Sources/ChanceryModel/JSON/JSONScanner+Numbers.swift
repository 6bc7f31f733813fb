// MARK: - Numbers

extension JSONScanner {
  /// Reads a number that a double and ECMAScript's spelling of it keep unchanged.
  ///
  /// Whole literals go to ±(2^53−1) (RFC 7493 §2.2). A literal with a fraction or an exponent has at
  /// most 15 significant digits (zeros at either end do not count), all of which every normal double
  /// keeps; it must not underflow, overflow, or be one that canonical JSON would write as a whole
  /// number beyond 2^53−1. -0 is read as 0.
  mutating func number(_ bytes: Span<UInt8>) throws(Refusal) -> Double {
    let start = position
    let literal = try decimal(bytes)
    let end = position
    let kept = literal.isWhole ? literal.wholeValue : literal.value(bytes, start..<end)
    guard let value = kept else {
      position = start
      throw fault(
        .numberRange,
        bytes,
        literal.isWhole
          ? "whole numbers go from -9007199254740991 to 9007199254740991"
          : "the number has more than 15 digits or is out of range, and could not be kept exactly",
        hint: "write it as a string"
      )
    }
    return value
  }

  /// Reads a number's characters.
  private mutating func decimal(_ bytes: Span<UInt8>) throws(Refusal) -> Decimal {
    var decimal = Decimal()
    if peek(bytes) == UInt8(ascii: "-") {
      decimal.isNegative = true
      position += 1
    }
    if peek(bytes) == UInt8(ascii: "0") {
      position += 1
      if let next = peek(bytes), Digits.isDigit(next) {
        throw fault(.malformedJSON, bytes, "a number must not begin with 0")
      }
    } else {
      try digits(bytes) { decimal.append($0) }
    }
    if peek(bytes) == UInt8(ascii: ".") {
      decimal.isWhole = false
      position += 1
      try digits(bytes) {
        decimal.append($0)
        decimal.exponent -= 1
      }
    }
    if let byte = peek(bytes), byte | 0x20 == UInt8(ascii: "e") {
      decimal.isWhole = false
      position += 1
      decimal.exponent += try exponent(bytes)
    }
    return decimal
  }

  private mutating func exponent(_ bytes: Span<UInt8>) throws(Refusal) -> Int {
    let sign = peek(bytes)
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
    var exponent = 0
    try digits(bytes) { exponent = min(exponent * 10 + Int($0), 1_000_000_000) }
    return sign == UInt8(ascii: "-") ? -exponent : exponent
  }

  private mutating func digits(
    _ bytes: Span<UInt8>,
    _ body: (UInt8) -> Void
  ) throws(Refusal) {
    guard let first = peek(bytes), Digits.isDigit(first) else { throw unexpected(bytes, "a digit") }
    while let byte = peek(bytes), Digits.isDigit(byte) {
      body(byte - UInt8(ascii: "0"))
      position += 1
    }
  }
}

/// A decimal number as written: ±`significand` × 10^(`exponent` + `trailingZeros`).
private struct Decimal {
  var isNegative = false
  /// True if the literal has neither a fraction nor an exponent.
  var isWhole = true
  /// The digits without leading and trailing zeros; 0 if there are more than 19.
  var significand: UInt64 = 0
  /// How many digits the significand has.
  var digitCount = 0
  /// How many zeros stand behind its last digit.
  var trailingZeros = 0
  var exponent = 0

  private static let powers: [UInt64] = (0..<20).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 0) * 10)
  }

  mutating func append(_ digit: UInt8) {
    if digit == 0 {
      if digitCount > 0 { trailingZeros += 1 }
      return
    }
    digitCount += trailingZeros + 1
    if digitCount <= 19 {
      significand = significand * Decimal.powers[trailingZeros + 1] + UInt64(digit)
    }
    trailingZeros = 0
  }

  /// The value of a whole literal, if it is within ±(2^53−1).
  var wholeValue: Double? {
    guard digitCount + trailingZeros <= 16 else { return nil }
    let magnitude = significand * Decimal.powers[trailingZeros]
    guard magnitude < 1 << 53 else { return nil }
    return isNegative && magnitude != 0 ? -Double(magnitude) : Double(magnitude)
  }

  /// The value of a literal with a fraction or an exponent, if it can be kept.
  func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard digitCount > 0 else { return 0 }
    guard digitCount <= 15 else { return nil }
    let power = exponent + trailingZeros
    let value =
      abs(power) <= 15
      ? exactValue(power)
      : Double(String(copying: UTF8Span(unchecked: bytes.extracting(range))))
    guard let value, value.isNormal, value.magnitude < 0x1p53 || value.magnitude >= 1e21 else {
      return nil
    }
    return value
  }

  /// Both operands are exact, so the one rounding is the right one.
  ///
  /// See William Clinger, "How to Read Floating Point Numbers Accurately" (PLDI 1990).
  private func exactValue(_ power: Int) -> Double {
    let digits = isNegative ? -Double(significand) : Double(significand)
    let scale = Double(Decimal.powers[abs(power)])
    return power < 0 ? digits / scale : digits * scale
  }
}
