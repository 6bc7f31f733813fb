package import ChanceryModel
package import Journal
package import LMDB

/// Which later events report a statement again.
///
/// One table, `reports`: statement's seq u64 ‖ report's seq u64 → nothing.
package struct ReportProjection: Projection {
  package static let name = "reports"
  package static let version: UInt8 = 1
  package static let tableNames = ["reports"]

  let reports: Table

  package init(tables: [Table]) {
    reports = tables[0]
  }

  package var tables: [Table] { [reports] }

  package func apply(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    to transaction: inout WriteTransaction
  ) throws {
    guard case .report(let body) = header.body else { return }
    try transaction.put(reports, Journal.key(body.statement) + Journal.key(seq), [])
  }

  /// The seqs of the events that report a statement again, as a head saw them.
  func reports<T: ReadableTransaction & ~Copyable>(
    of statement: UInt64,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt64] {
    let prefix = Journal.key(statement)
    var seqs: [UInt64] = []
    var cursor = try transaction.cursor(reports)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      let seq = found.key.loadBigEndian(at: 8, as: UInt64.self)
      if seq <= known { seqs.append(seq) }
      entry = try cursor.next()
    }
    return seqs
  }
}
