import Foundation

/// Finds a word, a call or a path in a line, minding what stands beside it.
enum TextSearch {
  /// True if the word stands there by itself, and is not quoted: then it is data.
  static func contains(_ line: Substring, word: String) -> Bool {
    contains(line, word, before: { !isWordPart($0) && $0 != "\"" }, after: { !isWordPart($0) })
  }

  /// True if the bytes stand anywhere in a text; quick, for whole files.
  static func contains(_ text: String, bytesOf wanted: String) -> Bool {
    text.withCString { strstr($0, wanted) != nil }
  }

  /// True if a function of that name is called, not a method and not one whose name ends so.
  static func contains(_ line: Substring, call name: String) -> Bool {
    contains(line, name + "(", before: { !isWordPart($0) && $0 != "." }, after: { _ in true })
  }

  /// True if an absolute path begins so there.
  static func contains(_ line: Substring, path: String) -> Bool {
    contains(
      line,
      path,
      before: { !isWordPart($0) && $0 != "." && $0 != "-" && $0 != "}" && $0 != ")" },
      after: { _ in true }
    )
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private static func contains(
    _ line: Substring,
    _ wanted: String,
    before: (Character) -> Bool,
    after: (Character) -> Bool
  ) -> Bool {
    line.ranges(of: wanted).contains { range in
      let isOpen =
        range.lowerBound == line.startIndex || before(line[line.index(before: range.lowerBound)])
      let isClosed = range.upperBound == line.endIndex || after(line[range.upperBound])
      return isOpen && isClosed
    }
  }
}
