import Foundation

/// The files of the repository, as these tests read them.
///
/// What git ignores (build products, resolved versions) and git itself are left out. Paths are
/// relative to the repository, with slashes.
struct SourceTree {
  /// One text file.
  struct File {
    var path: String
    var text: String

    var lines: [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The name of the target whose source this is, or nil.
    var target: String? {
      let parts = path.split(separator: "/")
      return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
  }

  /// The repository this file was compiled from.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every text file, sorted by path.
  static let files: [File] = paths(below: root).sorted().compactMap { path in
    let url = root.appendingPathComponent(path)
    guard let data = try? Data(contentsOf: url), !data.contains(0),
      let text = String(data: data, encoding: .utf8)
    else { return nil }
    return File(path: path, text: text)
  }

  /// The Swift files below a directory of the repository.
  static func swiftFiles(below directory: String) -> [File] {
    files.filter { $0.path.hasPrefix(directory + "/") && $0.path.hasSuffix(".swift") }
  }

  /// The documents: every Markdown file but what the command prints.
  static let documents = files.filter {
    $0.path.hasSuffix(".md") && !$0.path.contains("/Golden/")
  }

  /// A file that must be there.
  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// True if there is a file or directory of that path.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// The names in a directory that are not hidden.
  static func names(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent(directory).path
    ).filter { !$0.hasPrefix(".") && !isIgnored($0) }.sorted()
  }

  private static func paths(below root: URL) -> [String] {
    guard let enumerator = FileManager.default.enumerator(atPath: root.path) else { return [] }
    var paths: [String] = []
    while let path = enumerator.nextObject() as? String {
      if isIgnored(String(path.split(separator: "/").last ?? "")) {
        enumerator.skipDescendants()
      } else {
        paths.append(path)
      }
    }
    return paths
  }

  /// The patterns of .gitignore, and git's own directory.
  private static func isIgnored(_ name: String) -> Bool {
    name == ".git" || name == "Package.resolved" || name == "__pycache__"
      || name.hasPrefix(".build") || name.hasSuffix(".profraw")
  }
}
