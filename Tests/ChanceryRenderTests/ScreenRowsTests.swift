import Testing

@testable import ChanceryRender

@Suite struct ScreenRowsTests {
  @Test(
    arguments: [
      ("", 0), ("\n", 1), ("1\n2\n3\n", 3), ("1\n2\n3", 3), ("1\n\n3\n\n", 4),
      ("0123456789\n2\n", 2), ("0123456789a\n2\n", 3), ("0123456789012345678901\n", 3),
      // Two cells each, none, one: wide characters, combining marks, an accent.
      ("日本日本日\n", 1), ("日本日本日本\n", 2), ("e\u{301}123456789\n", 1), ("é123456789x\n", 2),
      // Colours take no room, a tab as much as it can.
      ("\u{1B}[31m0123456789\u{1B}[0m\n", 1), ("a\tb\n", 1), ("a\t\tb\n", 2),
    ]
  )
  func `a row is what the terminal has columns for`(text: String, rows: Int) {
    #expect(ScreenRows.count(of: Array(text.utf8), columns: 10, most: 100) == rows)
  }

  @Test func `nothing is counted beyond what matters`() {
    let text = [UInt8](repeating: UInt8(ascii: "\n"), count: 1000)
    #expect(ScreenRows.count(of: text, columns: 10, most: 24) == 24)
    #expect(ScreenRows.count(of: text, columns: 10, most: 1000) == 1000)
    #expect(ScreenRows.count(of: text, columns: 10, most: 1001) == 1000)
  }
}
