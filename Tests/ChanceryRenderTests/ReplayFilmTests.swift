import ChanceryModel
import ChanceryRender
import Testing

@Suite struct ReplayFilmTests {
  private struct Line {
    var day: CivilDate
    var holder: String
    var to: String?
    var seq: Int
  }

  private static let start = CivilDate(year: 2025, month: 2, day: 20) ?? .first

  private static func film(_ lines: [Line]) throws -> ReplayFilm {
    var film = ReplayFilm()
    for line in lines {
      let to = line.to.map { "\"\($0)\"" } ?? "null"
      try film.add(
        Array(
          """
          {"t":"stance","day":"\(line.day)","holder":"\(line.holder)","topic":"t","from":null,\
          "to":\(to),"seq":\(line.seq),"contested":false}
          """.utf8
        )
      )
    }
    return film
  }

  /// Changes of some holders over some days, in the order of the days.
  private static func lines(_ random: inout some RandomNumberGenerator) -> [Line] {
    let count = Int.random(in: 1...40, using: &random)
    let days = (0..<count).map { _ in Int.random(in: 0...60, using: &random) }.sorted()
    return days.enumerated().map { index, day in
      Line(
        day: start.adding(days: day),
        holder: ["ITA", "FRA", "e-5", "NATO"].randomElement(using: &random) ?? "ITA",
        to: ["support", "oppose", "neutral", nil].randomElement(using: &random) ?? nil,
        seq: index + 1
      )
    }
  }

  @Test func `each board is what had changed by its day, whatever the step and the days`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let lines = Self.lines(&random)
      let film = try Self.film(lines)
      let first = Self.start.adding(days: Int.random(in: -5...60, using: &random))
      let last = first.adding(days: Int.random(in: 0...40, using: &random))
      let step = Int.random(in: 1...9, using: &random)
      let boards = Array(film.boards(first...last, step: step))
      #expect(boards.first?.day == first && boards.last?.day == last)
      var before: CivilDate?
      for board in boards {
        #expect(before.map { board.day > $0 && board.day <= $0.adding(days: step) } ?? true)
        #expect(board.rows.map(\.holder) == Set(lines.map { Text($0.holder) }).sorted())
        for row in board.rows {
          let newest = lines.last { Text($0.holder) == row.holder && $0.day <= board.day }
          #expect(row.position == newest?.to && row.seq == newest?.seq)
          #expect(row.since == newest?.day)
          let isNew = newest.map { $0.day >= first && $0.day > before ?? first.adding(days: -1) }
          #expect((row.age == 0) == (isNew == true))
        }
        let since = before ?? first.adding(days: -1)
        #expect(board.changeCount == lines.count { $0.day > since && $0.day <= board.day })
        before = board.day
      }
    }
  }

  @Test func `by recording, the day is that of the recording`() throws {
    var film = ReplayFilm()
    try film.add(
      Array(
        #"{"t":"stance","day":"2025-03-01","holder":"ITA","topic":"t","from":null,"to":"oppose","seq":4,"contested":true,"recordedat":"2025-04-02T10:00:00.000000Z"}"#
          .utf8
      )
    )
    try film.add(Array(#"{"t":"meeting","day":"2025-03-01","meeting":"m","to":"held"}"#.utf8))
    let days = try #require(film.days)
    #expect(days.lowerBound.description == "2025-04-02" && days.upperBound == days.lowerBound)
    #expect(film.boards(days, step: 1).map(\.rows.count) == [1])
  }

  @Test func `a film without a change has no days, and a line that is none is refused`() throws {
    var film = ReplayFilm()
    #expect(film.days == nil)
    #expect(throws: Refusal.self) { try film.add(Array("{".utf8)) }
    #expect(throws: Refusal.self) { try film.add(Array(#"{"t":"stance","holder":"ITA"}"#.utf8)) }
  }

  @Test func `the pace is what was asked, in boards that an eye can follow`() throws {
    for (speed, step, milliseconds) in [
      (0.5, 1, 2000), (1, 1, 1000), (25, 1, 40), (26, 2, 76), (50, 2, 40), (1000, 40, 40),
    ] as [(Double, Int, Int)] {
      let pace = ReplayPace(daysPerSecond: speed)
      #expect(pace.step == step && pace.milliseconds == milliseconds, "\(speed)")
    }
    #expect(ReplayPace(daysPerSecond: 1e300).step > 0)
    for count in [1, 5, 20, 400, 27_000] {
      let days = Self.start...Self.start.adding(days: count - 1)
      let pace = ReplayPace(of: days)
      let whole = Double(count) / Double(pace.step) * Double(pace.milliseconds) / 1000
      #expect(whole <= 22 && pace.milliseconds <= 1000, "\(count)")
      #expect(count < 20 || whole >= 17, "\(count): \(whole)")
      #expect(pace.markedBoards >= 1)
    }
  }

  @Test func `a picture fits every screen and marks what changed`() throws {
    let holders = (0..<60).map { "a\($0)" }
    let film = try Self.film(
      holders.enumerated().map { index, holder in
        Line(
          day: Self.start.adding(days: index / 20),
          holder: holder,
          to: index % 2 == 0 ? "support" : "oppose",
          seq: index + 1
        )
      }
    )
    let days = try #require(film.days)
    let board = try #require(Array(film.boards(days, step: 1)).last)
    let picture = ReplayPicture(
      title: "topic\u{1B}[31m",
      names: ActorNames(["a1": "Überlange Bezeichnung 国"]),
      style: .plain,
      markedBoards: 1
    )
    for columns in [1, 2, 5, 13, 20, 40, 80, 200] {
      for rows in [1, 2, 3, 4, 10, 24, 70] {
        for isPaused in [true, false] {
          let lines = picture.lines(of: board, columns: columns, rows: rows, isPaused: isPaused)
          #expect(lines.count <= rows, "\(columns)×\(rows)")
          let widths = lines.map { CellWidth.of($0) }
          #expect(widths.allSatisfy { $0 <= columns }, "\(columns)×\(rows): \(lines)")
          #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
        }
      }
    }
    let large = picture.lines(of: board, columns: 80, rows: 70)
    #expect(large.count { $0.contains("▸") } == 20, "the twenty of the last day")
    #expect(large[0] == "topic␛[31m · 2025-02-22")
    let grid = picture.lines(of: board, columns: 80, rows: 10).joined(separator: "\n")
    #expect(holders.allSatisfy { grid.contains("\($0) ") })
    let small = picture.lines(of: board, columns: 80, rows: 6)
    #expect(small.last?.contains("of 60 fit the screen") == true)
    #expect(picture.record(of: board).count == 62)
    #expect(!picture.record(of: board).joined().contains("▸"))
  }
}
