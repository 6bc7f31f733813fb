/// The characters that this side adds to what is on record: dashes, dots, arrows, quotation marks.
///
/// With `--ascii` they are of ASCII; what is on record keeps its characters. Set once for a command and
/// read in every corner of a table, down to the dash for nothing, and therefore a value of the task.
package enum Drawing {
  @TaskLocal package static var isASCII = false

  /// Stands where there is nothing to say.
  package static var dash: String { isASCII ? "-" : "—" }
  /// Stands between the parts of a heading.
  package static var dot: String { isASCII ? "-" : "·" }
  package static var arrow: String { isASCII ? "->" : "→" }
  /// Marks what sources contest.
  static var unequal: String { isASCII ? "!" : "≠" }
  /// Stands before a row that has just changed.
  static var pointer: String { isASCII ? ">" : "▸" }
  static var minus: String { isASCII ? "-" : "−" }
  package static var ellipsis: String { isASCII ? "..." : "…" }
  package static var passed: String { isASCII ? "ok" : "✓" }
  package static var failed: String { isASCII ? "X" : "✗" }

  /// A text in quotation marks.
  static func quoted(_ text: String) -> String { isASCII ? "\"\(text)\"" : "“\(text)”" }

  /// A message with the marks of ASCII; its letters stay as they are.
  package static func message(_ text: String) -> String {
    guard isASCII, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var plain = ""
    for scalar in text.unicodeScalars {
      if let mark = ascii(scalar) { plain += mark } else { plain.unicodeScalars.append(scalar) }
    }
    return plain
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "“", "”", "„": "\""
    case "‘", "’": "'"
    case "–", "—", "−", "·": "-"
    case "≠": "!"
    case "→": "->"
    case "…": "..."
    default: nil
    }
  }
}
