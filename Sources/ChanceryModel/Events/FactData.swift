/// What every event on a meeting may say of its own origin.
package struct FactData: Sendable, Equatable {
  package var report: ReportData?
  /// True if the report is the data's `source`.
  package var hasShortReport: Bool
  package var by: SpeakerData?
  package var said: EDTF?
  /// 1-6.
  package var credibility: Int?

  package init(
    report: ReportData? = nil,
    hasShortReport: Bool = false,
    by: SpeakerData? = nil,
    said: EDTF? = nil,
    credibility: Int? = nil
  ) {
    self.report = report
    self.hasShortReport = hasShortReport
    self.by = by
    self.said = said
    self.credibility = credibility
  }
}

extension FactData {
  static let fields = FieldTable([
    "by", "credibility", "extra", "meeting", "note", "report", "said", "source",
  ])

  init(reading reader: inout FieldReader) {
    hasShortReport = reader.has("source")
    if hasShortReport {
      report = ReportData(source: reader.requiredSlug("source"))
      if reader.has("report") {
        reader.problems.add(
          .invalidValue,
          at: "/source",
          "“source” is the short form of “report”: give one of them"
        )
      }
    } else {
      report = reader.part("report", table: ReportData.fields) { ReportData(reading: &$0) }
    }
    by = SpeakerData.read("by", from: &reader)
    said = reader.date("said", .moment)
    credibility = reader.integer("credibility", in: 1...6)
  }
}
