import LMDB
import Testing

private struct Refusal: Error, Equatable {}

@Suite struct TransactionTests {
  @Test func `what was put is read in the next transaction`() throws {
    let store = try Store()
    try store.environment.write { try $0.put(store.table, [1], [2, 3]) }
    #expect(try store.value([1]) == [2, 3])
    #expect(try store.value([2]) == nil)
  }

  @Test func `an integer is the key of its bytes, the most significant first`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      try transaction.put(store.table, [0, 0, 0, 0, 0, 0, 1, 2], [7])
    }
    try store.environment.read { transaction in
      let found = try transaction.value(store.table, bigEndian: 0x0102)?.toArray()
      #expect(found == [7])
      let missing = try transaction.value(store.table, bigEndian: 0x0201)?.toArray()
      #expect(missing == nil)
    }
  }

  @Test func `a write transaction reads its own changes through the generic reader`() throws {
    let store = try Store()
    try store.fill([1])
    try store.environment.write { transaction throws(LMDBError) in
      try transaction.put(store.table, [1], [9])
      try transaction.put(store.table, [2], [8])
      let changed = try copy(transaction, store.table, [1])
      let added = try copy(transaction, store.table, [2])
      #expect(changed == [9])
      #expect(added == [8])
      #expect(try transaction.delete(store.table, [1]))
      let deleted = try copy(transaction, store.table, [1])
      #expect(deleted == nil)
    }
  }

  @Test func `a throw undoes everything`() throws {
    let store = try Store()
    try store.fill([1])
    #expect(throws: Refusal()) {
      try store.environment.write { transaction in
        try transaction.put(store.table, [2], [2])
        try transaction.delete(store.table, [1])
        throw Refusal()
      }
    }
    #expect(try store.keys() == [1])
    try store.fill([3])
    #expect(try store.keys() == [1, 3])
  }

  @Test func `an error of the closure keeps its type`() throws {
    let store = try Store()
    #expect(throws: TransactionError<Refusal>.body(Refusal())) {
      try store.environment.write(throwing: Refusal.self) { _ throws(Refusal) in throw Refusal() }
    }
    #expect(throws: TransactionError<Refusal>.body(Refusal())) {
      try store.environment.read(throwing: Refusal.self) { _ throws(Refusal) in throw Refusal() }
    }
    let sum = try store.environment.write(throwing: Never.self) { _ in 1 + 1 }
    #expect(sum == 2)
  }

  @Test func `a typed error of the store keeps its type and aborts`() throws {
    let store = try Store()
    do throws(LMDBError) {
      try store.environment.write { transaction throws(LMDBError) in
        try transaction.put(store.table, [1], [1])
        try transaction.append(store.table, [1], [1])
      }
      Issue.record("The second append was out of order")
    } catch {
      #expect(error.code == .keyExists)
    }
    #expect(try store.keys() == [])
  }

  @Test func `a reader keeps its snapshot while others commit`() throws {
    let store = try Store()
    try store.fill([1])
    try store.environment.read { old in
      let identifier = old.identifier
      for key in UInt8(2)...9 { try store.fill([key]) }
      let later = try copy(old, store.table, [2])
      #expect(later == nil)
      let entryCount = try old.statistics(store.table).entryCount
      #expect(entryCount == 1)
      #expect(try store.environment.oldestReaderLag() == 8)
      try store.environment.read { new in
        let seen = try copy(new, store.table, [9])
        #expect(seen == [9])
        #expect(new.identifier == identifier + 8)
      }
    }
    #expect(try store.environment.oldestReaderLag() == 0)
    #expect(try store.value([2]) == [2])
  }

  @Test func `read transactions are reused`() throws {
    let store = try Store()
    for _ in 0..<300 { _ = try store.value([1]) }
    #expect(try store.environment.info().readerCount == 1)
    try store.environment.read { _ in
      for _ in 0..<300 { _ = try store.value([1]) }
    }
    #expect(try store.environment.info().readerCount == 2)
  }

  @Test func `more readers than slots are refused and slots come back`() throws {
    let store = try Store {
      $0.maxReaders = 2
      $0.maxPooledReaders = 0
    }
    try store.environment.read { _ in
      try store.environment.read { _ in
        #expect(code { _ = try store.value([1]) } == .readersFull)
      }
      #expect(code { _ = try store.value([1]) } == nil)
    }
    #expect(code { _ = try store.value([1]) } == nil)
  }

  @Test func `a write inside a write is refused and spoils nothing`() throws {
    let store = try Store()
    try store.environment.write { transaction in
      try transaction.put(store.table, [1], [1])
      #expect(code { try store.environment.write { _ in } } == .nestedWrite)
      try transaction.put(store.table, [2], [2])
    }
    #expect(try store.keys() == [1, 2])
    try store.fill([3])
  }

  @Test func `tables of another environment are refused`() throws {
    let mine = try Store()
    let other = try Store()
    #expect(
      code { try mine.environment.read { _ = try $0.contains(other.table, [1]) } } == .badTable
    )
    #expect(code { try mine.environment.write { try $0.put(other.table, [1], []) } } == .badTable)
    #expect(code { try mine.environment.write { try $0.clear(other.table) } } == .badTable)
  }

  @Test func `concurrent readers and writers agree`() async throws {
    let store = try Store()
    let environment = store.environment
    let table = store.table
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<200 {
            try environment.write { transaction in
              let count = try copy(transaction, table, [1])?.count ?? 0
              let value = [UInt8](repeating: 1, count: count + 1)
              try transaction.put(table, [1], value)
              try transaction.put(table, [2], value)
            }
          }
        }
        group.addTask {
          for _ in 0..<2_000 {
            try environment.read { transaction in
              let first = try copy(transaction, table, [1])
              let second = try copy(transaction, table, [2])
              #expect(first == second)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.value([1])?.count == 400)
  }
}
