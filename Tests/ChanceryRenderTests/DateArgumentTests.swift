import ChanceryClient
import ChanceryModel
import Testing

@Suite struct DateArgumentTests {
  private let dates: DateArgument

  init() throws {
    dates = DateArgument(today: try CivilDate.parse("2025-03-27"))
  }

  @Test(arguments: [
    ("2025-03-11", "2025-03-11", "2025-03-11"), ("2025-03", "2025-03-01", "2025-03-31"),
    ("2024-02", "2024-02-01", "2024-02-29"), ("2025", "2025-01-01", "2025-12-31"),
    ("2025-03-XX", "2025-03-01", "2025-03-31"), ("2025-21", "2025-03-01", "2025-05-31"),
    ("2025-03-24~", "2025-03-24", "2025-03-24"), ("today", "2025-03-27", "2025-03-27"),
    ("yesterday", "2025-03-26", "2025-03-26"),
    ("[2025-03-03..2025-03-07]", "2025-03-03", "2025-03-07"),
  ])
  func `a point is the last day of what is given, --from the first`(
    text: String,
    first: String,
    last: String
  ) throws {
    #expect(try dates.day(text, end: .first).description == first)
    #expect(try dates.day(text, end: .last).description == last)
  }

  @Test func `a span has two ends, of which one may be left out`() {
    for (text, begin, end) in [
      ("18..21", "18", "21"), ("18..", "18", nil), ("..21", nil, "21"), ("..", nil, nil),
      ("2025-03-24..2025-03-27", "2025-03-24", "2025-03-27"),
      ("2025-03-24T10:00:00.5Z..30", "2025-03-24T10:00:00.5Z", "30"),
      ("[..2025-03]..[2025-04..2025-05]", "[..2025-03]", "[2025-04..2025-05]"),
    ] {
      #expect(DateArgument.span(text) == DateArgument.Span(begin: begin, end: end), "\(text)")
    }
    for text in ["", "18", "2025-03-24", "[2025-03-03..2025-03-07]", "[..2025]", "1.5.2025"] {
      #expect(DateArgument.span(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    "", "2025-13-01", "2025-02-30", "now", "1d", "2025-3-1", "２０２５-03-01",
    "2025-03-11T12:00:00Z",
  ])
  func `whatever else is refused, with a way to mend it`(text: String) {
    let refused = #expect(throws: DateArgument.Refused.self) { try dates.day(text, end: .last) }
    #expect(refused?.hint.isEmpty == false)
  }

  @Test func `an ambiguous date is refused naming both readings`() {
    let refused = #expect(throws: DateArgument.Refused.self) {
      try dates.day("03/04/2025", end: .last)
    }
    #expect(refused?.detail.contains("ambiguous") == true)
    #expect(refused?.hint == "write 2025-04-03 or 2025-03-04")
  }

  @Test func `a date with one reading is refused naming that`() {
    let refused = #expect(throws: DateArgument.Refused.self) {
      try dates.day("27/03/2025", end: .last)
    }
    #expect(refused?.hint == "write 2025-03-27")
  }

  @Test(arguments: [
    ("21", "21"), ("0", "0"), ("2025-03-12", "2025-03-12"), ("2025-03", "2025-03-31"),
    ("today", "2025-03-27"), ("2025-03-12T10:00:00Z", "2025-03-12T10:00:00Z"),
    ("2025-03-12T10:00:00.5+02:00", "2025-03-12T10:00:00.5+02:00"),
  ])
  func `known is an event, a date or an instant`(text: String, known: String) throws {
    #expect(try dates.known(text) == known)
  }

  @Test(arguments: [
    ("today", "2025-03-27"), ("[..2025-03-24]", "[..2025-03-24]"), ("2025-03-XX", "2025-03-XX"),
    ("2025-03-24?", "2025-03-24?"),
  ])
  func `a date in an event is kept as given`(text: String, kept: String) throws {
    #expect(try dates.expression(text) == kept)
  }

  @Test func `a span is for meetings, not for what was said`() throws {
    #expect(try dates.expression("2025-03-11/2025-03-12", form: .span) == "2025-03-11/2025-03-12")
    #expect(throws: DateArgument.Refused.self) { try dates.expression("2025-03-11/2025-03-12") }
  }
}
