// expect: lifetime-dependent value escapes its scope
import LMDB

@_lifetime(immortal)
func outlive(_ transaction: borrowing ReadTransaction, _ table: Table) throws -> Cursor {
  try transaction.cursor(table)
}
