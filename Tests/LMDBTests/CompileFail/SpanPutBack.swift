// expect: overlapping accesses to 'transaction'
import LMDB

func putBack(_ environment: Environment, _ table: Table) throws {
  try environment.write { transaction in
    guard let value = try transaction.value(table, [1]) else { return }
    try transaction.put(table, [2], value)
  }
}
