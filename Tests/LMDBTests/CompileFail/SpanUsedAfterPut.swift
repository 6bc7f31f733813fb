// expect: overlapping accesses to 'transaction'
import LMDB

func stale(_ environment: Environment, _ table: Table) throws {
  try environment.write { transaction in
    let value = try transaction.value(table, [1])
    try transaction.put(table, [2], [3])
    _ = value?.byteCount
  }
}
