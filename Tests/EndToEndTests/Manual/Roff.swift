import Foundation

/// Text in the form that `man` reads: man(7), as groff and mandoc both take it.
struct Roff {
  private(set) var lines: [String] = []

  /// The longest line written, in bytes, where there is a space to break it at.
  private static let bytesMax = 78

  var text: String { lines.map { $0 + "\n" }.joined() }

  // MARK: Parts of a page

  mutating func comment(_ text: String) {
    lines.append(".\\\" \(text)")
  }

  mutating func title(_ name: String, section: Int, date: String, of program: String) {
    let name = Roff.escaped(name.uppercased())
    lines.append(".TH \(name) \(section) \"\(date)\" \"\(program)\" \"Chancery\"")
    // Ragged on the right and without hyphens: names of variables and options stay whole.
    lines += [".nh", ".ad l"]
  }

  mutating func section(_ name: String) {
    lines.append(".SH \(Roff.escaped(name.uppercased()))")
  }

  mutating func subsection(_ name: String) {
    lines.append(".SS \(Roff.escaped(name))")
  }

  /// A paragraph of prose; the first of a section has nothing before it.
  mutating func paragraph(_ prose: String) {
    if lines.last?.hasPrefix(".S") != true { lines.append(".PP") }
    fill(Roff.marked(prose))
  }

  /// A word, already marked up, and what is said of it.
  mutating func item(_ term: String, _ prose: String) {
    lines += [".TP", term]
    fill(Roff.marked(prose))
  }

  /// A numbered paragraph.
  mutating func item(number: String, _ prose: String) {
    lines.append(".IP \(number). 4")
    fill(Roff.marked(prose))
  }

  /// Text whose lines stay as they are, as what is typed.
  mutating func literal(_ block: [String]) {
    if lines.last?.hasPrefix(".S") != true { lines.append(".PP") }
    lines += [".RS 4", ".EX"] + block.map { Roff.guarded(Roff.escaped($0)) } + [".EE", ".RE"]
  }

  /// Text already marked up.
  mutating func raw(_ line: String) {
    lines.append(Roff.guarded(line))
  }

  mutating func lineBreak() {
    lines.append(".br")
  }

  // MARK: Text

  /// What every character is in roff; none of it is taken for an order.
  static func escaped(_ text: String) -> String {
    let written: [Character: String] = [
      "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti",
      "\"": "\\(dq",
    ]
    return text.map { written[$0] ?? String($0) }.joined()
  }

  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }
  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// Prose with its `code` and its --options in bold.
  static func marked(_ prose: String) -> String {
    prose.components(separatedBy: "`").enumerated().map { index, part in
      if index % 2 == 1 { return bold(part) }
      return part.split(separator: " ", omittingEmptySubsequences: false).map { word in
        guard let option = word.firstMatch(of: /^\(?(--?[a-z][a-z-]*)/)?.output.1 else {
          return escaped(String(word))
        }
        let before = word[..<option.startIndex]
        return escaped(String(before)) + bold(String(option))
          + escaped(String(word[option.endIndex...]))
      }.joined(separator: " ")
    }.joined()
  }

  /// A line that begins with a dot or an apostrophe would be an order.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  private mutating func fill(_ marked: String) {
    var line = ""
    for word in marked.split(separator: " ") {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > Roff.bytesMax {
        lines.append(Roff.guarded(line))
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(Roff.guarded(line)) }
  }
}
