import ChanceryModel
import ChanceryRender
import Testing

@Suite struct BoardTests {
  private let pages = [
    SeedAnswers.board([SeedAnswers.france, SeedAnswers.italy], next: "\"ITA\""),
    SeedAnswers.board([SeedAnswers.hungary]),
  ]

  @Test func `a table cites events, says by, marks doubt, and never leaves silence blank`() throws {
    #expect(
      try Golden.list(StanceViews.board, pages, .table) == """
        own-troops · as of 2025-03-27 · head 21
        HOLDER   STANCE              SINCE          LAST SAID   EVENT      BY                   IN SHORT
        France   ● support           2025-03-14     2025-03-14  7          Emmanuel Macron      —
        Italy    ✕ oppose contested  by 2025-03-24  2025-03-26  17 +1 ≠20  Giorgia Meloni␛[31m  exception: under a UN flag | EU
        Hungary  · no statement      —              —           —          —                    —
        ● 1  ✕ 1  · 1
        2 holders with a statement, 1 with none on record

        """
    )
  }

  @Test func `a table fits its terminal by wrapping, and loses no word`() throws {
    let style = RenderStyle(width: 100)
    let text = try Golden.list(StanceViews.board, pages, .table, style: style)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { CellWidth.of($0) <= 100 })
    #expect(text.contains("under"))
    #expect(text.contains("| EU"))
  }

  @Test func `JSON of one page is the daemon's bytes`() throws {
    let page = SeedAnswers.board([SeedAnswers.france, SeedAnswers.italy])
    let text = try Golden.list(StanceViews.board, [page], .json)
    #expect(text == String(decoding: page, as: UTF8.self))
  }

  @Test func `JSON of several pages is one list without a next`() throws {
    let whole = SeedAnswers.board([SeedAnswers.france, SeedAnswers.italy, SeedAnswers.hungary])
    let text = try Golden.list(StanceViews.board, pages, .json)
    #expect(text == String(decoding: whole, as: UTF8.self))
  }

  @Test func `JSON of a list that was cut keeps its cursor`() throws {
    let text = try Golden.list(StanceViews.board, [pages[0]], .json, limit: 2)
    #expect(text == String(decoding: pages[0], as: UTF8.self))
  }

  @Test func `NDJSON is one item a line, byte for byte`() throws {
    let lines = [SeedAnswers.france, SeedAnswers.italy, SeedAnswers.hungary]
    let text = try Golden.list(StanceViews.board, pages, .ndjson)
    #expect(text == lines.map { $0 + "\n" }.joined())
  }

  @Test func `CSV has the API's names, one header and what is on record`() throws {
    #expect(
      try Golden.list(StanceViews.board, pages, .csv) == """
        holder,topic,position,since,last_said,seq,by,conditions,at,known,public,since_exact,\
        since_latest,contested,contested_by,confirmed_by,version,possible,aside\r
        FRA,own-troops,support,2025-03-14,2025-03-14,7,Emmanuel Macron,,2025-03-27,21,,true,,false,,,7,,\r
        ITA,own-troops,oppose,[..2025-03-24],2025-03-26,17,Giorgia Meloni\u{1B}[31m,\
        exception: under a UN flag | EU,,,,false,,true,20,19,17,,attributed oppose (event 18)\r
        HUN,own-troops,no statement,,,,,,,,,false,,false,,,,,\r

        """
    )
  }

  @Test func `TSV has the same columns`() throws {
    let csv = try Golden.list(StanceViews.board, pages, .csv)
    let tsv = try Golden.list(StanceViews.board, pages, .tsv)
    #expect(tsv == csv.replacing("\r\n", with: "\n").replacing(",", with: "\t"))
  }

  @Test func `Markdown is a table that text cannot break`() throws {
    #expect(
      try Golden.list(StanceViews.board, pages, .md) == """
        | HOLDER | STANCE | SINCE | LAST SAID | EVENT | BY | IN SHORT |
        |---|---|---|---|---|---|---|
        | France | ● support | 2025-03-14 | 2025-03-14 | 7 | Emmanuel Macron | — |
        | Italy | ✕ oppose contested | by 2025-03-24 | 2025-03-26 | 17 +1 ≠20 | \
        Giorgia Meloni␛\\[31m | exception: under a UN flag \\| EU |
        | Hungary | · no statement | — | — | — | — | — |

        """
    )
  }

  @Test func `an empty board says so in a table and is its header in CSV`() throws {
    let page = SeedAnswers.board([])
    let table = try Golden.list(StanceViews.board, [page], .table)
    #expect(table.contains("no statement on record"))
    let csv = try Golden.list(StanceViews.board, [page], .csv)
    #expect(csv.hasPrefix("holder,"))
    #expect(csv.split(separator: "\r\n").count == 1)
    #expect(try Golden.list(StanceViews.board, [page], .ndjson).isEmpty)
  }

  @Test func `colour is added, and nothing but colour`() throws {
    let plain = try Golden.list(StanceViews.board, pages, .table)
    let coloured = try Golden.list(
      StanceViews.board,
      pages,
      .table,
      style: RenderStyle(hasColour: true)
    )
    #expect(coloured.contains("\u{1B}[34m● support\u{1B}[0m"))
    var stripped = coloured
    for code in ["0", "1", "2", "31", "34"] {
      stripped = stripped.replacing("\u{1B}[\(code)m", with: "")
    }
    #expect(stripped == plain)
  }

  @Test(arguments: [
    (ColourChoice.always, false, [:], true), (.never, true, [:], false), (.auto, true, [:], true),
    (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
    (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
    (.always, false, ["NO_COLOR": "1"], true),
  ])
  func `colour is decided in one order`(
    choice: ColourChoice,
    isTerminal: Bool,
    environment: [String: String],
    isOn: Bool
  ) {
    #expect(choice.isOn(isTerminal: isTerminal) { environment[$0] } == isOn)
  }
}
