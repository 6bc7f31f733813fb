import LMDB
import Testing

@Suite struct WriteCursorTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.fill([2, 4, 6, 8])
  }

  @Test func `deleting stands between the neighbours`() throws {
    try store.environment.write { transaction in
      var cursor = try transaction.writeCursor(store.table)
      #expect(try !cursor.deleteCurrent())
      _ = try cursor.seek([4])
      #expect(try cursor.deleteCurrent())
      #expect(try !cursor.deleteCurrent())
      let current = try cursor.current()?.key[0]
      let next = try cursor.next()?.key[0]
      #expect(current == nil)
      #expect(next == 6)
      #expect(try cursor.deleteCurrent())
      let previous = try cursor.previous()?.key[0]
      #expect(previous == 2)
    }
    #expect(try store.keys() == [2, 8])
  }

  @Test func `the last entry can be deleted from either side`() throws {
    try store.environment.write { transaction in
      var cursor = try transaction.writeCursor(store.table)
      _ = try cursor.last()
      try cursor.deleteCurrent()
      let next = try cursor.next()?.key[0]
      let previous = try cursor.previous()?.key[0]
      #expect(next == nil)
      #expect(previous == 6)
      try cursor.deleteCurrent()
      let before = try cursor.previous()?.key[0]
      #expect(before == 4)
    }
    #expect(try store.keys() == [2, 4])
  }

  @Test(arguments: [1, 10, 1_000])
  func `every entry can be deleted while walking`(count: Int) throws {
    let table = try store.environment.openTable(named: "many")
    try store.environment.write { transaction in
      var cursor = try transaction.writeCursor(table)
      for number in 0..<count {
        var key: [UInt8] = []
        key.appendBigEndian(UInt32(number))
        try cursor.append(key, [UInt8](repeating: 1, count: 100))
      }
      _ = try cursor.last()
      _ = try cursor.first()
      var deleted = 1
      try cursor.deleteCurrent()
      while try cursor.next() != nil {
        try cursor.deleteCurrent()
        deleted += 1
      }
      #expect(deleted == count)
    }
    #expect(try store.environment.read { try $0.statistics(table).entryCount } == 0)
  }

  @Test func `every other entry can be deleted backwards`() throws {
    try store.environment.write { transaction in
      var cursor = try transaction.writeCursor(store.table)
      while try cursor.previous() != nil {
        try cursor.deleteCurrent()
        _ = try cursor.previous()
      }
    }
    #expect(try store.keys() == [2, 6])
  }

  @Test func `putting and appending stand on the new entry`() throws {
    try store.environment.write { transaction in
      var cursor = try transaction.writeCursor(store.table)
      try cursor.put([5], [50])
      let current = try cursor.current()?.value[0]
      let next = try cursor.next()?.key[0]
      #expect(current == 50)
      #expect(next == 6)
      try cursor.append([9], [90])
      let appended = try cursor.current()?.value[0]
      #expect(appended == 90)
    }
    #expect(try store.keys() == [2, 4, 5, 6, 8, 9])
  }

  @Test func `appending out of order through a cursor is an error`() throws {
    let refused = code {
      try store.environment.write { transaction in
        var cursor = try transaction.writeCursor(store.table)
        try cursor.append([7], [7])
      }
    }
    #expect(refused == .keyExists)
    #expect(try store.keys() == [2, 4, 6, 8])
  }

  @Test func `the transaction goes on after its cursor`() throws {
    try store.environment.write { transaction in
      do {
        var cursor = try transaction.writeCursor(store.table)
        _ = try cursor.seekBackward([7])
        try cursor.deleteCurrent()
      }
      try transaction.put(store.table, [1], [1])
    }
    #expect(try store.keys() == [1, 2, 4, 8])
  }
}
