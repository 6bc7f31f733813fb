/// One date of an EDTF expression: what may stand alone, or as an end of a range or span.
enum EDTFDate {
  /// The first and the last day that a date may mean.
  static func days(_ date: ArraySlice<UInt8>) throws(Refusal) -> ClosedRange<CivilDate> {
    let isQualified = date.last.map { "?~%".utf8.contains($0) } ?? false
    let unqualified = isQualified ? date.dropLast() : date
    let isNegative = unqualified.first == UInt8(ascii: "-")
    let parts = (isNegative ? unqualified.dropFirst() : unqualified)
      .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4,
      parts.dropFirst().allSatisfy({ $0.count == 2 }),
      let years = years(parts[0], isNegative: isNegative)
    else { throw refusal(of: date) }
    guard parts.count > 1 else { return try whole(years) }
    guard years.count == 1 else {
      throw refusal("a year with X stands alone", hint: "write 202X, 20XX or 2025-XX")
    }
    return try days(of: years.lowerBound, month: parts[1], day: parts.count > 2 ? parts[2] : nil)
  }

  private static let unspecified = UInt8(ascii: "X")

  private static func isUnspecified(_ part: ArraySlice<UInt8>) -> Bool {
    part.allSatisfy { $0 == unspecified }
  }

  /// The years that `2025`, `202X` or `20XX` may mean; nil if it is none of these.
  private static func years(_ part: ArraySlice<UInt8>, isNegative: Bool) -> ClosedRange<Int>? {
    let known = part.prefix { $0 != unspecified }
    let hidden = part.count - known.count
    guard hidden <= 2, isUnspecified(part.suffix(hidden)), let number = Digits.number(known) else {
      return nil
    }
    let scale = [1, 10, 100][hidden]
    let first = number * scale
    let last = first + scale - 1
    guard isNegative else { return first...last }
    return last == 0 ? nil : -last...(-first)
  }

  private static func whole(_ years: ClosedRange<Int>) throws(Refusal) -> ClosedRange<CivilDate> {
    try day(years.lowerBound, 1, 1)...day(years.upperBound, 12, 31)
  }

  private static func days(
    of year: Int,
    month part: ArraySlice<UInt8>,
    day dayPart: ArraySlice<UInt8>?
  ) throws(Refusal) -> ClosedRange<CivilDate> {
    if isUnspecified(part) {
      guard dayPart.map(isUnspecified) ?? true else {
        throw refusal("a day without its month is not read", hint: "write 2025-XX-XX or 2025")
      }
      return try whole(year...year)
    }
    guard let month = Digits.number(part) else { throw refusal(forms: "month") }
    if (21...24).contains(month), dayPart == nil { return try season(month, of: year) }
    guard (1...12).contains(month) else {
      throw refusal(
        "there is no month \(CivilDate.padded(month, 2))",
        hint: "months are 01 to 12, seasons 21 to 24 (without a day), and the year stands first"
      )
    }
    guard let dayPart, !isUnspecified(dayPart) else {
      return try day(
        year,
        month,
        1
      )...day(year, month, CivilDate.dayCount(year: year, month: month))
    }
    guard let number = Digits.number(dayPart) else { throw refusal(forms: "day") }
    let exact = try day(year, month, number)
    return exact...exact
  }

  /// 21 is March to May, 22 June to August, 23 September to November, 24 December to February.
  private static func season(
    _ season: Int,
    of year: Int
  ) throws(Refusal) -> ClosedRange<CivilDate> {
    let first = try day(year, (season - 20) * 3, 1)
    let next = season == 24 ? try day(year + 1, 3, 1) : try day(year, (season - 19) * 3, 1)
    return first...next.adding(days: -1)
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) throws(Refusal) -> CivilDate {
    if let date = CivilDate(year: year, month: month, day: day) { return date }
    guard (-9999...9999).contains(year) else {
      throw refusal("the date goes beyond the year 9999", hint: nil)
    }
    let month = "\(CivilDate.padded(year, 4))-\(CivilDate.padded(month, 2))"
    throw refusal(
      "\(month) has no day \(CivilDate.padded(day, 2))",
      hint: "if the day is not known, write \(month)"
    )
  }
}

// MARK: - Refusals

extension EDTFDate {
  /// What may be written, for hints.
  static let forms =
    "write a day 2025-03-24, a month 2025-03, a year 2025, a season 2025-21, with ? ~ or % behind it"
    + " if in doubt, or a day out of a range [2025-03-20..2025-03-24]"

  static func refusal(_ detail: String, hint: String?) -> Refusal {
    Refusal(.invalidDate, at: "", detail, hint: hint)
  }

  private static func refusal(forms part: String) -> Refusal {
    refusal("the \(part) has two digits, or is XX if it is not known", hint: forms)
  }

  /// Says why something that is no date at all is none.
  static func refusal(of date: ArraySlice<UInt8>) -> Refusal {
    let digits = date.count { Digits.isDigit($0) }
    let has = { (characters: String) in characters.utf8.contains { date.contains($0) } }
    if date.isEmpty { return refusal("there is no date", hint: forms) }
    if digits >= 8, has("Tt: ") {
      return refusal("a date has no time of day", hint: "write the day alone: 2025-03-24")
    }
    if has("Yy"), digits >= 4 {
      return refusal("years run from -9999 to 9999, in four digits", hint: forms)
    }
    if date.contains(where: { isLetter($0) && $0 != unspecified }) || digits == 0 {
      return refusal("this is no date, and none is guessed from words", hint: forms)
    }
    if digits == 8, date.count == 8 {
      return refusal("the parts of a date stand apart", hint: "write 2025-03-24")
    }
    let leading = date.drop { !Digits.isDigit($0) }.prefix(while: Digits.isDigit).count
    if has("./") || leading < 3 {
      return refusal(
        "the order of day and month would be a guess",
        hint: "the year stands first: 2025-03-24"
      )
    }
    if has("{,") { return refusal("lists of dates are not read", hint: forms) }
    if leading > 4 {
      return refusal("years run from -9999 to 9999, in four digits", hint: forms)
    }
    if has("-"), digits < 8 {
      return refusal("month and day have two digits each, the year four", hint: forms)
    }
    return refusal("this is no date that can be read", hint: forms)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
  }
}
