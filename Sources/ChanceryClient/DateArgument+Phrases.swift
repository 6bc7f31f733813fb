internal import ChanceryModel

/// The dates that people type beyond EDTF: `27mar2025`, `2025-W12`, `last thu`, `-3d`.
extension DateArgument {
  /// The days that a phrase means, both included, and how they are written in an event.
  struct Phrase: Equatable {
    let first: CivilDate
    let last: CivilDate
    /// The EDTF of a month or year; nil where the days themselves say it.
    var edtf: String?

    init(_ first: CivilDate, _ last: CivilDate, edtf: String? = nil) {
      self.first = first
      self.last = last
      self.edtf = edtf
    }

    init(_ day: CivilDate) { self.init(day, day) }
  }

  /// True if what a text means depends on what day it is, as `thu` and `-3d` do.
  package func isRelative(_ text: String) -> Bool {
    let elsewhere = DateArgument(today: today.adding(days: 400))
    if let span = DateArgument.span(text) {
      return [span.begin, span.end].contains { $0.map { isRelative($0) } ?? false }
    }
    return phrase(text) != elsewhere.phrase(text)
  }

  /// A word of the command line that begins like `-3d`, spelled so that it is no option: `3d ago`.
  package static func spelled(_ word: String) -> String? {
    guard word.first == "-" else { return nil }
    let rest = word.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
    let after = rest.dropFirst(digits.count + unit.count)
    guard (1...6).contains(digits.count), ["d", "w", "m", "y"].contains(String(unit)),
      after.isEmpty || after.hasPrefix("..")
    else { return nil }
    return "\(digits)\(unit) ago\(after)"
  }

  /// What a text means that is no EDTF; nil if it is no phrase.
  ///
  /// - Complexity: O(length).
  func phrase(_ text: String) -> Phrase? {
    guard text.utf8.count <= 40, let words = Words(text) else { return nil }
    return named(words) ?? offset(words) ?? period(words) ?? DateArgument.written(words)
      ?? DateArgument.numbered(words)
  }

  /// What was typed, in small letters, as runs of letters and digits, and signs.
  private struct Words {
    /// `a` for letters, `1` for digits, a sign for itself; blanks left out.
    private(set) var shape = ""
    private(set) var parts: [String] = []

    /// nil if there is anything else in it.
    init?(_ text: String) {
      var rest = text.lowercased()[...]
      while let first = rest.first {
        guard first.isASCII else { return nil }
        if first == " " {
          rest = rest.dropFirst()
          continue
        }
        let run: Substring
        if first.isLetter {
          run = rest.prefix { $0.isASCII && $0.isLetter }
          shape.append("a")
        } else if first.isNumber {
          run = rest.prefix { $0.isASCII && $0.isNumber }
          shape.append("1")
        } else if "+-,.".contains(first) {
          run = rest.prefix(1)
          shape.append(first)
        } else {
          return nil
        }
        parts.append(String(run))
        rest = rest.dropFirst(run.count)
      }
    }

    private init(shape: String, parts: [String]) {
      self.shape = shape
      self.parts = parts
    }

    /// The same without what only stands between day, month and year.
    var withoutMarks: Words {
      let kept = zip(shape, parts).filter { !"-,.".contains($0.0) }
      return Words(shape: String(kept.map(\.0)), parts: kept.map(\.1))
    }
  }

  // MARK: - Days by name

  private func named(_ words: Words) -> Phrase? {
    switch words.shape {
    case "a":
      switch words.parts[0] {
      case "today": return Phrase(today)
      case "yesterday": return Phrase(today.adding(days: -1))
      case "tomorrow": return Phrase(today.adding(days: 1))
      case let name:
        return DateArgument.weekday(name).map { Phrase(latest($0, notAfter: today)) }
      }
    case "aa":
      guard let weekday = DateArgument.weekday(words.parts[1]) else { return nil }
      switch words.parts[0] {
      case "last": return Phrase(latest(weekday, notAfter: today.adding(days: -1)))
      case "next": return Phrase(latest(weekday, notAfter: today).adding(days: 7))
      default: return nil
      }
    default: return nil
    }
  }

