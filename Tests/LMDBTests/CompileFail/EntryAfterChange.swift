// expect: overlapping accesses to 'cursor'
import LMDB

func stale(_ environment: Environment, _ table: Table) throws {
  try environment.write { transaction in
    var cursor = try transaction.writeCursor(table)
    let entry = try cursor.first()
    try cursor.deleteCurrent()
    _ = entry?.value.byteCount
  }
}
