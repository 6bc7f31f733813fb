/// What no source may hold, beyond what the formatter sees.
enum CodeRules {
  /// Lines of a Swift file, at most.
  static let lineCountMax = 500

  /// Files that are longer on purpose, and why.
  static let longFiles: [String: String] = [:]

  static func lengthFindings(in file: SourceTree.File) -> [Finding] {
    let count = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
    guard count > lineCountMax, longFiles[file.path] == nil else { return [] }
    return [Finding(file.path, "\(count) lines; \(lineCountMax) are the most")]
  }

  /// Words for what is left undone, put together here so that this file does not hold them.
  static let markers = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

  static func markerFindings(in file: SourceTree.File) -> [Finding] {
    findings(in: file, of: markers) { line in
      markers.first { TextSearch.contains(line, word: $0) }.map { "left undone: \($0)" }
    }
  }

  static func printFindings(in file: SourceTree.File) -> [Finding] {
    findings(in: file, of: ["print("]) { line in
      let code = line.drop { $0 == " " }
      guard !code.hasPrefix("//"), TextSearch.contains(code, call: "print") else { return nil }
      return "only a command prints; return the text, or log it"
    }
  }

  /// Directories of one machine that a file may not name; put together for the same reason.
  static let machineDirectories = [
    "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/fa" + "rm/", "/opt/sw" + "ift",
    "/tmp/bash_" + "jobs",
  ]

  static func machineFindings(in file: SourceTree.File) -> [Finding] {
    findings(in: file, of: machineDirectories) { line in
      machineDirectories.first { TextSearch.contains(line, path: $0) }.map {
        "names a directory of one machine: \($0)"
      }
    }
  }

  /// Looks at each line of a file that holds any of the words at all: few files do.
  private static func findings(
    in file: SourceTree.File,
    of words: [String],
    _ check: (Substring) -> String?
  ) -> [Finding] {
    guard words.contains(where: { TextSearch.contains(file.text, bytesOf: $0) }) else { return [] }
    return file.lines.enumerated().compactMap { index, line in
      check(line).map { Finding(file.path, line: index + 1, $0) }
    }
  }
}
