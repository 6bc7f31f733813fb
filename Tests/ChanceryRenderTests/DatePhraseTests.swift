import ChanceryClient
import ChanceryModel
import Testing

/// The dates that people type: 27 March 2025 is a Thursday.
@Suite struct DatePhraseTests {
  private let dates: DateArgument

  init() throws {
    dates = DateArgument(today: try CivilDate.parse("2025-03-27"))
  }

  @Test(arguments: [
    ("20250327", "2025-03-27", "2025-03-27"), ("27mar2025", "2025-03-27", "2025-03-27"),
    ("27 March 2025", "2025-03-27", "2025-03-27"), ("March 27, 2025", "2025-03-27", "2025-03-27"),
    ("27-Mar-2025", "2025-03-27", "2025-03-27"), ("2025 mar 27", "2025-03-27", "2025-03-27"),
    ("29feb2024", "2024-02-29", "2024-02-29"), ("3 sept 2025", "2025-09-03", "2025-09-03"),
    ("mar 2025", "2025-03-01", "2025-03-31"), ("february2024", "2024-02-01", "2024-02-29"),
    ("2025-W12", "2025-03-17", "2025-03-23"), ("2025w12", "2025-03-17", "2025-03-23"),
    ("2025-W12-4", "2025-03-20", "2025-03-20"), ("2026-W53", "2026-12-28", "2027-01-03"),
    ("2020-W53", "2020-12-28", "2021-01-03"), ("2025-W01", "2024-12-30", "2025-01-05"),
    ("2025-Q1", "2025-01-01", "2025-03-31"), ("2025q4", "2025-10-01", "2025-12-31"),
    ("today", "2025-03-27", "2025-03-27"), ("Yesterday", "2025-03-26", "2025-03-26"),
    ("tomorrow", "2025-03-28", "2025-03-28"), ("thu", "2025-03-27", "2025-03-27"),
    ("Thursday", "2025-03-27", "2025-03-27"), ("fri", "2025-03-21", "2025-03-21"),
    ("last thu", "2025-03-20", "2025-03-20"), ("last wed", "2025-03-26", "2025-03-26"),
    ("next thu", "2025-04-03", "2025-04-03"), ("next fri", "2025-03-28", "2025-03-28"),
    ("-3d", "2025-03-24", "2025-03-24"), ("-1w", "2025-03-20", "2025-03-20"),
    ("-1m", "2025-02-27", "2025-02-27"), ("-1y", "2024-03-27", "2024-03-27"),
    ("-15m", "2023-12-27", "2023-12-27"), ("+2w", "2025-04-10", "2025-04-10"),
    ("3 days ago", "2025-03-24", "2025-03-24"), ("3d ago", "2025-03-24", "2025-03-24"),
    ("in 2 weeks", "2025-04-10", "2025-04-10"), ("last week", "2025-03-17", "2025-03-23"),
    ("this week", "2025-03-24", "2025-03-30"), ("next week", "2025-03-31", "2025-04-06"),
    ("last month", "2025-02-01", "2025-02-28"), ("this year", "2025-01-01", "2025-12-31"),
    ("last year", "2024-01-01", "2024-12-31"), ("  last   week ", "2025-03-17", "2025-03-23"),
  ])
  func `a phrase is its days`(text: String, first: String, last: String) throws {
    #expect(try dates.day(text, end: .first).description == first)
    #expect(try dates.day(text, end: .last).description == last)
  }

  @Test(arguments: [
    "20250230", "29feb2025", "31apr2025", "27mar25", "mar", "ma 2025", "2025-W54", "2025-W53",
    "2025-W00", "2025-W12-8", "2025-Q5", "2025-Q0", "last", "last day", "th", "thur sday", "1d",
    "-3", "3d", "-3q", "--3d", "now", "soon", "2025-3-1", "２０２５-03-01", "2025-03-11T12:00:00Z",
    "2xyz", "thu.", "ago 3 days", "-9999999d", "27mar20250", "", " ", "last thu or so",
  ])
  func `whatever else is refused with the accepted forms, never guessed`(text: String) {
    let refused = #expect(throws: DateArgument.Refused.self) { try dates.day(text, end: .last) }
    #expect(refused?.hint.isEmpty == false)
    #expect(throws: DateArgument.Refused.self) { try dates.expression(text) }
  }

  @Test func `a month without such a day ends with its last`() throws {
    let dates = DateArgument(today: try CivilDate.parse("2024-03-31"))
    #expect(try dates.day("-1m", end: .last).description == "2024-02-29")
    #expect(try dates.day("-13m", end: .last).description == "2023-02-28")
    let january = DateArgument(today: try CivilDate.parse("0000-01-31"))
    #expect(try january.day("-2m", end: .last).description == "-0001-11-30")
    #expect(try january.day("last month", end: .first).description == "-0001-12-01")
  }

