// expect: missing reinitialization of inout parameter 'transaction'
import LMDB

struct Box: ~Copyable { var transaction: WriteTransaction? }

func store(_ environment: Environment) throws {
  var box = Box(transaction: nil)
  try environment.write { transaction in box.transaction = consume transaction }
  _ = consume box
}
