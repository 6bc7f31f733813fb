// expect: lifetime-dependent variable 'kept' escapes its scope
import LMDB

func escape(_ environment: Environment, _ table: Table) throws -> Int {
  var kept: RawSpan?
  try environment.read { transaction in kept = try transaction.value(table, [1]) }
  return kept?.byteCount ?? 0
}
