/// A span of a source's text in UTF-8 bytes, end exclusive.
package struct ByteSpan: Sendable, Hashable {
  package var start: UInt32
  package var end: UInt32

  package init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// How a source renders what was said.
///
/// Raw values are stored: for ever.
package enum ReportForm: UInt8, Sendable, CaseIterable {
  case quote = 1
  case partialQuote = 2
  case paraphrase = 3
  case narrated = 4

  package var word: Text {
    switch self {
    case .quote: "quote"
    case .partialQuote: "partial-quote"
    case .paraphrase: "paraphrase"
    case .narrated: "narrated"
    }
  }

  package init?(word: Text) {
    guard let found = ReportForm.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// One source's rendering, resolved.
package struct ReportHeader: Sendable, Equatable {
  package var source: Text
  package var form: ReportForm?
  /// The last day the source can have been published, as known at append; nil if undated.
  package var publishedLatest: CivilDate?
  /// The source's Admiralty reliability at append, ASCII A-F, or nil.
  package var reliability: UInt8?
  /// Where the report's text stands: as given, or as found in a filed text.
  package var span: ByteSpan?
  /// Where each quote stands, in order; nil where neither given nor found.
  package var quotes: [ByteSpan?]

  package init(
    source: Text,
    form: ReportForm? = nil,
    publishedLatest: CivilDate? = nil,
    reliability: UInt8? = nil,
    span: ByteSpan? = nil,
    quotes: [ByteSpan?] = []
  ) {
    self.source = source
    self.form = form
    self.publishedLatest = publishedLatest
    self.reliability = reliability
    self.span = span
    self.quotes = quotes
  }
}
