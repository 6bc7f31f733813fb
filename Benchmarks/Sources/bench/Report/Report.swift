/// What a part has to say: figures, bars, and remarks.
struct Report {
  var title: String
  var figures: Table
  var bars: [Bar] = []
  var notes: [String] = []

  func rendered(markdown: Bool) -> String {
    var parts = [markdown ? "### \(title)" : "== \(title)"]
    parts.append(markdown ? figures.markdown : figures.text)
    if !bars.isEmpty {
      let table = Bar.table(bars)
      parts.append(markdown ? table.markdown : table.text)
    }
    if !notes.isEmpty { parts.append(notes.map { "- \($0)" }.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
