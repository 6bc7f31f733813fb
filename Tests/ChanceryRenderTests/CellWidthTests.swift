import ChanceryRender
import Testing

@Suite struct CellWidthTests {
  @Test(arguments: [
    ("", 0), ("Paris", 5), ("Élysée", 6), ("E\u{301}lyse\u{301}e", 6), ("漢字", 4), ("ｆｕｌｌ", 8),
    ("한국", 4), ("●◐○◇✕↩·", 7), ("“quoted” — …", 12), ("👍", 2), ("e\u{200D}", 1), ("─│┌", 3),
    ("Türkiye", 7), ("Владимир", 8), ("שלום", 4), ("नमस्ते", 4),
  ])
  func `cells of a text`(text: String, cells: Int) {
    #expect(CellWidth.of(text) == cells)
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]),
    ("one", 3, ["one"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("漢字漢字", 4, ["漢字", "漢字"]),
    ("漢字漢", 5, ["漢字", "漢"]),
    ("a bcdefgh i", 4, ["a", "bcde", "fgh", "i"]),
  ])
  func `text wraps at spaces, and within words only where it must`(
    text: String,
    width: Int,
    lines: [String]
  ) {
    #expect(TextWrap.lines(text, width: width) == lines)
  }

  @Test func `a letter and its marks are never parted`() {
    let text = String(repeating: "e\u{301}", count: 5)
    let lines = TextWrap.lines(text, width: 2)
    #expect(lines == ["e\u{301}e\u{301}", "e\u{301}e\u{301}", "e\u{301}"])
  }

  @Test func `without a width nothing is wrapped`() {
    let text = String(repeating: "long ", count: 100)
    #expect(TextWrap.lines(text, width: nil) == [text])
  }
}
