// expect: cannot be consumed
import LMDB

struct Box: ~Copyable { var transaction: ReadTransaction? }

func store(_ environment: Environment) throws {
  var box = Box(transaction: nil)
  try environment.read { transaction in box.transaction = consume transaction }
  _ = box.transaction == nil
}
