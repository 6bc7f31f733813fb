extension DerivedValues {
  /// Writes them as one object: for the answer to an append and for `?derived=true`.
  ///
  /// - Parameter json: Where a value is due.
  package func write(to json: inout JSONWriter) {
    json.beginObject()
    if let said {
      json.member("said", said.text)
      json.member("earliest", said.earliest?.description)
      json.member("latest", said.latest.description)
    }
    if let rank { json.member("rank", rank.word) }
    if let stances {
      json.key("stances")
      json.beginArray()
      for stance in stances { DerivedValues.write(stance, to: &json) }
      json.endArray()
    }
    if let reports {
      json.key("reports")
      json.beginArray()
      for report in reports { DerivedValues.write(report, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ stance: StanceHeader, to json: inout JSONWriter) {
    json.beginObject()
    json.member("holder", stance.holder)
    json.member("topic", stance.topic)
    json.member("position", stance.position?.word)
    json.member("standing", stance.standing.word)
    json.endObject()
  }

  /// Spans count UTF-8 bytes of the source's text, end exclusive.
  private static func write(_ report: ReportHeader, to json: inout JSONWriter) {
    json.beginObject()
    json.member("source", report.source)
    json.member("start", report.span?.start)
    json.member("end", report.span?.end)
    json.key("quotes")
    json.beginArray()
    for quote in report.quotes {
      guard let quote else {
        json.null()
        continue
      }
      json.beginArray()
      json.integer(quote.start)
      json.integer(quote.end)
      json.endArray()
    }
    json.endArray()
    json.endObject()
  }
}
