// expect: lifetime-dependent variable 'kept' escapes its scope
import LMDB

func escape(_ environment: Environment, _ table: Table) throws -> Int {
  var kept: Entry?
  try environment.read { transaction in
    var cursor = try transaction.cursor(table)
    kept = try cursor.next()
  }
  return kept?.key.byteCount ?? 0
}
