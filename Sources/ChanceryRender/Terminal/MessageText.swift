/// Keeps short what a message says: of what somebody gave, however long, a beginning is enough to know it by.
package enum MessageText {
  /// The most characters of a value in quotation marks.
  private static let valueCharactersMax = 120
  /// The most characters of a whole line.
  private static let charactersMax = 2_000

  /// The text, each value of it within `“…”` cut where it is too long, and then the whole.
  ///
  /// - Complexity: O(characters); a short text is given back as it is.
  package static func short(_ text: String) -> String {
    guard text.utf8.count > valueCharactersMax else { return text }
    var short = String.UnicodeScalarView()
    var valueCount: Int?
    var shown = 0
    for scalar in text.unicodeScalars {
      guard shown < charactersMax else {
        short.append("…")
        break
      }
      if scalar == "”" { valueCount = nil }
      if let count = valueCount {
        valueCount = count + 1
        if count == valueCharactersMax { short.append("…") }
        if count >= valueCharactersMax { continue }
      }
      short.append(scalar)
      shown += 1
      if scalar == "“" { valueCount = 0 }
    }
    return String(short)
  }
}
