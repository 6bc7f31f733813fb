import Foundation

/// Help texts as they are written for a terminal, made parts of a page.
extension Roff {
  /// The most columns of a line that stays as it is: 80, less the margins of page and block.
  private static let literalColumnsMax = 66

  // MARK: Discussions

  /// The paragraphs of a discussion, without its examples.
  mutating func discussion(_ text: String) {
    for paragraph in text.components(separatedBy: "\n\n") where !paragraph.hasPrefix("Example: ") {
      self.paragraph(paragraph.replacingOccurrences(of: "\n", with: " "))
    }
  }

  /// The commands that a discussion gives as examples.
  static func examples(in discussion: String) -> [String] {
    discussion.split(separator: "\n").filter { $0.hasPrefix("Example: ") }
      .map { String($0.dropFirst("Example: ".count)) }
  }

  /// A command, broken as a shell takes it: at spaces outside quotation marks.
  mutating func example(_ command: String) {
    var block = [""]
    for word in Roff.words(command) {
      let last = block[block.count - 1]
      if !last.isEmpty, last.count + 1 + word.count > Roff.literalColumnsMax - 2 {
        block[block.count - 1] += " \\"
        block.append("    " + word)
      } else {
        block[block.count - 1] += (last.isEmpty ? "" : " ") + word
      }
    }
    literal(block)
  }

  /// What is not to be parted: a word, or an option and its value.
  private static func words(_ command: String) -> [String] {
    var words: [String] = []
    for word in split(command) {
      if let last = words.last, last.hasPrefix("-"), !last.contains(" "), !word.hasPrefix("-") {
        words[words.count - 1] += " " + word
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// The words of a command, with their quotation marks.
  private static func split(_ command: String) -> [String] {
    var words = [""]
    var mark: Character?
    for character in command {
      if character == mark {
        mark = nil
      } else if mark == nil, character == "\"" || character == "'" {
        mark = character
      }
      if character == " " && mark == nil {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  // MARK: Topics

  /// The text of a help topic, without its heading: prose, lists, numbered rules and tables.
  mutating func topic(_ text: String) {
    for block in text.components(separatedBy: "\n\n") {
      let lines = block.split(separator: "\n").map { String($0) }
      guard let first = lines.first else { continue }
      if first.firstMatch(of: /^\d+\.\s/) != nil {
        rules(lines)
      } else if lines.contains(where: { Roff.entry($0) != nil }) {
        table(lines)
      } else if first.hasPrefix("  ") {
        literal(lines.flatMap(Roff.broken))
      } else {
        paragraph(lines.joined(separator: " "))
      }
    }
  }

  /// A word and what is said of it, where a line has just these two columns.
  private static func entry(_ line: String) -> (term: String, text: String)? {
    let parts = line.trimmingCharacters(in: .whitespaces).components(separatedBy: "  ")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    return parts.count == 2 && !parts[0].contains(":") ? (parts[0], parts[1]) : nil
  }

  /// Lines of two columns; a line without the first goes on with the one before.
  private mutating func table(_ lines: [String]) {
    var entries: [(term: String, text: String)] = []
    for line in lines {
      if let entry = Roff.entry(line) {
        entries.append(entry)
      } else if let last = entries.indices.last {
        entries[last].text += " " + line.trimmingCharacters(in: .whitespaces)
      }
    }
    for entry in entries { item(Roff.bold(entry.term), entry.text) }
  }

  private mutating func rules(_ lines: [String]) {
    var rules: [(number: String, text: String)] = []
    for line in lines {
      if let match = line.firstMatch(of: /^(\d+)\. (.*)/) {
        rules.append((String(match.output.1), String(match.output.2)))
      } else if let last = rules.indices.last {
        rules[last].text += " " + line.trimmingCharacters(in: .whitespaces)
      }
    }
    for rule in rules { item(number: rule.number, rule.text) }
  }

  /// A line of things two spaces apart, in as many lines as the page needs.
  private static func broken(_ line: String) -> [String] {
    var lines: [String] = []
    for part in line.trimmingCharacters(in: .whitespaces).components(separatedBy: "  ") {
      if let last = lines.last, last.count + 2 + part.count <= literalColumnsMax {
        lines[lines.count - 1] += "  " + part
      } else {
        lines.append(part)
      }
    }
    return lines
  }
}
