import Foundation
import Testing

@Suite struct ScriptTests {
  static let scripts = SourceTree.files.filter {
    $0.path.hasPrefix("scripts/") || $0.path.hasPrefix(".ci/")
  }

  /// True if a script names its interpreter and says what it is for.
  static func hasHeader(_ file: SourceTree.File) -> Bool {
    guard file.lines.count > 1, file.lines[0].hasPrefix("#!") else { return false }
    return file.lines[1].hasPrefix("# ") || file.lines[1].hasPrefix("\"\"\"")
  }

  @Test func `every script can be run`() {
    #expect(Self.scripts.count >= 5)
    for script in Self.scripts {
      let path = SourceTree.root.appendingPathComponent(script.path).path
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(script.path)")
    }
  }

  @Test func `every script says what it is for`() {
    #expect(Self.scripts.filter { !Self.hasHeader($0) }.map(\.path) == [])
  }

  @Test func `shell scripts stop at the first error`() {
    let shell = Self.scripts.filter { $0.lines[0].hasSuffix("bash") }
    #expect(shell.count >= 5)
    #expect(shell.filter { !$0.lines.contains("set -euo pipefail") }.map(\.path) == [])
  }

  @Test func `what is built is not kept`() throws {
    let ignored = try SourceTree.text(of: ".gitignore").split(separator: "\n")
    for pattern in [".build/", "Package.resolved"] { #expect(ignored.contains { $0 == pattern }) }
  }

  @Test func `a script without a header is found`() {
    for text in ["echo\n# for\n", "#!/bin/sh\necho\n", ""] {
      #expect(!Self.hasHeader(SourceTree.File(path: "scripts/new", text: text)))
    }
    #expect(Self.hasHeader(SourceTree.File(path: "scripts/new", text: "#!/bin/sh\n# Does.\n")))
  }
}
