import Testing

/// The codes of refusals are part of the API: sorted, each once, each documented.
@Suite struct RefusalCodeTests {
  /// The codes in the order of the enumeration, read from its source.
  static func declaredCodes(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\"")
      guard parts.count == 2, parts[0].contains(" case "), parts[0].hasSuffix(" = ") else {
        return nil
      }
      return String(parts[1])
    }
  }

  /// The codes in the table of problems of a document.
  static func documentedCodes(in document: String) -> [String] {
    guard let table = document.firstRange(of: "\n| code | status |") else { return [] }
    return document[table.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("| `") }.prefix { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map { String($0) } }
  }

  private let codes: [String]
  private let documented: [String]

  init() throws {
    codes = Self.declaredCodes(
      in: try SourceTree.text(of: "Sources/ChanceryModel/RefusalCode.swift")
    )
    documented = Self.documentedCodes(in: try SourceTree.text(of: "Documentation/API.md"))
  }

  @Test func `the codes are sorted, each once`() {
    #expect(codes.count > 30)
    #expect(codes == Set(codes).sorted())
  }

  @Test func `every code is documented, and nothing else`() {
    #expect(documented == codes)
  }

  @Test func `codes are read where they stand`() {
    #expect(Self.declaredCodes(in: "  case b = \"b-c\"\n  case a = \"a\"\n") == ["b-c", "a"])
    #expect(
      Self.documentedCodes(in: "x\n| code | status | do |\n|-|-|-|\n| `a` | 1 | `z` |\n\n| `b` |")
        == ["a"]
    )
  }
}
