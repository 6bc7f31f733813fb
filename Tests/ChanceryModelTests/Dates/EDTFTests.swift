import ChanceryModel
import Testing

@Suite struct EDTFTests {
  /// Text, earliest, latest.
  static let moments: [(String, String?, String)] = [
    ("2025-03-24", "2025-03-24", "2025-03-24"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
    ("0000-01-01", "0000-01-01", "0000-01-01"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    ("2025-03", "2025-03-01", "2025-03-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025-02", "2025-02-01", "2025-02-28"),
    ("-0044-03", "-0044-03-01", "-0044-03-31"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("-0044", "-0044-01-01", "-0044-12-31"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("2025-03-XX", "2025-03-01", "2025-03-31"),
    ("2025-XX", "2025-01-01", "2025-12-31"),
    ("2025-XX-XX", "2025-01-01", "2025-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("-004X", "-0049-01-01", "-0040-12-31"),
    ("-01XX", "-0199-01-01", "-0100-12-31"),
    ("-000X", "-0009-01-01", "0000-12-31"),
    ("99XX", "9900-01-01", "9999-12-31"),
    ("2025-21", "2025-03-01", "2025-05-31"),
    ("2025-22", "2025-06-01", "2025-08-31"),
    ("2025-23", "2025-09-01", "2025-11-30"),
    ("2025-24", "2025-12-01", "2026-02-28"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2025-03-24?", "2025-03-24", "2025-03-24"),
    ("2025-03~", "2025-03-01", "2025-03-31"),
    ("2025%", "2025-01-01", "2025-12-31"),
    ("2025-21?", "2025-03-01", "2025-05-31"),
    ("201X~", "2010-01-01", "2019-12-31"),
    ("2025-03-XX?", "2025-03-01", "2025-03-31"),
    ("[2025-03-20..2025-03-24]", "2025-03-20", "2025-03-24"),
    ("[2025-03-24..2025-03-24]", "2025-03-24", "2025-03-24"),
    ("[2025-02..2025-03-24]", "2025-02-01", "2025-03-24"),
    ("[2025-03-24..2025-03]", "2025-03-24", "2025-03-31"),
    ("[2024..2025-21]", "2024-01-01", "2025-05-31"),
    ("[2025-03-20?..2025-03-24~]", "2025-03-20", "2025-03-24"),
    ("[-0044-03-15..0014]", "-0044-03-15", "0014-12-31"),
    ("[..2025-03-24]", nil, "2025-03-24"),
    ("[..2025-03%]", nil, "2025-03-31"),
    ("[..-0044]", nil, "-0044-12-31"),
  ]

  @Test(arguments: moments)
  func `a moment has its bounds`(text: String, earliest: String?, latest: String) throws {
    for form in [EDTF.Form.moment, .span] {
      let date = try EDTF.parse(Text(text), allowing: form)
      #expect(date.text == Text(text))
      #expect(date.earliest?.description == earliest)
      #expect(date.latest?.description == latest)
      #expect(date.form == .moment)
      #expect(date.isExactDay == (earliest == latest))
    }
  }

  @Test(
    arguments: [
      ("2025-03-20/2025-03-24", "2025-03-20", "2025-03-24"),
      ("2025-03/2025-04", "2025-03-01", "2025-04-30"),
      ("2024/2025-21", "2024-01-01", "2025-05-31"),
      ("2025-03-20~/2025-03-24?", "2025-03-20", "2025-03-24"),
      ("-0044-03-15/0014", "-0044-03-15", "0014-12-31"),
      ("2025-03-20/..", "2025-03-20", nil),
      ("2025-03-20/", "2025-03-20", nil),
      ("../2025-03-24", nil, "2025-03-24"),
      ("/2025-03-24", nil, "2025-03-24"),
    ] as [(String, String?, String?)]
  )
  func `a span has its ends`(text: String, earliest: String?, latest: String?) throws {
    let date = try EDTF.parse(Text(text), allowing: .span)
    #expect(date.text == Text(text))
    #expect(date.earliest?.description == earliest)
    #expect(date.latest?.description == latest)
    #expect(date.form == .span)
    let error = #expect(throws: Refusal.self) { try EDTF.parse(Text(text), allowing: .moment) }
    #expect(error?.code == .invalidDate)
    #expect(error?.hint?.contains("..") == true)
  }

  /// Text, and what the detail or the hint says.
  static let refused: [(String, String)] = [
    ("", "there is no date"),
    ("2025-02-30", "2025-02 has no day 30"),
    ("2025-02-29", "if the day is not known, write 2025-02"),
    ("1900-02-29", "1900-02 has no day 29"),
    ("2025-04-31", "2025-04 has no day 31"),
    ("2025-03-00", "2025-03 has no day 00"),
    ("2025-13", "there is no month 13"),
    ("2025-00-10", "there is no month 00"),
    ("2025-21-01", "there is no month 21"),
    ("2025-25", "there is no month 25"),
    ("2025-24-12", "there is no month 24"),
    ("9999-24", "beyond the year 9999"),
    ("2025-03-24T17:00:00Z", "no time of day"),
    ("2025-03-24 17:00", "no time of day"),
    ("2025-03-24T", "no time of day"),
    ("03/04/2025", "the order of day and month would be a guess"),
    ("24.03.2025", "the year stands first"),
    ("24-03-2025", "the year stands first"),
    ("2025/03/24", "the year stands first"),
    ("20250324", "write 2025-03-24"),
    ("2025-3-4", "two digits each"),
    ("2025-3", "two digits each"),
    ("Y20250", "years run from -9999 to 9999"),
    ("10000", "years run from -9999 to 9999"),
    ("10000-01-01", "years run from -9999 to 9999"),
    ("-10000-01-01", "years run from -9999 to 9999"),
    ("-0000", ""), ("-0000-01-01", ""), ("+2025", ""), ("2025-", ""), ("-", ""), ("--", ""),
    ("today", "none is guessed from words"),
    ("now", "none is guessed from words"),
    ("24 March 2025", "none is guessed from words"),
    ("März", "none is guessed from words"),
    ("2025-XX-15", "a day without its month"),
    ("201X-03", "a year with X stands alone"),
    ("2XXX", ""), ("XXXX", ""), ("2X25", ""), ("2025-1X", "two digits"),
    ("2025-03-2X", "two digits"),
    ("?2025-03-24", ""), ("2025?-03", ""), ("2025-?03-24", ""), ("2025-03-24?~", ""),
    ("2025-03-24??", ""), ("?", ""), (" 2025-03-24", "no time of day"), ("2025-03-24\n", ""),
    ("{2025-03-20..2025-03-24}", ""), ("２０２５", ""),
    ("[2025-03-20..]", "a range needs its latest day"), ("[..]", "a range needs its latest day"),
    ("[2025-03-24]", "reads [A..B]"), ("[2025-03-20,2025-03-24]", "reads [A..B]"), ("[", "[A..B]"),
    ("[]", "[A..B]"), ("[2025-03-20..2025-03-24", "[A..B]"),
    ("[2025-03-20..2025-03-24]?", "[A..B]"),
    ("[2025-03-20...2025-03-24]", ""), ("[2025-03-20..2025-02-30]", "2025-02 has no day 30"),
    ("[2025-03-24..2025-03-20]", "[2025-03-20..2025-03-24]"), ("[2025-04..2025-03]", "begins"),
    ("2025-03-24/2025-03-20", "2025-03-20/2025-03-24"), ("/", "at least one end"),
    ("../..", "at least one end"), ("../", "at least one end"), ("a/b", ""),
    ("2025-03-20/2025-03-32", "2025-03 has no day 32"), ("2025//2026", ""),
    ("[2025/2026]", "[A..B]"), ("[2025..2026]/2027", "[A..B]"), ("2024/[2025..2026]", ""),
  ]

  @Test(arguments: refused)
  func `what is not understood is refused, with the forms that are`(text: String, says: String) {
    for form in [EDTF.Form.moment, .span] {
      let error = #expect(throws: Refusal.self) { try EDTF.parse(Text(text), allowing: form) }
      #expect(error?.code == .invalidDate)
      #expect(error?.items.first?.pointer == "")
      let message = (error?.detail ?? "") + "; " + (error?.hint ?? "")
      #expect(says.isEmpty || message.contains(says), "\(message)")
      #expect(error?.hint != nil || says.contains("9999"))
    }
  }

  @Test func `a span where a moment is wanted gets the range in its hint`() {
    let hints = ["2025-03-20/2025-03-24", "../2025-03-24", "2025-03-20/.."].map { text in
      #expect(throws: Refusal.self) { try EDTF.parse(Text(text), allowing: .moment) }?.hint
    }
    #expect(
      hints == [
        "if it was a day in that range, write [2025-03-20..2025-03-24]",
        "if it was a day in that range, write [..2025-03-24]",
        "if it was a day in that range, write [2025-03-20..B]",
      ]
    )
  }

  @Test func `every day, month and year of a century has its bounds`() throws {
    for year in 1950...2050 {
      let whole = try EDTF.parse(Text("\(year)"), allowing: .moment)
      var next = whole.earliest
      for month in 1...12 {
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)"
        let date = try EDTF.parse(Text(text), allowing: .moment)
        #expect(date.earliest == next)
        next = date.latest?.adding(days: 1)
      }
      #expect(whole.latest?.adding(days: 1) == next)
    }
  }

  @Test func `a day is its own expression`() throws {
    let day = try CivilDate.parse("2025-03-24")
    #expect(EDTF(day: day) == (try EDTF.parse("2025-03-24", allowing: .moment)))
  }
}
