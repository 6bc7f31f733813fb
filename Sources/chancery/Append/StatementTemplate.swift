/// What an editor shows for a new statement: a block of `field: value` lines, with remarks.
enum StatementTemplate {
  /// A field, what is said above it, and what stands in it.
  private static let fields: [(name: String, remark: String?)] = [
    ("holder", "Whose stance it is, and on what: a code or a name, a slug or a title."),
    ("topic", nil),
    ("position", "support, conditional, undecided, neutral, oppose or withdrawn."),
    ("condition", "KIND:TEXT, as exception:under a UN flag; several with ; between them."),
    ("said", "2025-03-24, 27mar2025, thu, last week, [..2025-03-24]: chancery help dates."),
    ("by", "Who said it; role, rank, by_kind and by_actor may be added."),
    ("role", nil),
    ("source", "The document that reports it."),
    ("quote", "The words as it gives them, or what was said in ours. Long texts go on, indented."),
    ("paraphrase", nil),
    ("note", nil),
  ]

  /// The text, with the values that were given on the command line.
  static func text(_ given: [String: String]) -> String {
    var lines = [
      "# One statement. Lines that begin with # are dropped. Save it with no value to cancel."
    ]
    for field in fields {
      if let remark = field.remark { lines.append("# \(remark)") }
      lines.append("\(field.name): \(given[field.name] ?? "")")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What marks a line that tells a fault.
  private static let mark = "#! "

  /// The text without the lines that told of faults, and with those of now above what they are about:
  /// each by its 1-based line in what was saved.
  static func telling(_ faults: [(line: Int, text: String)], in text: String) -> String {
    var told: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      for fault in faults where fault.line == index + 1 { told.append(mark + fault.text) }
      if !line.hasPrefix(mark) { told.append(String(line)) }
    }
    return told.joined(separator: "\n")
  }
}