  @Test func `weeks are those of ISO 8601, on every day of 30 years`() throws {
    var day = try CivilDate.parse("2000-01-03")
    var (year, week) = (2000, 1)
    while day.components.year < 2030 {
      let text = "\(year)-W\(week < 10 ? "0" : "")\(week)"
      #expect(try dates.day(text, end: .first) == day, "\(text)")
      let next = day.adding(days: 7)
      // A week belongs to the year of its Thursday.
      let thursday = next.adding(days: 3).components.year
      (year, week) = thursday == year ? (year, week + 1) : (thursday, 1)
      day = next
    }
  }

  @Test(arguments: [
    ("thu", "2025-03-27", "2025-03-27"),
    ("last week", "[2025-03-17..2025-03-23]", "2025-03-17/2025-03-23"),
    ("2025-W12", "[2025-03-17..2025-03-23]", "2025-03-17/2025-03-23"),
    ("last month", "2025-02", "2025-02"), ("mar 2025", "2025-03", "2025-03"),
    ("last year", "2024", "2024"), ("2025-Q1", "[2025-01-01..2025-03-31]", "2025-01-01/2025-03-31"),
    ("2025-03-03..2025-03-07", "[2025-03-03..2025-03-07]", "2025-03-03/2025-03-07"),
    ("3mar2025..last thu", "[2025-03-03..2025-03-20]", "2025-03-03/2025-03-20"),
    ("..2025-03-24", "[..2025-03-24]", "../2025-03-24"),
    ("~2025-03-24", "2025-03-24~", "2025-03-24~"),
    ("~last thu", "2025-03-20~", "2025-03-20~"),
    ("2025-03-27..2025-03-27", "2025-03-27", "2025-03-27"),
  ])
  func `in an event it is EDTF: one of the days for what was said, all of them for a meeting`(
    text: String,
    moment: String,
    span: String
  ) throws {
    #expect(try dates.expression(text) == moment)
    #expect(try dates.expression(text, form: .span) == span)
  }

  @Test func `a range has both ends in it, each from its own side`() throws {
    for (text, first, last) in [
      ("2025-03..2025-04", "2025-03-01", "2025-04-30"), ("last week..", "2025-03-17", nil),
      ("..thu", nil, "2025-03-27"), ("-2w..-1w", "2025-03-13", "2025-03-20"),
      ("2025-03", "2025-03-01", "2025-03-31"), ("2w ago..yesterday", "2025-03-13", "2025-03-26"),
    ] as [(String, String?, String?)] {
      let range = try dates.range(text)
      #expect(range.first?.description == first, "\(text)")
      #expect(range.last?.description == last, "\(text)")
    }
    for text in ["..", "2025-04..2025-03", "thu..last thu", "2025..x"] {
      #expect(throws: DateArgument.Refused.self, "\(text)") { try dates.range(text) }
    }
    let refused = #expect(throws: DateArgument.Refused.self) {
      try dates.day("2025-03-01..2025-03-07", end: .last)
    }
    #expect(refused?.detail.contains("range") == true)
    #expect(throws: DateArgument.Refused.self) { try dates.expression("2025-03-24..") }
    #expect(try dates.expression("2025-03-24..", form: .span) == "2025-03-24/..")
  }

  @Test func `what depends on the day is told from what does not`() {
    for text in ["thu", "last week", "-3d", "today", "2025-03-01..thu", "next year"] {
      #expect(dates.isRelative(text), "\(text)")
    }
    for text in ["2025-03-27", "27mar2025", "2025-W12", "[..2025]", "2025..2026", "x", ""] {
      #expect(!dates.isRelative(text), "\(text)")
    }
  }

  @Test func `a word that would be taken for an option is spelled out`() {
    for (word, spelled) in [
      ("-3d", "3d ago"), ("-12w", "12w ago"), ("-2w..-1w", "2w ago..-1w"), ("-1y..", "1y ago.."),
      ("-3", nil), ("-d", nil), ("--3d", nil), ("-3days", nil), ("-v", nil), ("3d", nil),
      ("-n20", nil), ("-3dx", nil), ("", nil), ("-", nil),
    ] as [(String, String?)] {
      #expect(DateArgument.spelled(word) == spelled, "\(word)")
    }
  }

  @Test func `known takes the moments that lists show, to the end of their minute`() throws {
    #expect(try dates.known("2025-03-24 17:02 UTC") == "2025-03-24T17:02:59.999999Z")
    #expect(try dates.known("last thu") == "2025-03-20")
    #expect(try dates.known("27mar2025") == "2025-03-27")
    // All digits are an event's number, however many.
    #expect(try dates.known("20250327") == "20250327")
    #expect(throws: DateArgument.Refused.self) { try dates.known("2025-03-24 25:02 UTC") }
  }
}
