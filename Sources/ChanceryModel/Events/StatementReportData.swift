/// The data of `statement.reported`: one more source for an utterance on record.
package struct StatementReportData: Sendable, Equatable {
  package var statement: EventReference
  package var report: ReportData

  package init(statement: EventReference, report: ReportData) {
    self.statement = statement
    self.report = report
  }
}

extension StatementReportData {
  static let fields = FieldTable(["extra", "note", "report", "statement"])

  init(reading reader: inout FieldReader) {
    statement = reader.requiredReference("statement")
    report =
      reader.part("report", table: ReportData.fields) { ReportData(reading: &$0) }
      ?? ReportData(source: "")
    reader.noteMissing("report")
  }
}
