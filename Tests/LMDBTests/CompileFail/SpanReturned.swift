// expect: Escapable
import LMDB

func escape(_ environment: Environment, _ table: Table) throws {
  let span: RawSpan? = try environment.read { transaction in
    try transaction.value(table, [1])
  }
  _ = span
}
