/// A moment of recording: microseconds since 1970-01-01T00:00:00Z, leap seconds ignored (POSIX time).
package struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the epoch.
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The UTC day the moment falls on.
  package var day: CivilDate {
    CivilDate(dayNumber: Int32(Instant.floorDivide(microseconds, 86_400_000_000)))
  }

  /// The last microsecond of a UTC day.
  package static func end(of day: CivilDate) -> Instant {
    Instant(microseconds: (Int64(day.dayNumber) + 1) * 86_400_000_000 - 1)
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with six digits of fraction: `2025-03-24T17:02:11.482913Z`.
  package var description: String {
    var ascii: [UInt8] = []
    append(to: &ascii)
    return String(copying: UTF8Span(unchecked: ascii.span, isKnownASCII: true))
  }

  /// Appends the description's bytes.
  package func append(to ascii: inout [UInt8]) {
    let rest = Int(microseconds - Int64(day.dayNumber) * 86_400_000_000)
    let seconds = rest / 1_000_000
    day.append(to: &ascii)
    ascii.append(UInt8(ascii: "T"))
    Digits.append(seconds / 3600, width: 2, to: &ascii)
    ascii.append(UInt8(ascii: ":"))
    Digits.append(seconds / 60 % 60, width: 2, to: &ascii)
    ascii.append(UInt8(ascii: ":"))
    Digits.append(seconds % 60, width: 2, to: &ascii)
    ascii.append(UInt8(ascii: "."))
    Digits.append(rest % 1_000_000, width: 6, to: &ascii)
    ascii.append(UInt8(ascii: "Z"))
  }
}
