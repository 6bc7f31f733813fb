import Testing

/// The names of answers are part of the API and of the command: each is documented.
@Suite struct SchemaTests {
  /// The schemas that a text names in full.
  static func schemas(in text: String) -> Set<String> {
    Set(text.matches(of: /chancery\.[a-z]+\/[0-9]+/).map { String($0.output) })
  }

  @Test func `every schema is documented, and no other`() throws {
    let written = Self.schemas(in: SourceTree.swiftFiles(below: "Sources").map(\.text).joined())
    let documented = try ["API", "DataFormat", "Operating", "Output"].reduce(into: Set<String>()) {
      $0.formUnion(Self.schemas(in: try SourceTree.text(of: "Documentation/\($1).md")))
    }
    #expect(written.count > 30)
    #expect(written.subtracting(documented).sorted() == [])
    #expect(documented.subtracting(written).sorted() == [])
  }

  @Test func `a schema is found wherever it stands`() {
    let text = #"{"schema":"chancery.stance/1"} `chancery.why/12`"#
    #expect(Self.schemas(in: text) == ["chancery.stance/1", "chancery.why/12"])
  }
}
