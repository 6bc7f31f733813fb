/// Reading and writing ASCII digits.
enum Digits {
  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The number written in one to nine digits and nothing else.
  static func number(_ bytes: some Collection<UInt8>) -> Int? {
    guard (1...9).contains(bytes.count) else { return nil }
    var number = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}

extension Digits {
  /// The number written in one to nine digits at `range`.
  static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...9).contains(range.count) else { return nil }
    var number = 0
    for index in range {
      guard isDigit(bytes[index]) else { return nil }
      number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return number
  }
}

extension Digits {
  /// Appends a number that is not negative, with zeros before it up to a width (of 20 at most).
  static func append(_ number: Int, width: Int, to ascii: inout [UInt8]) {
    precondition(number >= 0 && width <= 20)
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var first = 20
    var rest = UInt(number)
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for index in min(first, 20 - width)..<20 { ascii.append(digits[index]) }
  }
}
