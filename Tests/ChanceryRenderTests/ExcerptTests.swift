import ChanceryRender
import Testing

@Suite struct ExcerptTests {
  @Test func `carets stand below what is wrong`() {
    let line = Array("{\"topic\":\"troop\"}".utf8)
    #expect(
      Excerpt.text(line: line, number: 14, range: 9..<16) == """
        14 | {"topic":"troop"}
           |          ^^^^^^^
        """
    )
  }

  @Test func `wide and combining letters before the fault do not move the caret`() {
    let line = Array("漢e\u{301}X".utf8)
    #expect(
      Excerpt.text(line: line, number: 1, range: 6..<7) == """
        1 | 漢e\u{301}X
          |    ^
        """
    )
  }

  @Test func `a long line is cut on both sides, with a sign`() {
    let line = Array(
      (String(repeating: "é", count: 300) + "X" + String(repeating: "ü", count: 300)).utf8
    )
    let text = Excerpt.text(line: line, number: 2, range: 600..<601)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { CellWidth.of($0) <= 110 })
    #expect(lines[0].hasPrefix("2 | …é"))
    #expect(lines[0].hasSuffix("ü…"))
    let before = lines[1].prefix { $0 != "^" }.count
    #expect(Array(lines[0])[before] == "X")
    #expect(!text.contains("\u{FFFD}"))
  }

  @Test func `control characters of the input do not reach the terminal`() {
    let line = Array("a\u{1B}[2Jb".utf8)
    #expect(!Excerpt.text(line: line, number: 1, range: 5..<6).contains("\u{1B}"))
  }

  @Test func `a fault beyond the end is shown at the end`() {
    #expect(
      Excerpt.text(line: Array("ab".utf8), number: 1, range: 9..<12) == """
        1 | ab
          |   ^
        """
    )
  }
}
