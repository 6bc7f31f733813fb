import ChanceryModel
import ChanceryRender
import Testing

@Suite struct RibbonTests {
  private func day(_ text: String) throws -> CivilDate { try CivilDate.parse(Text(text)) }

  private func days(_ first: String, _ last: String) throws -> ClosedRange<CivilDate> {
    try day(first)...day(last)
  }

  /// The items of a history, from `seq day position [earliest] [role]`.
  private func items(_ lines: [String]) throws -> [JSONValue] {
    try lines.map { line in
      let words = line.split(separator: " ").map(String.init)
      let earliest =
        words.count > 3 ? words[3] == "-" ? "null" : "\"\(words[3])\"" : "\"\(words[1])\""
      let role = words.count > 4 ? words[4] : "sets"
      return try Golden.json(
        """
        {"seq":\(words[0]),"version":\(words[0]),"said":"\(words[1])","earliest":\(earliest),\
        "latest":"\(words[1])","position":"\(words[2])","standing":"declared","rank":"head",\
        "role":"\(role)","conditions":null,"by":"A","sources":[]}
        """
      )
    }
  }

  private func ribbon(
    _ holder: String,
    _ lines: [String],
    _ days: ClosedRange<CivilDate>
  ) throws -> Ribbon {
    try Ribbon(holder: Text(holder), topic: "own-troops", days: days, items: items(lines))
  }

  private func march() throws -> [Ribbon] {
    let days = try days("2025-03-10", "2025-03-20")
    return [
      try ribbon("FRA", ["1 2025-03-08 conditional", "2 2025-03-14 support"], days),
      try ribbon("ITA", ["3 2025-03-15 oppose", "4 2025-03-15 support"], days),
      try ribbon("GBR", ["5 2025-03-11 undecided", "6 2025-03-18 neutral"], days),
      try ribbon("HUN", [], days),
    ]
  }

  // MARK: Spans

  @Test func `a ribbon has a span for every day and says where nothing is on record`() throws {
    for ribbon in try march() {
      #expect(ribbon.spans.first?.days.lowerBound == ribbon.days.lowerBound)
      #expect(ribbon.spans.last?.days.upperBound == ribbon.days.upperBound)
      for (before, after) in zip(ribbon.spans, ribbon.spans.dropFirst()) {
        #expect(before.days.upperBound.adding(days: 1) == after.days.lowerBound)
      }
      #expect(ribbon.spans.map(\.dayCount).reduce(0, +) == 11)
    }
    let france = try march()[0]
    #expect(france.spans.map(\.position) == [.conditional, .support])
    #expect(france.spans.map(\.isOpenAtStart) == [true, false])
    #expect(france.ticks.map(\.seq) == [2], "what was said before the first day is no tick")
    let italy = try march()[1]
    #expect(italy.spans.map(\.position) == [nil, .oppose])
    #expect(italy.last.contestedReason == .equals)
    #expect(try march()[3].spans.map(\.position) == [nil])
  }

  @Test func `what another statement stands in place of sets nothing`() throws {
    let days = try days("2025-03-10", "2025-03-20")
    let ribbon = try ribbon(
      "ITA",
      [
        "1 2025-03-11 oppose", "2 2025-03-12 support 2025-03-12 superseded",
        "3 2025-03-13 neutral 2025-03-13 same-utterance",
      ],
      days
    )
    #expect(ribbon.spans.map(\.position) == [nil, .oppose])
  }

  @Test func `an answer that is no history is refused`() throws {
    let days = try days("2025-03-10", "2025-03-20")
    let item = try Golden.json(#"{"role":"sets","position":"maybe","seq":1,"latest":"2025-03-11"}"#)
    #expect(throws: Refusal.self) {
      try Ribbon(holder: "ITA", topic: "t", days: days, items: [item])
    }
  }

  // MARK: Axis

