/// `statement.reported`: one more source for the same utterance.
package struct StatementReportHeader: Sendable, Equatable {
  /// The statement's seq.
  package var statement: UInt64
  package var report: ReportHeader

  package init(statement: UInt64, report: ReportHeader) {
    self.statement = statement
    self.report = report
  }
}
