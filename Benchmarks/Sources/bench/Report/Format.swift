import Foundation

/// Figures as text: three digits that count, thousands apart.
enum Format {
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    let digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2
    let text = String(format: "%.\(digits)f", value)
    return magnitude >= 10_000 ? grouped(text) : text
  }

  private static func grouped(_ digits: String) -> String {
    var grouped = ""
    for (index, character) in digits.reversed().enumerated() {
      if index > 0, index % 3 == 0, character != "-" { grouped.append(",") }
      grouped.append(character)
    }
    return String(grouped.reversed())
  }

  /// How many, with thousands apart.
  static func count(_ value: Int) -> String { grouped(String(value)) }

  /// Cells of one column made equally wide.
  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
