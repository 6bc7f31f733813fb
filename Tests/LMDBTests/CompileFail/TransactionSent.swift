// expect: escaping closure captures 'inout' parameter 'transaction'
import LMDB

func send(_ environment: Environment, _ table: Table, _ run: (@escaping () -> Void) -> Void) throws
{
  try environment.write { transaction in
    run { _ = transaction.identifier }
  }
}
