extension Resolution {
  /// A report with what its source is known for, and with the places of its words.
  ///
  /// If the source's text is on file, every word that is quoted from it must stand there; if not, the
  /// places are taken as given.
  func report(
    _ data: ReportData,
    of source: SourceHeader?,
    at place: Place
  ) throws(Refusal) -> ReportHeader {
    var header = ReportHeader(
      source: data.source,
      form: data.form,
      publishedLatest: source?.publishedLatest,
      reliability: source?.reliability,
      span: data.span,
      quotes: data.quotes.map(\.span)
    )
    let quotesNothing = data.text == nil && data.span == nil && data.quotes.isEmpty
    guard !quotesNothing, source?.hasText == true, let text = vocabulary.sourceText(data.source)
    else { return header }

    let filed = FiledText(source: data.source, bytes: text)
    if let words = data.text {
      header.span = try filed.place(of: words, given: data.span) { place.pointer + "/text" }
    } else if let span = data.span {
      try filed.check(span) { place.pointer + "/end" }
    }
    for (index, quote) in data.quotes.enumerated() {
      header.quotes[index] = try filed.place(of: quote.text, given: quote.span) {
        "\(place.pointer)/quotes/\(index)/text"
      }
    }
    return header
  }

  /// Resolves a `statement.reported`.
  func statementReport(_ data: StatementReportData) throws(Refusal) -> StatementReportHeader {
    let statement = try seq(
      of: data.statement,
      at: "/data/statement",
      where: { $0 == .statementMade },
      wanted: "statement.made"
    )
    try refuseRedacted(statement, at: "/data/statement")
    let source = vocabulary.source(data.report.source)
    return StatementReportHeader(
      statement: statement,
      report: try report(data.report, of: source, at: Place("/report"))
    )
  }
}
