internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections
internal import Proofs

/// The phase `projections`: the live rows are those of the refold, no more, no fewer, no other.
struct ProjectionsCheck {
  let live: ProjectionSet
  let fold: ScratchFold
  let report: VerifyReport

  /// Walks each table beside its refolded twin.
  func run(_ transaction: TransactionReference) throws {
    try fold.reading { model throws in
      let tables = zip(live.all.flatMap(\.tables), fold.set.all.flatMap(\.tables))
      var total: UInt64 = 0
      for (_, table) in tables { total += UInt64(try model.statistics(table).entryCount) }
      try report.begin(.projections, of: total)
      var done: UInt64 = 0
      for (table, twin) in tables {
        try compare(table, twin, transaction, model, &done)
      }
      try report.finish()
    }
  }

  private func compare(
    _ table: Table,
    _ twin: Table,
    _ transaction: TransactionReference,
    _ model: TransactionReference,
    _ done: inout UInt64
  ) throws {
    try TableComparison.walk(table, transaction, against: twin, model) { () throws in
      done += 1
      if done & 1023 == 0 { try report.advance(to: done) }
      return true
    } found: { difference, key throws in
      try report.damage("table \(table.name)", ProjectionsCheck.words(difference, key))
      return true
    }
  }

  private static func words(_ difference: RowDifference, _ key: RawSpan) -> String {
    let digits = key.withUnsafeBytes { Hexadecimal.string($0.prefix(48)) }
    let name = key.byteCount > 48 ? digits + "…" : digits
    return switch difference {
    case .missing: "the row \(name) is missing"
    case .surplus: "the row \(name) comes from no event"
    case .changed: "the row \(name) is not what the log gives"
    }
  }
}
