import Testing

@Suite struct DocumentTests {
  /// The relative links of a document that lead nowhere.
  static func deadLinks(in file: SourceTree.File) -> [Finding] {
    DocumentLinks.links(in: file.text).compactMap { link in
      guard !link.isExternal else { return nil }
      let path =
        link.path.isEmpty ? file.path : DocumentLinks.resolve(link.path, from: file.path)
      guard path == file.path || SourceTree.exists(path) else {
        return Finding(file.path, line: link.line, "there is no \(path)")
      }
      guard let anchor = link.anchor, path.hasSuffix(".md"),
        let text = path == file.path ? file.text : try? SourceTree.text(of: path),
        !DocumentLinks.anchors(in: text).contains(anchor)
      else { return nil }
      return Finding(file.path, line: link.line, "\(path) has no heading #\(anchor)")
    }
  }

  @Test func `every link leads somewhere`() {
    #expect(SourceTree.documents.flatMap(Self.deadLinks) == [])
  }

  @Test func `every document is reached from README or ARCHITECTURE`() {
    var reached: Set<String> = []
    var waiting = ["README.md", "ARCHITECTURE.md"]
    while let path = waiting.popLast() {
      guard reached.insert(path).inserted,
        let file = SourceTree.documents.first(where: { $0.path == path })
      else { continue }
      waiting += DocumentLinks.links(in: file.text).filter { !$0.isExternal && !$0.path.isEmpty }
        .map { DocumentLinks.resolve($0.path, from: path) }
    }
    let all = SourceTree.documents.map(\.path).filter { $0.hasPrefix("Documentation/") }
    #expect(all.count > 4)
    #expect(Set(all).subtracting(reached).sorted() == [])
  }

  @Test func `decisions are numbered without a gap and listed`() throws {
    let names = try SourceTree.names(in: "Documentation/Decisions").filter { $0 != "README.md" }
    let numbers = names.map { Int($0.prefix(4)) }
    #expect(names.count > 5)
    #expect(numbers == names.indices.map { $0 + 1 })
    let index = try SourceTree.text(of: "Documentation/Decisions/README.md")
    #expect(DocumentLinks.links(in: index).map(\.target).filter { names.contains($0) } == names)
  }

  @Test func `a decision has its four parts`() throws {
    for file in SourceTree.documents
    where file.path.hasPrefix("Documentation/Decisions/0") {
      let headings = file.lines.filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
      #expect(
        headings == ["Context", "Decision", "Alternatives", "Consequences"],
        "\(file.path)"
      )
    }
  }

  @Test func `the glossary has each word once`() throws {
    let words = Self.words(in: try SourceTree.text(of: "Documentation/Glossary.md"))
    #expect(words.count > 60)
    #expect(Self.repeated(words) == [])
  }

  /// The first cell of every row of a table, but of heads.
  private static func words(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .compactMap { $0.split(separator: "|").first.map { String($0.dropFirst().dropLast()) } }
      .filter { $0 != "word" }
  }

  private static func repeated(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { !seen.insert($0).inserted }
  }

  @Test func `the changelog begins with what is unreleased`() throws {
    let lines = try SourceTree.text(of: "CHANGELOG.md").split(separator: "\n")
    #expect(lines.first { $0.hasPrefix("## ") } == "## Unreleased")
  }

  // MARK: The checks themselves

  @Test func `a dead link is found`() {
    let text = """
      # One two
      [a](README.md) [b](NoSuch.md) `[c](NoSuch.md)` [d](https://example.org) [e](#one-two) [f](#no)
      ```
      [g](NoSuch.md)
      ```
      """
    let file = SourceTree.File(path: "New.md", text: text)
    #expect(
      Self.deadLinks(in: file) == [
        Finding("New.md", line: 2, "there is no NoSuch.md"),
        Finding("New.md", line: 2, "New.md has no heading #no"),
      ]
    )
  }

  @Test func `a word that stands twice is found`() {
    let words = Self.words(in: "| word | m |\n|---|---|\n| a b | 1 |\n| c | 2 |\n| a b | 3 |\n")
    #expect(words == ["a b", "c", "a b"] && Self.repeated(words) == ["a b"])
  }

  @Test func `links are seen from their document`() {
    #expect(DocumentLinks.resolve("../a.md", from: "Documents/Old/b.md") == "Documents/a.md")
    #expect(DocumentLinks.resolve("./a/b.md", from: "README.md") == "a/b.md")
  }
}
