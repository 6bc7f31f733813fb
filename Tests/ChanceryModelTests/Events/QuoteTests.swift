import ChanceryModel
import Testing

/// All on the source `filed`, whose text is `TestJournal.filedText`.
@Suite struct QuoteTests {
  static func report(_ fields: String) throws -> ReportHeader {
    let header = try TestJournal.furnished()
      .statement(#""said":"2025-03-24","reports":[{"source":"filed",\#(fields)}]"#)
    return header.reports[0]
  }

  /// Where some words stand in the filed text, found the slow way.
  static func span(_ words: String) -> ByteSpan? {
    let text = Array(TestJournal.filedText.utf8)
    let words = Array(words.utf8)
    let start = (0...text.count - words.count)
      .first { Array(text[$0..<$0 + words.count]) == words }
    return start.map { ByteSpan(start: UInt32($0), end: UInt32($0 + words.count)) }
  }

  @Test(arguments: [
    "never", "« never »", "“boots on the ground”", "🇮🇹", "Été", "Rome. No", TestJournal.filedText,
  ])
  func `words that stand once are found, in bytes`(words: String) throws {
    let wanted = try #require(Self.span(words))
    #expect(try Self.report(#""quotes":[{"text":"\#(words)"}]"#).quotes == [wanted])
    #expect(try Self.report(#""text":"\#(words)""#).span == wanted)
  }

  @Test func `a place that is given must hold the words`() throws {
    let span = try #require(Self.span("never"))
    let right = try Self.report(
      #""quotes":[{"text":"never","start":\#(span.start),"end":\#(span.end)}]"#
    )
    #expect(right.quotes == [span])
    for (start, end) in [(span.start + 1, span.end + 1), (span.start, span.end + 1), (9000, 9005)] {
      let refused = refusal {
        try Self.report(#""quotes":[{"text":"never","start":\#(start),"end":\#(end)}]"#)
      }
      #expect(refused?.summary == "quote-not-found /data/reports/0/quotes/0/text")
      #expect(refused?.hint?.contains("\(span.start)..\(span.end)") == true)
    }
  }

  @Test func `words that stand twice need a place`() throws {
    let refused = refusal { try Self.report(#""quotes":[{"text":"never"},{"text":"Rome"}]"#) }
    #expect(refused?.summary == "quote-not-found /data/reports/0/quotes/1/text")
    #expect(refused?.detail.contains("2 times") == true)
    let end = TestJournal.filedText.utf8.count - 1
    let placed = try Self.report(#""quotes":[{"text":"Rome","start":\#(end - 4),"end":\#(end)}]"#)
    #expect(placed.quotes == [ByteSpan(start: UInt32(end - 4), end: UInt32(end))])
  }

  @Test(arguments: [
    "invented", "Never", "\"boots on the ground\"", "E\u{301}te\u{301}", "é", "Rome..",
  ])
  func `words that do not stand there byte for byte are refused`(words: String) throws {
    let escaped = words.replacing("\"", with: "\\\"")
    let refused = refusal { try Self.report(#""text":"\#(escaped)""#) }
    // "é" stands once: the rule is bytes, not whole words.
    let wanted = words == "é" ? nil : "quote-not-found /data/reports/0/text"
    #expect(refused?.summary == wanted)
  }

  @Test func `a place without words must lie in the text and cut no character`() throws {
    #expect(try Self.report(#""start":0,"end":5"#).span == ByteSpan(start: 0, end: 5))
    let count = TestJournal.filedText.utf8.count
    #expect(try Self.report(#""start":0,"end":\#(count)"#).span?.end == UInt32(count))
    for fields in [#""start":1,"end":5"#, #""start":0,"end":1"#, #""start":0,"end":\#(count + 1)"#]
    {
      #expect(refusal { try Self.report(fields) }?.code == .quoteNotFound)
    }
  }

  @Test func `words on a source whose text is not on file are taken as given`() throws {
    let header = try TestJournal.furnished().statement(
      #"""
      "said":"2025-03-24","reports":[{"source":"daily","text":"x","start":3,"end":4,
       "quotes":[{"text":"y"},{"text":"z","start":7,"end":8}]}]
      """#
    )
    #expect(header.reports[0].span == ByteSpan(start: 3, end: 4))
    #expect(header.reports[0].quotes == [nil, ByteSpan(start: 7, end: 8)])
  }

  @Test func `publication and reliability of the source are frozen in the report`() throws {
    let header = try TestJournal.furnished().statement(
      #""said":"2025-03","reports":[{"source":"daily"},{"source":"weekly"},{"source":"undated"}]"#
    )
    #expect(header.reports.map(\.publishedLatest) == [.on(2025, 3, 24), .on(2025, 3, 31), nil])
    #expect(header.reports.map(\.reliability) == [UInt8(ascii: "B"), nil, nil])
    #expect(header.publicDay == .on(2025, 3, 24))
  }

  @Test func `quotes are checked in reports of a statement and of a meeting as well`() throws {
    var journal = try TestJournal.furnished()
    let fact = #"{"meeting":"m","report":{"source":"filed","text":"invented"}}"#
    #expect(
      refusal { try journal.resolve("meeting.held", fact) }?.summary
        == "quote-not-found /data/report/text"
    )
    try journal.append("statement.made", #"{"said":"2025-03-24","paraphrase":"p"}"#)
    let report = #"{"statement":\#(journal.head),"report":{"source":"filed","text":"never"}}"#
    guard case .report(let header) = try journal.resolve("statement.reported", report) else {
      return
    }
    #expect(header.report.span == Self.span("never"))
  }

  @Test func `a hostile text is searched in linear time`() throws {
    var journal = try TestJournal.furnished()
    let text = String(repeating: "a", count: 1_000_000)
    let words = String(repeating: "a", count: 4000) + "b"
    try journal.append("source.filed", #"{"source":"big","text":"\#(text)"}"#)
    let clock = ContinuousClock()
    let duration = clock.measure {
      let refused = refusal {
        try journal.statement(#""said":"2025","source":"big","quote":"\#(words)""#)
      }
      #expect(refused?.code == .quoteNotFound)
    }
    #expect(duration < .seconds(5))
  }
}
