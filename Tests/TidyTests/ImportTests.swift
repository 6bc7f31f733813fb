import Testing

@Suite struct ImportTests {
  @Test func `every target imports only what the matrix allows`() {
    var findings: [Finding] = []
    for file in SourceTree.swiftFiles(below: "Sources") {
      findings += ImportMatrix.findings(in: file, of: file.target ?? "?")
    }
    #expect(findings == [])
  }

  @Test func `the matrix names the targets there are`() throws {
    #expect(try SourceTree.names(in: "Sources") == ImportMatrix.allowed.keys.sorted())
  }

  @Test func `the table in ARCHITECTURE is the matrix`() throws {
    let rows = try SourceTree.text(of: "ARCHITECTURE.md").split(separator: "\n")
    var documented: [String: Set<String>] = [:]
    for row in rows where row.hasPrefix("| `") {
      let cells = row.split(separator: "|").map { $0.filter { $0 != "`" && $0 != " " } }
      guard cells.count == 3, ImportMatrix.allowed[cells[0]] != nil else { continue }
      documented[cells[0]] = Set(
        cells[2].split(separator: ",").map { String($0) }.filter { $0 != "–" }
      )
    }
    #expect(documented == ImportMatrix.allowed)
  }

  @Test(arguments: [
    ("import LMDB", "chancery"), ("internal import Journal", "ChanceryRender"),
    ("import NIOCore", "ChanceryClient"), ("package import Foundation", "ChanceryModel"),
    ("@preconcurrency import Foundation", "chancery"),
    ("import struct Foundation.Data", "Journal"), ("import CLMDB", "Journal"),
    ("import Glibc", "ChanceryModel"), ("import ChanceryModel", "NoSuchTarget"),
  ])
  func `a forbidden import is found`(line: String, target: String) {
    let file = SourceTree.File(path: "Sources/\(target)/New.swift", text: "\n\(line)\n")
    #expect(ImportMatrix.findings(in: file, of: target).count == 1)
  }

  @Test(arguments: [
    ("import CLMDB", "LMDB"), ("package import ChanceryModel", "Journal"),
    ("// import Foundation", "ChanceryModel"), ("let import1 = 2", "ChanceryModel"),
  ])
  func `an allowed line is not`(line: String, target: String) {
    let file = SourceTree.File(path: "Sources/\(target)/New.swift", text: line)
    #expect(ImportMatrix.findings(in: file, of: target) == [])
  }
}
