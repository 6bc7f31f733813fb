extension Instant {
  /// Reads an RFC 3339 timestamp, such as CloudEvents' `time`: `2025-03-24T18:02:11.482+01:00`.
  ///
  /// A fraction has up to nine digits; those beyond the microsecond are cut off. Leap seconds do not
  /// exist in POSIX time: 23:59:60 UTC is read as the last microsecond of that minute, so that it stays
  /// on its day and in order; a 60 at any other time is refused. The offset `-00:00` is UTC.
  ///
  /// - Throws: `invalid-date` with pointer "".
  package static func parse(_ text: Text) throws(Refusal) -> Instant {
    let bytes = text.string.utf8.span
    guard bytes.count >= 20, bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[10] | 0x20 == UInt8(ascii: "t"),
      let day = CivilDate(iso: Text(String(text.string.unicodeScalars.prefix(10)))),
      let hour = Digits.number(bytes, 11..<13), let minute = Digits.number(bytes, 14..<16),
      let second = Digits.number(bytes, 17..<19), hour < 24, minute < 60, second <= 60
    else { throw refusal(text) }
    let (fraction, zoneStart) = try fraction(bytes)
    guard let offset = offset(bytes, from: zoneStart) else { throw refusal(text) }
    let minutes = Int64(day.dayNumber) * 1440 + Int64(hour * 60 + minute - offset)
    if second == 60, floorDivide(minutes + 1, 1440) * 1440 != minutes + 1 { throw refusal(text) }
    let within = second == 60 ? 59_999_999 : Int64(second) * 1_000_000 + fraction
    let instant = Instant(microseconds: minutes * 60_000_000 + within)
    guard (0...9999).contains(instant.day.components.year) else { throw refusal(text) }
    return instant
  }

  /// The microseconds of the fraction, and where the offset begins.
  private static func fraction(_ bytes: Span<UInt8>) throws(Refusal) -> (Int64, Int) {
    guard bytes[19] == UInt8(ascii: ".") else { return (0, 19) }
    var end = 20
    while end < bytes.count, Digits.isDigit(bytes[end]) { end += 1 }
    guard var nanoseconds = Digits.number(bytes, 20..<end) else {
      throw EDTFDate.refusal("a fraction of a second has one to nine digits", hint: form)
    }
    for _ in end..<29 { nanoseconds *= 10 }
    return (Int64(nanoseconds / 1000), end)
  }

  /// `Z` or `±HH:MM`, in minutes.
  private static func offset(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    if bytes[start] | 0x20 == UInt8(ascii: "z") { return bytes.count == start + 1 ? 0 : nil }
    let isWest = bytes[start] == UInt8(ascii: "-")
    guard isWest || bytes[start] == UInt8(ascii: "+"), bytes.count == start + 6,
      bytes[start + 3] == UInt8(ascii: ":"),
      let hours = Digits.number(bytes, start + 1..<start + 3), hours < 24,
      let minutes = Digits.number(bytes, start + 4..<start + 6), minutes < 60
    else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }

  private static let form = "write 2025-03-24T17:02:11Z or 2025-03-24T18:02:11.482+01:00"

  private static func refusal(_ text: Text) -> Refusal {
    EDTFDate.refusal(
      "this is no RFC 3339 timestamp: a day of the calendar, T, a time of day and its offset from UTC",
      hint: form
    )
  }
}
