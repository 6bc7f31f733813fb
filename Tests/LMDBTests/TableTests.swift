import LMDB
import Testing

@Suite struct TableTests {
  @Test func `values of 0 to 5000 bytes come back as they were`() throws {
    let store = try Store()
    let sizes = [0, 1, 2, 3, 7, 100, 511, 2_021, 2_022, 2_023, 2_024, 4_080, 4_096, 4_999, 5_000]
    try store.environment.write { transaction in
      for size in sizes {
        var key: [UInt8] = []
        key.appendBigEndian(UInt16(size))
        try transaction.append(store.table, key, (0..<size).map { UInt8(truncatingIfNeeded: $0) })
      }
    }
    for size in sizes {
      var key: [UInt8] = []
      key.appendBigEndian(UInt16(size))
      #expect(try store.value(key) == (0..<size).map { UInt8(truncatingIfNeeded: $0) })
    }
  }

  @Test func `an append out of order or twice is an error and changes nothing`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      try transaction.append(store.table, [5], [5])
      for key in UInt8(4)...5 {
        do throws(LMDBError) {
          try transaction.append(store.table, [key], [0])
          Issue.record("Out of order")
        } catch {
          #expect(error.code == .keyExists)
        }
      }
      try transaction.append(store.table, [5, 0], [6])
    }
    #expect(try store.value([5]) == [5])
    #expect(try store.value([4]) == nil)
    #expect(try store.value([5, 0]) == [6])
  }

  @Test(arguments: [0, 512, 4_096])
  func `keys of impossible length are refused before LMDB sees them`(length: Int) throws {
    let store = try Store()
    let key = [UInt8](repeating: 1, count: length)
    try store.environment.write { transaction in
      func refuses(_ body: () throws(LMDBError) -> Void) {
        do throws(LMDBError) {
          try body()
          Issue.record("A key of \(length) bytes")
        } catch {
          #expect(error.code == .badValueSize)
        }
      }
      refuses { () throws(LMDBError) in _ = try transaction.value(store.table, key) }
      refuses { () throws(LMDBError) in try transaction.put(store.table, key, [1]) }
      refuses { () throws(LMDBError) in try transaction.append(store.table, key, [1]) }
      refuses { () throws(LMDBError) in try transaction.delete(store.table, key) }
      refuses { () throws(LMDBError) in
        var cursor = try transaction.cursor(store.table)
        _ = try cursor.seek(key)
      }
      refuses { () throws(LMDBError) in
        try transaction.reserve(store.table, key, byteCount: 1) { $0.append(1) }
      }
      try transaction.put(store.table, [1], [1])
    }
    #expect(try store.keys() == [1])
  }

  @Test func `a key may have 511 bytes`() throws {
    let store = try Store()
    let key = [UInt8](repeating: 255, count: 511)
    try store.environment.write { try $0.put(store.table, key, [1]) }
    #expect(try store.value(key) == [1])
  }

  @Test func `putting if absent keeps what is there`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      let first = try transaction.putIfAbsent(store.table, [1], [1])
      let second = try transaction.putIfAbsent(store.table, [1], [2])
      #expect(first && !second)
    }
    #expect(try store.value([1]) == [1])
  }

  @Test func `deleting tells whether the key was there`() throws {
    let store = try Store()
    try store.fill([1])
    try store.environment.write { transaction in
      let first = try transaction.delete(store.table, [1])
      let second = try transaction.delete(store.table, [1])
      #expect(first && !second)
    }
  }

  @Test func `a value can be written in place`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      try transaction.reserve(store.table, [1], byteCount: 5, appending: true) { output in
        output.append(7)
        output.appendBigEndian(UInt16(256))
        output.append(copying: [3, 4].rawSpan)
      }
      try transaction.reserve(store.table, [2], byteCount: 0) { _ in }
    }
    #expect(try store.value([1]) == [7, 1, 0, 3, 4])
    #expect(try store.value([2]) == [])
  }

  @Test func `a reserved value that is not written whole traps`() async {
    await #expect(processExitsWith: trap) {
      let store = try Store()
      try store.environment.write { transaction in
        try transaction.reserve(store.table, [1], byteCount: 5) { $0.append(7) }
      }
    }
  }

  @Test func `clearing keeps the table and the others`() throws {
    let store = try Store()
    let other = try store.environment.openTable(named: "other")
    try store.fill([1, 2, 3])
    try store.environment.write { transaction in
      try transaction.put(other, [1], [1])
      try transaction.clear(store.table)
      let entryCount = try transaction.statistics(store.table).entryCount
      #expect(entryCount == 0)
    }
    #expect(try store.keys() == [])
    #expect(try store.environment.read { try $0.contains(other, [1]) })
  }

  @Test func `statistics count entries and pages`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      let empty = try transaction.statistics(store.table)
      #expect(empty.entryCount == 0 && empty.depth == 0 && empty.pageCount == 0)
      for key in UInt8.min ... .max {
        try transaction.append(store.table, [key], [UInt8](repeating: key, count: 100))
      }
      try transaction.put(store.table, [0], [UInt8](repeating: 0, count: 5_000))
      let full = try transaction.statistics(store.table)
      #expect(full.entryCount == 256 && full.depth == 2 && full.overflowPageCount == 2)
      #expect(full.pageByteCount == 4_096)
    }
  }

  @Test func `a missing table is created only if that is wanted`() throws {
    let store = try Store()
    let environment = store.environment
    #expect(code { _ = try environment.openTable(named: "no", create: false) } == .notFound)
    let created = try environment.openTable(named: "yes")
    #expect(try environment.openTable(named: "yes", create: false) == created)
    #expect(created.name == "yes")
  }

  @Test func `more tables than configured are refused`() throws {
    let store = try Store { $0.maxTables = 1 }
    #expect(code { _ = try store.environment.openTable(named: "second") } == .tablesFull)
    try store.fill([1])
  }
}
