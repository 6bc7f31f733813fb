import ChanceryModel
import ChanceryRender
import Testing

@Suite struct MatrixTests {
  private func page() throws -> [UInt8] {
    let ceasefire = SeedAnswers.france
      .replacing("own-troops", with: "ceasefire").replacing("\"seq\":7", with: "\"seq\":9")
    let boards = [SeedAnswers.france, SeedAnswers.italy, SeedAnswers.hungary, ceasefire]
    return StanceMatrix.page(
      topics: ["own-troops", "ceasefire"],
      boards: try boards.map { try Golden.json($0) },
      clocks: ("2025-03-27", 21, nil),
      head: 21
    )
  }

  private func matrix() throws -> StanceMatrix {
    StanceMatrix(try JSONParser.parse(page(), limits: JSONLimits(depth: 64)))
  }

  @Test func `holders stand against topics, each stance with its event`() throws {
    #expect(
      try matrix().text(isWide: false, names: Golden.names, style: .plain) == """
        3 holders · 2 topics · as of 2025-03-27 · head 21
        HOLDER   own-troops     ceasefire
        France   ● support 7    ● support 9
        Hungary  ·              ·
        Italy    ✕ oppose ≠ 17  ·
        ● support  ✕ oppose  · no statement  ≠ contested

        """
    )
  }

  @Test func `where it does not fit topics have letters, and nothing is cut`() throws {
    let style = RenderStyle(width: 34)
    #expect(
      try matrix().text(isWide: false, names: Golden.names, style: style) == """
        3 holders · 2 topics · as of
        2025-03-27 · head 21
        HOLDER   A   B
        France   ●   ●
        Hungary  ·   ·
        Italy    ✕≠  ·
        A  own-troops
        B  ceasefire
        ● support  ✕ oppose
        · no statement  ≠ contested
        in a wider terminal, and with -o
        csv or json, each stance has its
        event

        """
    )
  }

  @Test func `rows for programs are the stances`() throws {
    let csv = try Golden.list(StanceMatrix.view, [page()], .csv)
    let lines = csv.split(separator: "\r\n")
    #expect(lines.count == 5)
    #expect(lines[4].hasPrefix("FRA,ceasefire,support,2025-03-14,"))
    let markdown = try matrix().markdown(names: Golden.names)
    #expect(markdown.contains("| Italy | ✕ oppose ≠ 17 | · no statement |"))
  }

  @Test func `silence says among how many, and since when`() throws {
    let page = SilenceView.page(
      topic: "own-troops",
      since: "2025-03-20",
      among: 3,
      stances: [try Golden.json(SeedAnswers.france), try Golden.json(SeedAnswers.hungary)],
      clocks: ("2025-03-27", 21, nil),
      head: 21
    )
    #expect(
      try Golden.list(SilenceView.view, [page], .table) == """
        own-troops · nothing on record since 2025-03-20 · as of 2025-03-27 · head 21
        HOLDER   LAST SAID   STANCE          EVENT  BY               IN SHORT
        France   2025-03-14  ● support       7      Emmanuel Macron  —
        Hungary  —           · no statement  —      —                —
        2 of 3 holders

        """
    )
  }
}
