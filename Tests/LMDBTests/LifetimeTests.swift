import LMDB
import Testing

/// What Swift 6.3.1 does not refuse, and the module therefore traps on.
///
/// Should one of these no longer compile: move it to CompileFail.
@Suite struct LifetimeTests {
  @Test func `a cursor smuggled out of a read transaction traps`() async {
    await #expect(processExitsWith: trap) {
      let store = try Store()
      var kept: Cursor?
      try store.environment.read { transaction in kept = try transaction.cursor(store.table) }
      _ = try kept?.next() == nil
    }
  }

  @Test func `a cursor smuggled out of a write transaction traps`() async {
    await #expect(processExitsWith: trap) {
      let store = try Store()
      var kept: WriteCursor?
      try store.environment.write { transaction in
        kept = try transaction.writeCursor(store.table)
      }
      _ = try kept?.next() == nil
    }
  }

  @Test func `a change under a smuggled cursor traps`() async {
    await #expect(processExitsWith: trap) {
      let store = try Store()
      let table = store.table
      try store.environment.read { outer in
        var cursor = try outer.cursor(table)
        try store.environment.write { transaction in
          try smuggle(&cursor, transaction, table)
          try transaction.put(table, [1], [1])
        }
        _ = try cursor.next() == nil
      }
    }
  }

  @Test func `transactions of two environments that are swapped trap`() async {
    await #expect(processExitsWith: trap) {
      let left = try Store()
      let right = try Store()
      try left.environment.write { first in
        try right.environment.write { second in swap(&first, &second) }
      }
    }
  }

  @Test func `a cursor is closed when its closure throws`() throws {
    let store = try Store()
    for _ in 0..<3 {
      let refused = code {
        try store.environment.write { transaction in
          var cursor = try transaction.writeCursor(store.table)
          try cursor.put([1], [1])
          try cursor.put([], [1])
        }
      }
      #expect(refused == .badValueSize)
    }
    #expect(try store.keys() == [])
  }
}

/// Puts a cursor of one transaction in the place of another's.
private func smuggle(
  _ cursor: inout Cursor,
  _ transaction: borrowing WriteTransaction,
  _ table: Table
) throws(LMDBError) {
  cursor = try transaction.cursor(table)
}
