import ChanceryModel

/// The `Date` field (RFC 9110 §5.6.7): `Thu, 27 Mar 2025 17:02:11 GMT`.
enum HTTPDate {
  /// The moment, to the second, as HTTP writes it.
  static func string(_ instant: Instant) -> String {
    let (year, month, day) = instant.day.components
    let weekday = ((Int(instant.day.dayNumber) + 4) % 7 + 7) % 7
    let time = instant.description.utf8.dropFirst(11).prefix(8)
    return "\(weekdays[weekday]), \(padded(day)) \(months[month - 1]) \(year)"
      + " \(String(Substring(time))) GMT"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
