package import ChanceryModel

/// Days put into columns of one length, and what is written above them.
///
/// The geometry that the terminal's ribbons and the report's share: pure, in days and columns.
package struct RibbonAxis: Sendable, Equatable {
  /// What one column stands for.
  package enum Unit: String, Sendable, CaseIterable {
    case day
    case week
    case month
    case quarter
    case year
    case twoYears = "2 years"
    case fiveYears = "5 years"
    case decade
    case century
    case millennium
  }

  /// A label, and the column it begins at.
  package struct Label: Sendable, Equatable {
    package let column: Int
    package let day: CivilDate
    package let text: String
  }

  package let days: ClosedRange<CivilDate>
  package let unit: Unit
  /// The days of each column; the first and the last may be cut.
  package let columns: [ClosedRange<CivilDate>]

  /// The finest columns of which no more than so many are needed.
  package init(_ days: ClosedRange<CivilDate>, columnsMax: Int) {
    self.days = days
    let unit =
      Unit.allCases.first { $0.index(days.upperBound) - $0.index(days.lowerBound) < columnsMax }
      ?? .millennium
    self.unit = unit
    columns = (unit.index(days.lowerBound)...unit.index(days.upperBound)).map { index in
      let end = unit.start(index + 1).map { $0.adding(days: -1) } ?? CivilDate.last
      let start = unit.start(index) ?? CivilDate.first
      return max(start, days.lowerBound)...min(end, days.upperBound)
    }
  }

  /// The labels that fit if each has one column free after it and a column is so many characters wide.
  package func labels(columnCells: Double = 1) -> [Label] {
    var labels: [Label] = []
    var free = 0.0
    for (column, range) in columns.enumerated() {
      guard let text = column == 0 ? first(range.lowerBound) : text(at: range.lowerBound) else {
        continue
      }
      let start = Double(column) * columnCells
      let end = start + Double(text.utf8.count)
      guard start >= free, end <= Double(columns.count) * columnCells + 0.001 else { continue }
      labels.append(Label(column: column, day: range.lowerBound, text: text))
      free = end + 1
    }
    return labels
  }

  /// The first column says where the axis begins.
  private func first(_ day: CivilDate) -> String {
    let text = day.description
    switch unit {
    case .day: return String(text.suffix(5))
    case .week, .month, .quarter: return String(text.dropLast(3))
    default: return String(text.dropLast(6))
    }
  }

  private func text(at day: CivilDate) -> String? {
    let (year, month, dayOfMonth) = day.components
    let digits = String(day.description.dropLast(6))
    switch unit {
    case .day:
      return dayOfMonth == 1 || day.weekday == 1 ? String(day.description.suffix(5)) : nil
    case .week: return dayOfMonth > 7 ? nil : month == 1 ? digits : RibbonAxis.months[month - 1]
    case .month: return month == 1 ? digits : month == 7 ? "Jul" : nil
    case .quarter: return month == 1 ? digits : nil
    case .year: return year % 5 == 0 ? digits : nil
    case .twoYears, .fiveYears: return year % 10 == 0 ? digits : nil
    case .decade, .century, .millennium: return digits
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension RibbonAxis.Unit {
  /// What a column is, as in `a column is a day`.
  var phrase: String {
    switch self {
    case .twoYears, .fiveYears: rawValue
    default: "a " + rawValue
    }
  }

  /// Which column since some zero a day is in.
  func index(_ day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return switch self {
    case .day: Int(day.dayNumber)
    // 1970-01-01 was a Thursday, and weeks begin on Mondays.
    case .week: RibbonAxis.Unit.floor(Int(day.dayNumber) + 3, 7)
    case .month: year * 12 + month - 1
    case .quarter: RibbonAxis.Unit.floor(year * 12 + month - 1, 3)
    case .year: year
    case .twoYears: RibbonAxis.Unit.floor(year, 2)
    case .fiveYears: RibbonAxis.Unit.floor(year, 5)
    case .decade: RibbonAxis.Unit.floor(year, 10)
    case .century: RibbonAxis.Unit.floor(year, 100)
    case .millennium: RibbonAxis.Unit.floor(year, 1000)
    }
  }

  /// The first day of a column; nil beyond what can be written.
  func start(_ index: Int) -> CivilDate? {
    switch self {
    case .day: CivilDate.first.adding(days: index - Int(CivilDate.first.dayNumber))
    case .week: CivilDate.first.adding(days: index * 7 - 3 - Int(CivilDate.first.dayNumber))
    case .month: RibbonAxis.Unit.month(index)
    case .quarter: RibbonAxis.Unit.month(index * 3)
    case .year: CivilDate(year: index, month: 1, day: 1)
    case .twoYears: CivilDate(year: index * 2, month: 1, day: 1)
    case .fiveYears: CivilDate(year: index * 5, month: 1, day: 1)
    case .decade: CivilDate(year: index * 10, month: 1, day: 1)
    case .century: CivilDate(year: index * 100, month: 1, day: 1)
    case .millennium: CivilDate(year: index * 1000, month: 1, day: 1)
    }
  }

  private static func month(_ index: Int) -> CivilDate? {
    let year = floor(index, 12)
    return CivilDate(year: year, month: index - year * 12 + 1, day: 1)
  }

  private static func floor(_ number: Int, _ step: Int) -> Int {
    number >= 0 ? number / step : -((-number + step - 1) / step)
  }
}

extension CivilDate {
  /// The day of the week by ISO 8601: Monday is 1, Sunday 7.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    let days = (Int(dayNumber) + 3) % 7
    return (days < 0 ? days + 7 : days) + 1
  }
}
