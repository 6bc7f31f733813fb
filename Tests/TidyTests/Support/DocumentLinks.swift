/// The links of a Markdown document.
enum DocumentLinks {
  /// A link as written, and the line it stands on.
  struct Link: Equatable {
    var target: String
    var line: Int

    /// The part that names a file: empty for a place in the same document.
    var path: String { String(target.prefix { $0 != "#" }) }
    /// The part behind `#`, or nil.
    var anchor: String? {
      target.firstIndex(of: "#").map { String(target[target.index(after: $0)...]) }
    }
    /// True if it leads out of the repository.
    var isExternal: Bool { target.contains("://") || target.hasPrefix("mailto:") }
  }

  /// Every inline link, code left out.
  static func links(in text: String) -> [Link] {
    proseLines(of: text).flatMap { number, line in
      line.matches(of: /\[[^\]]*\]\(([^()\s]+)\)/).map {
        Link(target: String($0.output.1), line: number)
      }
    }
  }

  /// The anchors of a document's headings, as GitHub makes them.
  static func anchors(in text: String) -> Set<String> {
    Set(
      proseLines(of: text).compactMap { _, line in
        guard line.hasPrefix("#") else { return nil }
        let title = line.drop { $0 == "#" }.drop { $0 == " " }
        return String(
          title.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            .map { $0 == " " ? "-" : $0 }
        )
      }
    )
  }

  /// The path of a link's file in the repository, seen from a document.
  static func resolve(_ path: String, from document: String) -> String {
    var parts = document.split(separator: "/").dropLast()
    for part in path.split(separator: "/") {
      switch part {
      case ".": break
      case "..": parts = parts.dropLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  private static func proseLines(of text: String) -> [(Int, String)] {
    var isCode = false
    var lines: [(Int, String)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isCode.toggle()
      } else if !isCode {
        let prose = line.hasPrefix("#") ? line : line.replacing(/`[^`]*`/, with: "")
        lines.append((index + 1, String(prose)))
      }
    }
    return lines
  }
}
