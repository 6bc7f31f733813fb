internal import ChanceryModel
internal import Journal
package import LMDB

/// Which later events report a statement again, and by when that was public.
///
/// One table, `reports`: statement's seq u64 ‖ report's seq u64 ‖ begin u64 → end u64 ‖ public day or
/// none. A row is there while the report stands.
package struct ReportProjection: Projection {
  package static let name = "reports"
  package static let version: UInt8 = 2
  package static let tableNames = ["reports"]

  let reports: ValidityTable

  package init(tables: [Table]) {
    reports = ValidityTable(table: tables[0])
  }

  package var tables: [Table] { [reports.table] }

  package func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws {
    for change in changes.items {
      let old = change.standingBefore?.body.report
      let new = change.standingAfter?.body.report
      if let old, old.statement != new?.statement {
        let subject = Journal.key(old.statement) + Journal.key(change.seq)
        try reports.end(subject, at: changes.seq, &transaction)
      }
      if let new {
        var content: [UInt8] = []
        content.appendOptionalDay(new.report.publishedLatest)
        let subject = Journal.key(new.statement) + Journal.key(change.seq)
        try reports.set(subject, content, at: changes.seq, &transaction)
      }
    }
  }

  /// The seqs of the events that report a statement again, as a head saw them.
  func reports<T: ReadableTransaction & ~Copyable>(
    of statement: UInt64,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt64] {
    var seqs: [UInt64] = []
    try forEach(of: statement, known: known, transaction) { seq, _ in seqs.append(seq) }
    return seqs
  }

  /// The earliest day by which one of them was public; nil if none is dated.
  func publicDay<T: ReadableTransaction & ~Copyable>(
    of statement: UInt64,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> CivilDate? {
    var earliest: CivilDate?
    try forEach(of: statement, known: known, transaction) { _, day in
      if let day { earliest = min(earliest ?? day, day) }
    }
    return earliest
  }

  private func forEach<T: ReadableTransaction & ~Copyable>(
    of statement: UInt64,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (UInt64, CivilDate?) -> Void
  ) throws {
    let prefix = Journal.key(statement)
    var cursor = try transaction.cursor(reports.table)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == 24, found.value.byteCount == 12 else {
        throw ProjectionDamage.row(ReportProjection.name)
      }
      if ValidityTable.validity(of: found).contains(known) {
        body(
          found.key.loadBigEndian(at: 8, as: UInt64.self),
          found.value.loadOptionalDay(at: 8)
        )
      }
      entry = try cursor.next()
    }
  }
}

extension EventHeader.Body {
  /// The report, if it is a `statement.reported`.
  var report: StatementReportHeader? {
    guard case .report(let body) = self else { return nil }
    return body
  }
}
