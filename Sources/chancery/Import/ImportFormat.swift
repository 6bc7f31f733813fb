import ArgumentParser

/// What the lines of an import are.
enum ImportFormat: String, CaseIterable, ExpressibleByArgument {
  /// One JSON event a line.
  case ndjson
  /// RFC 4180, the first line naming the columns.
  case csv
  /// Tab-separated, the first line naming the columns; `\t`, `\n`, `\r` and `\\` stand for what they name.
  case tsv
  /// Blocks of `field: value`, with a blank line between them.
  case text

  /// What a file's name says; NDJSON if it says nothing.
  init(fileName: String) {
    let ending = fileName.split(separator: ".").last.map { String($0).lowercased() } ?? ""
    switch ending {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "txt", "text": self = .text
    default: self = .ndjson
    }
  }
}
