import ChanceryRender
import Testing

@Suite struct TextTableTests {
  private static let headings = [
    TextTable.Heading("HOLDER", wraps: true), TextTable.Heading("STANCE"),
    TextTable.Heading("SINCE"), TextTable.Heading("EVENT", isNumber: true),
    TextTable.Heading("BY", wraps: true), TextTable.Heading("IN SHORT", wraps: true),
  ]
  private static let rows: [[Cell]] = [
    [
      "United Kingdom", "● support", "by 2025-03-23", "172", "Keir Starmer",
      "timing: after a ceasefire with Russia; request: Ukraine asks for it",
    ],
    ["日本国", "◐ conditional", "2025-03-21", "1226", "石破 茂", "precondition: 国連の決議"],
    ["ישראל", "· no statement", "—", "—", "—", "—"],
    ["E\u{301}lyse\u{301}e", "✕ oppose", "2025-03-11", "9", "the E\u{301}lyse\u{301}e", "no"],
    [
      "an-actor-of-a-name-without-any-blank-in-it-which-is-long", "○ undecided", "2025-03-11", "10",
      "B", "no",
    ],
  ]

  @Test(arguments: [30, 40, 60, 72, 80, 100, 120, 200, 400])
  func `a table fits the page, and nothing of it is cut`(width: Int) {
    let table = TextTable(Self.headings, style: RenderStyle(width: width))
    let lines = table.lines(Self.rows)
    for line in lines { #expect(CellWidth.of(line) <= width, "\(line)") }
    let text = lines.joined().filter { $0 != " " }
    for cell in Self.rows.flatMap({ $0 }) where cell.text != "—" {
      for word in cell.text.split(separator: " ") where CellWidth.of(word) < 9 {
        #expect(text.contains(word), "\(word) at \(width)")
      }
    }
    // As many letters as there are, wherever a line was broken.
    let letters = Self.rows.flatMap { $0 }.map(\.text).filter { $0 != "—" }.joined()
      .filter { $0 != " " }
    for letter in Set(letters) {
      let count = letters.count { $0 == letter }
      #expect(text.count { $0 == letter } >= count, "\(letter) at \(width)")
    }
  }

  @Test func `what has no room beside stands below, with its title`() {
    let table = TextTable(Self.headings, style: RenderStyle(width: 64))
    #expect(
      Array(table.lines(Array(Self.rows.prefix(2)))) == [
        "HOLDER         STANCE         SINCE          EVENT  BY",
        "United         ● support      by 2025-03-23    172  Keir Starmer",
        "Kingdom",
        "    IN SHORT  timing: after a ceasefire with Russia; request:",
        "              Ukraine asks for it",
        "日本国         ◐ conditional  2025-03-21      1226  石破 茂",
        "    IN SHORT  precondition: 国連の決議",
      ]
    )
  }

  @Test func `a table that comes in blocks keeps its columns`() {
    let table = TextTable(Self.headings, style: RenderStyle(width: 64))
    var layout = TextTable.Layout(cellsMin: Self.headings.map { _ in 0 })
    let whole = table.lines(Self.rows)
    let settled = table.lines(Self.rows, hasHeader: true, layout: &layout)
    #expect(whole == settled)
    let again = table.lines([Self.rows[1]], hasHeader: false, layout: &layout)
    #expect(settled.contains(again[0]))
  }

  @Test func `without a width a row is a line`() {
    let lines = TextTable(Self.headings, style: .plain).lines(Self.rows)
    #expect(lines.count == 1 + Self.rows.count)
  }
}
