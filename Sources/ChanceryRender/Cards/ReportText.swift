internal import ChanceryModel

/// One source's rendering of words, in one line of a card: source, form, words with their places, and how
/// they came.
enum ReportText {
  static func line(_ report: JSONValue) -> String {
    guard let object = report.objectValue else { return FieldText.of(report) }
    let form = FieldText.of(report["form"])
    var parts = [FieldText.of(report["source"]), form]
    let text = FieldText.of(report["text"])
    if !text.isEmpty {
      let words = ["narrated", "paraphrase"].contains(form) ? text : Drawing.quoted(text)
      parts.append(words + place(report))
    } else {
      parts.append(place(report).isEmpty ? "" : "the passage\(place(report))")
    }
    for quote in report["quotes"]?.arrayValue ?? [] {
      parts.append(Drawing.quoted(FieldText.of(quote["text"])) + place(quote))
    }
    let via = FieldText.of(report["via"])
    if !via.isEmpty { parts.append("via \(via)") }
    if report["translated"]?.boolValue == true { parts.append("translated") }
    let told: Set<Text> = ["source", "form", "text", "start", "end", "quotes", "via", "translated"]
    for member in object.members where !told.contains(member.key) {
      parts.append("\(member.key): \(FieldText.of(member.value))")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " \(Drawing.dot) ")
  }

  /// The bytes of the source's text where words stand, the end not among them.
  private static func place(_ words: JSONValue) -> String {
    guard let start = words["start"]?.intValue, let end = words["end"]?.intValue else { return "" }
    return " (\(start)..\(end))"
  }
}
