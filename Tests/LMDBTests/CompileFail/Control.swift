// expect: nothing
import LMDB

enum Refusal: Error { case full }

func length<T: ReadableTransaction & ~Copyable>(
  _ transaction: borrowing T,
  _ table: Table
) throws(LMDBError) -> Int {
  try transaction.value(table, [1])?.byteCount ?? 0
}

func everything(_ environment: Environment, _ table: Table) throws -> Int {
  let typed = try environment.write { transaction throws(LMDBError) in
    let before = try length(transaction, table)
    try transaction.put(table, [1], [2])
    return try before + length(transaction, table)
  }
  let own = try environment.read(throwing: Refusal.self) { transaction throws(Refusal) in
    do throws(LMDBError) { return try length(transaction, table) } catch { throw .full }
  }
  return try environment.read { transaction in
    var sum = typed + own
    var cursor = try transaction.cursor(table)
    var entry = try cursor.seek([1])
    while let row = entry {
      sum += row.key.byteCount + row.value.byteCount
      entry = try cursor.next()
    }
    return sum
  }
}
