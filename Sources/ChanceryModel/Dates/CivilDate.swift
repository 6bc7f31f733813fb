/// A day of the proleptic Gregorian calendar, with no time and no zone.
///
/// Years run from -9999 to 9999 (ISO 8601 numbering: year 0 exists). Stored and compared as the
/// number of days since 1970-01-01. The conversions are Howard Hinnant's `days_from_civil` and
/// `civil_from_days` (https://howardhinnant.github.io/date_algorithms.html).
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  package let dayNumber: Int32

  /// The first day that can be written, -9999-01-01.
  package static let first = CivilDate(uncheckedYear: -9999, month: 1, day: 1)
  /// The last day that can be written, 9999-12-31.
  package static let last = CivilDate(uncheckedYear: 9999, month: 12, day: 31)

  /// The day that many days after 1970-01-01.
  package init(dayNumber: Int32) {
    self.dayNumber = dayNumber
  }

  /// The day with these numbers, or nil if the calendar has none such (2025-02-30).
  package init?(year: Int, month: Int, day: Int) {
    guard (-9999...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.dayCount(year: year, month: month)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  private init(uncheckedYear year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(dayNumber: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  /// The calendar numbers of the day.
  package var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// How many days a month has.
  package static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  /// True if February of that year has 29 days.
  package static func isLeap(_ year: Int) -> Bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
  }

  /// The day that many days later (earlier if negative), held within the writable years.
  package func adding(days: Int) -> CivilDate {
    let first = Int(CivilDate.first.dayNumber)
    let last = Int(CivilDate.last.dayNumber)
    let (moved, isTooFar) = Int(dayNumber).addingReportingOverflow(days)
    if isTooFar { return days < 0 ? .first : .last }
    return CivilDate(dayNumber: Int32(Swift.min(Swift.max(moved, first), last)))
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }
}

extension CivilDate {
  /// A number with zeros before it up to a width, as messages name parts of dates that are no day.
  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: Swift.max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2025-03-24`; years before 0 with a sign, always four digits.
  package var description: String {
    var ascii: [UInt8] = []
    ascii.reserveCapacity(11)
    append(to: &ascii)
    return String(copying: UTF8Span(unchecked: ascii.span, isKnownASCII: true))
  }

  /// True if a text is just this day: ``description``, and nothing else.
  ///
  /// For each event, so nothing is allocated for days of four-figure years.
  package func isWritten(_ text: Text) -> Bool {
    let bytes = text.utf8.span
    let (year, month, day) = components
    guard year >= 0, bytes.count == 10 else { return text == Text(description) }
    func number(_ range: Range<Int>) -> Int? {
      var number = 0
      for index in range {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
        number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      }
      return number
    }
    return bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-") && number(0..<4) == year
      && number(5..<7) == month && number(8..<10) == day
  }

  /// Appends the description's bytes.
  func append(to ascii: inout [UInt8]) {
    let (year, month, day) = components
    if year < 0 { ascii.append(UInt8(ascii: "-")) }
    Digits.append(abs(year), width: 4, to: &ascii)
    ascii.append(UInt8(ascii: "-"))
    Digits.append(month, width: 2, to: &ascii)
    ascii.append(UInt8(ascii: "-"))
    Digits.append(day, width: 2, to: &ascii)
  }
}