  /// 0 for Monday … 6 for Sunday, by three letters or more of its name.
  private static func weekday(_ name: String) -> Int? {
    let names = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    return name.utf8.count >= 3 ? names.firstIndex { $0.hasPrefix(name) } : nil
  }

  private func latest(_ weekday: Int, notAfter day: CivilDate) -> CivilDate {
    day.adding(days: -((DateArgument.weekday(of: day) - weekday + 7) % 7))
  }

  /// 1970-01-01 was a Thursday.
  private static func weekday(of day: CivilDate) -> Int {
    let shifted = (Int(day.dayNumber) + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  // MARK: - Days by distance

  /// `-3d`, `+2w`, `3 days ago`, `in 2 weeks`.
  private func offset(_ words: Words) -> Phrase? {
    let parts = words.parts
    switch words.shape {
    case "-1a": return moved(parts[1], parts[2], by: -1)
    case "+1a": return moved(parts[1], parts[2], by: 1)
    case "1aa": return parts[2] == "ago" ? moved(parts[0], parts[1], by: -1) : nil
    case "a1a": return parts[0] == "in" ? moved(parts[1], parts[2], by: 1) : nil
    default: return nil
    }
  }

  private func moved(_ digits: String, _ unit: String, by direction: Int) -> Phrase? {
    guard digits.utf8.count <= 6, let count = Int(digits) else { return nil }
    switch unit {
    case "d", "day", "days": return Phrase(today.adding(days: direction * count))
    case "w", "week", "weeks": return Phrase(today.adding(days: 7 * direction * count))
    case "m", "month", "months": return moved(months: direction * count).map { Phrase($0) }
    case "y", "year", "years": return moved(months: 12 * direction * count).map { Phrase($0) }
    default: return nil
    }
  }

  /// The same day of another month, or its last if it has none such.
  private func moved(months: Int) -> CivilDate? {
    let (year, month) = month(after: months)
    let days = CivilDate.dayCount(year: year, month: month)
    return CivilDate(year: year, month: month, day: min(today.components.day, days))
  }

  /// The month that many after this one.
  private func month(after months: Int) -> (year: Int, month: Int) {
    let (year, month, _) = today.components
    let index = year * 12 + month - 1 + months
    let moved = index >= 0 ? index / 12 : (index - 11) / 12
    return (moved, index - moved * 12 + 1)
  }

  // MARK: - Weeks, months, years

  /// `last week`, `this month`, `next year`: whole ones, weeks from Monday on.
  private func period(_ words: Words) -> Phrase? {
    guard words.shape == "aa", let step = ["last": -1, "this": 0, "next": 1][words.parts[0]] else {
      return nil
    }
    switch words.parts[1] {
    case "week":
      let monday = today.adding(days: 7 * step - DateArgument.weekday(of: today))
      return Phrase(monday, monday.adding(days: 6))
    case "month":
      let (year, month) = month(after: step)
      return DateArgument.month(year, month)
    case "year": return DateArgument.year(today.components.year + step)
    default: return nil
    }
  }

  private static func month(_ year: Int, _ month: Int) -> Phrase? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let last = first.adding(days: CivilDate.dayCount(year: year, month: month) - 1)
    return Phrase(first, last, edtf: String(first.description.dropLast(3)))
  }

  private static func year(_ year: Int) -> Phrase? {
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year, month: 12, day: 31)
    else { return nil }
    return Phrase(first, last, edtf: String(first.description.dropLast(6)))
  }

  // MARK: - Dates with the month's name

