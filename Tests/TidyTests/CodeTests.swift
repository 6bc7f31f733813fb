import Testing

@Suite struct CodeTests {
  private static let swiftFiles =
    ["Sources", "Tests", "Benchmarks"].flatMap(SourceTree.swiftFiles)

  @Test func `the tree is read`() {
    #expect(Self.swiftFiles.count > 100)
    #expect(SourceTree.files.contains { $0.path == ".ci/run" })
    #expect(!SourceTree.files.contains { $0.path.hasPrefix(".git/") })
    #expect(!SourceTree.files.contains { $0.path.hasPrefix(".build") })
  }

  @Test func `no file is too long`() {
    #expect(Self.swiftFiles.flatMap(CodeRules.lengthFindings) == [])
  }

  @Test func `a file excused for its length is there and needs it`() {
    for path in CodeRules.longFiles.keys {
      let file = SourceTree.files.first { $0.path == path }
      #expect((file?.lines.count ?? 0) > CodeRules.lineCountMax, "\(path)")
    }
  }

  @Test func `nothing is marked as left undone`() {
    #expect(SourceTree.files.flatMap(CodeRules.markerFindings) == [])
  }

  @Test func `only the commands print`() {
    let libraries = SourceTree.swiftFiles(below: "Sources").filter {
      $0.target.map { !$0.hasPrefix("chancery") } ?? true
    }
    #expect(libraries.flatMap(CodeRules.printFindings) == [])
  }

  @Test func `no file names a directory of one machine`() {
    #expect(SourceTree.files.flatMap(CodeRules.machineFindings) == [])
  }

  // MARK: The checks themselves

  @Test func `a long file is found`() {
    let most = String(repeating: "a\n", count: CodeRules.lineCountMax)
    #expect(CodeRules.lengthFindings(in: Self.file(most)) == [])
    #expect(CodeRules.lengthFindings(in: Self.file(most + "a\n")).count == 1)
  }

  @Test(arguments: CodeRules.markers)
  func `a marker is found`(marker: String) {
    #expect(CodeRules.markerFindings(in: Self.file("// \(marker): later")).count == 1)
    #expect(CodeRules.markerFindings(in: Self.file("let x\(marker)Y = 1")) == [])
  }

  @Test func `printing is found, and its namesakes are not`() {
    #expect(CodeRules.printFindings(in: Self.file("  print(1)")).count == 1)
    for line in ["  // print(1)", "  log.print(1)", "  sprint(1)", "  func blueprint()"] {
      #expect(CodeRules.printFindings(in: Self.file(line)) == [], "\(line)")
    }
  }

  @Test(arguments: CodeRules.machineDirectories)
  func `a directory of one machine is found`(directory: String) {
    #expect(CodeRules.machineFindings(in: Self.file("cd \(directory)x")).count == 1)
    #expect(CodeRules.machineFindings(in: Self.file("\"\(directory)x\"")).count == 1)
    #expect(CodeRules.machineFindings(in: Self.file("see frame\(directory)x")) == [])
  }

  private static func file(_ text: String) -> SourceTree.File {
    SourceTree.File(path: "Sources/New/New.swift", text: text)
  }
}
