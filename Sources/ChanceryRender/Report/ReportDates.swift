internal import ChanceryModel

/// Days as a report writes them.
enum ReportDates {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `27 March 2025`.
  static func long(_ day: CivilDate) -> String {
    let (year, month, dayOfMonth) = day.components
    return "\(dayOfMonth) \(months[month - 1]) \(year)"
  }

  /// `9 to 27 March 2025`, `28 February to 3 March 2025`.
  static func long(_ days: ClosedRange<CivilDate>) -> String {
    let (first, last) = (days.lowerBound.components, days.upperBound.components)
    if days.lowerBound == days.upperBound { return long(days.lowerBound) }
    if first.year != last.year { return "\(long(days.lowerBound)) to \(long(days.upperBound))" }
    if first.month != last.month {
      return "\(first.day) \(months[first.month - 1]) to \(long(days.upperBound))"
    }
    return "\(first.day) to \(long(days.upperBound))"
  }

  /// Where a day stands in some days, in thousandths of a per cent: its beginning, or its end.
  static func place(
    _ day: CivilDate,
    in days: ClosedRange<CivilDate>,
    isEnd: Bool = false
  ) -> String {
    let count = Int(days.upperBound.dayNumber - days.lowerBound.dayNumber) + 1
    let from = Int(day.dayNumber - days.lowerBound.dayNumber) + (isEnd ? 1 : 0)
    return percent(from, of: count)
  }

  /// `12.345%`, in whole numbers, so that it is the same on every machine.
  static func percent(_ part: Int, of whole: Int) -> String {
    let thousandths = part * 100_000 / whole
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
      + "%"
  }
}
