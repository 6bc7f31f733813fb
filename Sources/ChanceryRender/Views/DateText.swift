package import ChanceryModel

/// How dates are shown.
package enum DateText {
  /// The day a stance or statement dates from: itself if exact, `by D` with its last day if not.
  ///
  /// `text` is EDTF, nil where nothing is on record; `latest` its last day as the daemon keeps it,
  /// which can be earlier than the text says.
  package static func since(_ text: String?, isExact: Bool, latest: String? = nil) -> String {
    guard let text else { return Drawing.dash }
    if isExact { return text }
    guard let parsed = edtf(text), let last = latest ?? parsed.latest?.description else {
      return "about \(text)"
    }
    return parsed.isExactDay ? last : "by \(last)"
  }

  /// An item's `said`, by the bounds the daemon derived: `by D` if they differ.
  package static func said(_ item: JSONValue) -> String {
    let said = item["said"]?.stringValue
    guard let latest = item["latest"]?.stringValue else {
      return since(said, isExact: false)
    }
    return latest == item["earliest"]?.stringValue ? latest : "by \(latest)"
  }

  /// The bounds that the daemon derived: one day, `between A and B`, or `by B` where there is no first day.
  package static func bounds(_ earliest: String?, _ latest: String) -> String {
    guard let earliest else { return "by \(latest)" }
    return earliest == latest ? latest : "between \(earliest) and \(latest)"
  }

  /// A moment of recording, to the minute: `2025-03-24 17:02 UTC`.
  package static func recorded(_ text: String?) -> String {
    guard let text, text.utf8.count >= 16, text.utf8.last == UInt8(ascii: "Z") else {
      return text ?? Drawing.dash
    }
    let parts = text.prefix(16).split(separator: "T")
    return parts.joined(separator: " ") + " UTC"
  }

  /// How many days from one day to another: `13 days`; nil if either is no day.
  package static func span(from: String?, to: String?) -> String? {
    guard let from = from.flatMap(day), let to = to.flatMap(day), from <= to else { return nil }
    let count = to.dayNumber - from.dayNumber
    return count == 0 ? "that day" : count == 1 ? "1 day" : "\(Counts.grouped(Int(count))) days"
  }

  private static func day(_ text: String) -> CivilDate? {
    edtf(text).flatMap { $0.isExactDay ? $0.latest : nil }
  }

  private static func edtf(_ text: String) -> EDTF? {
    do {
      return try EDTF.parse(Text(text), allowing: .moment)
    } catch {
      return nil
    }
  }
}
