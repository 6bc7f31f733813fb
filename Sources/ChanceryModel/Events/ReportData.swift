/// One source's rendering, as sent.
package struct ReportData: Sendable, Equatable {
  /// Words between quotation marks.
  package struct Quote: Sendable, Equatable {
    package var text: Text
    package var span: ByteSpan?

    package init(text: Text, span: ByteSpan? = nil) {
      self.text = text
      self.span = span
    }
  }

  package var source: Text
  package var form: ReportForm?
  package var text: Text?
  package var span: ByteSpan?
  package var quotes: [Quote]
  /// Through whom the source has it: `Élysée`, `AFP`.
  package var via: Text?
  package var isTranslated: Bool?
  package var language: Text?

  package init(
    source: Text,
    form: ReportForm? = nil,
    text: Text? = nil,
    span: ByteSpan? = nil,
    quotes: [Quote] = [],
    via: Text? = nil,
    isTranslated: Bool? = nil,
    language: Text? = nil
  ) {
    self.source = source
    self.form = form
    self.text = text
    self.span = span
    self.quotes = quotes
    self.via = via
    self.isTranslated = isTranslated
    self.language = language
  }
}

extension ReportData {
  static let fields = FieldTable([
    "end", "form", "language", "quotes", "source", "start", "text", "translated", "via",
  ])
  private static let quoteFields = FieldTable(["end", "start", "text"])

  init(reading reader: inout FieldReader) {
    source = reader.requiredSlug("source")
    form = reader.word("form")
    text = reader.text("text", max: EventLimits.textBytesMax)
    span = reader.span()
    quotes = reader.parts(
      "quotes",
      table: ReportData.quoteFields,
      max: EventLimits.quoteCountMax
    ) { quote in
      Quote(text: quote.requiredText("text", max: EventLimits.quoteBytesMax), span: quote.span())
    }
    via = reader.text("via")
    isTranslated = reader.boolean("translated")
    language = reader.language("language")
  }
}

extension FieldReader {
  /// `start` and `end`: both or neither, and something between them.
  mutating func span() -> ByteSpan? {
    let start = integer("start", in: 0...Int(UInt32.max))
    let end = integer("end", in: 0...Int(UInt32.max))
    guard has("start") || has("end") else { return nil }
    noteMissing("start")
    noteMissing("end")
    guard let start, let end else { return nil }
    if start < end { return ByteSpan(start: UInt32(start), end: UInt32(end)) }
    problems.add(
      .invalidValue,
      at: "/end",
      "“end” \(end) must be beyond “start” \(start)",
      hint: "offsets are UTF-8 bytes of the source's text, end exclusive"
    )
    return nil
  }
}
