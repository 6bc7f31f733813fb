/// Rows under headings, as aligned text or as Markdown.
struct Table {
  var headings: [String]
  var rows: [[String]] = []

  var text: String {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([headings] + rows).map { row in
      let line = zip(row, widths).map(Format.pad).joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  var markdown: String {
    let line = "|" + String(repeating: "---|", count: headings.count)
    let cells = ([headings] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    return ([cells[0], line] + cells.dropFirst()).joined(separator: "\n")
  }
}
