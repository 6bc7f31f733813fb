extension CivilDate {
  /// Reads `YYYY-MM-DD` (ISO 8601, years before 0 with a sign) and nothing else, as in a query's `at`.
  ///
  /// - Throws: `invalid-date` with pointer "".
  package static func parse(_ text: Text) throws(Refusal) -> CivilDate {
    if let date = CivilDate(iso: text) { return date }
    let hint = "write a day as 2025-03-24"
    do throws(Refusal) {
      _ = try EDTF.parse(text, allowing: .span)
    } catch {
      throw Refusal(.invalidDate, at: "", error.detail, hint: hint)
    }
    throw Refusal(.invalidDate, at: "", "one exact day is wanted here", hint: hint)
  }

  /// The day written as `YYYY-MM-DD`; nil if that is not how it is written, or there is no such day.
  init?(iso text: Text) {
    let bytes = text.string.utf8.span
    let start = bytes.count == 11 && bytes[0] == UInt8(ascii: "-") ? 1 : 0
    guard bytes.count == start + 10, bytes[start + 4] == UInt8(ascii: "-"),
      bytes[start + 7] == UInt8(ascii: "-"), let year = Digits.number(bytes, start..<start + 4),
      let month = Digits.number(bytes, start + 5..<start + 7),
      let day = Digits.number(bytes, start + 8..<start + 10), start == 0 || year > 0
    else { return nil }
    self.init(year: start == 1 ? -year : year, month: month, day: day)
  }
}
