// expect: overlapping accesses to 'transaction'
import LMDB

func walk(_ environment: Environment, _ table: Table) throws {
  try environment.write { transaction in
    var cursor = try transaction.cursor(table)
    while let entry = try cursor.next() {
      try transaction.put(table, entry.key.toArray(), [1])
    }
  }
}