  @Test(arguments: [
    ("2025-03-10", "2025-03-20", 40, "day", 11), ("2025-03-10", "2025-03-20", 11, "day", 11),
    ("2025-03-10", "2025-03-20", 10, "week", 2), ("2025-01-01", "2025-12-31", 60, "week", 53),
    ("2025-01-01", "2025-12-31", 20, "month", 12), ("1946-01-01", "2019-12-31", 60, "2 years", 37),
    ("1946-01-01", "2019-12-31", 30, "5 years", 15), ("1946-01-01", "2019-12-31", 9, "decade", 8),
    ("1946-01-01", "2019-12-31", 80, "year", 74), ("2001-01-01", "2019-12-31", 80, "quarter", 76),
    ("-9999-01-01", "9999-12-31", 30, "millennium", 20), ("0001-01-01", "0001-01-01", 1, "day", 1),
  ])
  func `columns are as fine as the width allows`(
    first: String,
    last: String,
    columnsMax: Int,
    unit: String,
    count: Int
  ) throws {
    let axis = RibbonAxis(try days(first, last), columnsMax: columnsMax)
    #expect(axis.unit.rawValue == unit)
    #expect(axis.columns.count == count)
    #expect(axis.columns.first?.lowerBound == axis.days.lowerBound)
    #expect(axis.columns.last?.upperBound == axis.days.upperBound)
    for (before, after) in zip(axis.columns, axis.columns.dropFirst()) {
      #expect(before.upperBound.adding(days: 1) == after.lowerBound)
    }
    var end = -1
    for label in axis.labels() {
      #expect(label.column > end || end == -1, "labels stand apart")
      end = label.column + label.text.utf8.count
      #expect(end <= max(count, label.text.utf8.count))
    }
  }

  @Test(arguments: [
    ("2025-03-24", 1), ("2025-03-30", 7), ("1970-01-01", 4), ("1969-12-31", 3), ("-0001-03-07", 7),
  ])
  func `a day has a day of the week`(text: String, weekday: Int) throws {
    #expect(try day(text).weekday == weekday)
  }

  // MARK: Pictures

  @Test func `a picture reads without colour, and doubt shows`() throws {
    let picture = RibbonPicture(names: Golden.names, style: .plain, isASCII: false)
    #expect(
      picture.lines(of: try march(), title: "own-troops") == [
        "own-troops · 2025-03-10..2025-03-20 · a column is a day",
        "                03-10",
        "France          ▒▒▒▒███████  ● support (event 2)",
        "Italy           ·····≠≠╳≠╳≠  ✕ oppose contested (event 3)",
        "United Kingdom  ·░░░░░░░───  ◇ neutral (event 6)",
        "Hungary         ···········  · no statement",
        "                █ support  ▒ conditional  ░ undecided  ─ neutral  ╳ oppose  · nothing on record"
          + "  ≠ contested",
      ]
    )
  }

  @Test func `an ASCII picture has no other characters`() throws {
    let picture = RibbonPicture(names: ActorNames(), style: .plain, isASCII: true)
    let lines = picture.lines(of: try march(), title: "own-troops")
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }, "\(lines)")
    #expect(lines.contains { $0.contains("ccccSSSSSSS") })
    #expect(lines.contains { $0.contains(".....!!X!X!") })
  }

  @Test(arguments: [30, 40, 60, 80, 200])
  func `a picture fits its terminal`(width: Int) throws {
    let picture = RibbonPicture(
      names: Golden.names,
      style: RenderStyle(width: width),
      isASCII: false
    )
    let lines = picture.lines(of: try march(), title: "own-troops").dropFirst().dropLast()
    #expect(lines.allSatisfy { CellWidth.of($0) <= width }, "\(lines)")
  }

  @Test func `names that would command a terminal do not`() throws {
    let days = try days("2025-03-10", "2025-03-20")
    let ribbon = try Ribbon(holder: "X", topic: "\u{1B}[31mt\u{202E}", days: days, items: [])
    let names = ActorNames(["X": "\u{1B}[2Jevil\u{202E}\u{9B}"])
    for byTopic in [false, true] {
      let lines = RibbonPicture(names: names, style: .plain, isASCII: false)
        .lines(of: [ribbon], title: "\u{1B}]0;x\u{7}", byTopic: byTopic)
      let text = lines.joined()
      #expect(!text.unicodeScalars.contains { SafeText.isForbidden($0) })
    }
  }

  @Test func `rows for programs say each span and what it rests on`() throws {
    let page = RibbonsView.page(
      Array(try march().prefix(2)),
      clocks: ("2025-03-20", 6, nil),
      head: 6
    )
    #expect(
      try Golden.list(RibbonsView.view, [page], .csv) == """
        topic,holder,first,last,position,contested,contested_reason,seq,version\r
        own-troops,FRA,2025-03-10,2025-03-13,conditional,false,,1,1\r
        own-troops,FRA,2025-03-14,2025-03-20,support,false,,2,2\r
        own-troops,ITA,2025-03-10,2025-03-14,no statement,false,,,\r
        own-troops,ITA,2025-03-15,2025-03-20,oppose,true,equals,3,3\r

        """
    )
  }
}