  /// `27mar2025`, `27 March 2025`, `Mar 27, 2025`, `2025 mar 27`, `mar 2025`.
  private static func written(_ words: Words) -> Phrase? {
    let words = words.withoutMarks
    let parts = words.parts
    switch words.shape {
    case "1a1":
      return parts[0].utf8.count == 4
        ? day(parts[2], parts[1], parts[0]) : day(parts[0], parts[1], parts[2])
    case "a11": return day(parts[1], parts[0], parts[2])
    case "a1", "1a":
      let (name, digits) = words.shape == "a1" ? (parts[0], parts[1]) : (parts[1], parts[0])
      guard let month = month(named: name), let year = fourDigits(digits) else { return nil }
      return DateArgument.month(year, month)
    default: return nil
    }
  }

  private static func day(_ day: String, _ month: String, _ year: String) -> Phrase? {
    guard let month = DateArgument.month(named: month), let year = fourDigits(year),
      day.utf8.count <= 2, let day = Int(day)
    else { return nil }
    return CivilDate(year: year, month: month, day: day).map { Phrase($0) }
  }

  /// 1 for January … 12, by three letters or more of its name.
  private static func month(named name: String) -> Int? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    return name.utf8.count >= 3 ? names.firstIndex { $0.hasPrefix(name) }.map { $0 + 1 } : nil
  }

  private static func fourDigits(_ digits: String) -> Int? {
    digits.utf8.count == 4 ? Int(digits) : nil
  }

  // MARK: - Dates in numbers

  /// `20250327`, `2025-W12`, `2025-W12-4`, `2025-Q1`.
  private static func numbered(_ words: Words) -> Phrase? {
    let parts = words.parts
    switch words.shape {
    case "1":
      guard parts[0].utf8.count == 8, let number = Int(parts[0]) else { return nil }
      return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        .map { Phrase($0) }
    case "1-a1": return part(of: parts[0], parts[2], parts[3])
    case "1a1": return part(of: parts[0], parts[1], parts[2])
    case "1-a1-1":
      guard parts[2] == "w", let days = part(of: parts[0], "w", parts[3]),
        parts[5].utf8.count == 1, let day = Int(parts[5]), (1...7).contains(day)
      else { return nil }
      return Phrase(days.first.adding(days: day - 1))
    default: return nil
    }
  }

  /// Why a text of the form `2025-W53` or `2025-W12-4` is no date; nil if it has not that form.
  static func missingWeek(_ text: String) -> Refused? {
    guard let words = Words(text), ["1-a1", "1a1", "1-a1-1"].contains(words.shape) else {
      return nil
    }
    let parts = words.parts.filter { $0 != "-" }
    guard parts[1] == "w", let year = fourDigits(parts[0]), let week = Int(parts[2]) else {
      return nil
    }
    let count = part(of: parts[0], "w", "53") == nil ? 52 : 53
    guard (1...count).contains(week) else {
      return Refused(
        detail: "“\(text)” is not a date: \(year) has \(count) weeks",
        hint: "the last one is \(parts[0])-W\(count)"
      )
    }
    return Refused(
      detail: "“\(text)” is not a date: the days of a week are 1 to 7",
      hint: "write \(parts[0])-W\(parts[2])-4 for its Thursday"
    )
  }

  private static func part(of year: String, _ name: String, _ count: String) -> Phrase? {
    guard let year = fourDigits(year), count.utf8.count <= 2, let count = Int(count) else {
      return nil
    }
    if name == "q" {
      guard (1...4).contains(count), let first = month(year, 3 * count - 2),
        let last = month(year, 3 * count)
      else { return nil }
      return Phrase(first.first, last.last)
    }
    // The first week of a year is that of 4 January.
    guard name == "w", (1...53).contains(count),
      let fourth = CivilDate(year: year, month: 1, day: 4)
    else { return nil }
    let monday = fourth.adding(days: 7 * (count - 1) - weekday(of: fourth))
    guard monday.adding(days: 3).components.year == year else { return nil }
    return Phrase(monday, monday.adding(days: 6))
  }
}
