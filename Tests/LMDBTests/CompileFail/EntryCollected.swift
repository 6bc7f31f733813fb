// expect: does not conform to protocol 'Escapable'
import LMDB

func collect(_ environment: Environment, _ table: Table) throws {
  try environment.read { transaction in
    var entries: [Entry] = []
    var cursor = try transaction.cursor(table)
    while let entry = try cursor.next() { entries.append(entry) }
  }
}
