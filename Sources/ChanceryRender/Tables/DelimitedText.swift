/// Writes rows for other programs: CSV, TSV, Markdown.
package enum DelimitedText {
  /// One record of RFC 4180, with its CRLF.
  ///
  /// A field is quoted if it holds a comma, a quote, a line break, or begins or ends with a blank. One
  /// that a spreadsheet would take for a formula has an apostrophe before it (``inert(_:)``).
  package static func csv(_ fields: [String]) -> String {
    fields.map(csvField).joined(separator: ",") + "\r\n"
  }

  /// One tab-separated line, formulas as in CSV; in fields `\t`, `\n`, `\r` and `\\` stand for what they name.
  package static func tsv(_ fields: [String]) -> String {
    fields.map(tsvField).joined(separator: "\t") + "\n"
  }

  /// One row of a GitHub table.
  package static func markdown(_ fields: [String]) -> String {
    "| " + fields.map(markdownField).joined(separator: " | ") + " |\n"
  }

  /// The line below the header of a GitHub table.
  package static func markdownRule(_ isNumber: [Bool]) -> String {
    "|" + isNumber.map { $0 ? "--:" : "---" }.joined(separator: "|") + "|\n"
  }

  /// The field as no spreadsheet reckons with it: words of a source may say `=HYPERLINK(…)`.
  ///
  /// What begins with `=` or `@`, or with a sign that no digit follows, has `'` before it; numbers, and
  /// years before the first, are as they are.
  private static func inert(_ field: String) -> String {
    let start = field.utf8.prefix(2)
    switch start.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return "'" + field
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isSigned = start.dropFirst().first.map { (0x30...0x39).contains($0) } ?? true
      return isSigned ? field : "'" + field
    default: return field
    }
  }

  private static func csvField(_ field: String) -> String {
    let field = inert(field)
    let special: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    let hasEdge = field.utf8.first == 32 || field.utf8.last == 32
    guard hasEdge || field.utf8.contains(where: special) else { return field }
    return "\"" + replacing(field) { $0 == "\"" ? "\"\"" : nil } + "\""
  }

  private static func tsvField(_ field: String) -> String {
    replacing(inert(field)) { scalar in
      switch scalar {
      case "\t": "\\t"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\\": "\\\\"
      default: nil
      }
    }
  }

  /// Safe as a line, and no markup: a cell says what is on record and nothing else.
  private static func markdownField(_ field: String) -> String {
    replacing(SafeText.line(field)) { scalar in
      switch scalar {
      case "|", "\\", "`", "*", "_", "[", "]", "~", "#", "!": "\\\(scalar)"
      case "<": "&lt;"
      case ">": "&gt;"
      case "&": "&amp;"
      default: nil
      }
    }
  }

  private static func replacing(
    _ text: String,
    _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let other = replacement(scalar) {
        replaced.append(contentsOf: other.unicodeScalars)
      } else {
        replaced.append(scalar)
      }
    }
    return String(replaced)
  }
}
