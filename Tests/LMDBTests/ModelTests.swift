import LMDB
import Testing

/// One thousand random operations, checked against a dictionary.
@Suite struct ModelTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the table behaves like a sorted dictionary`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let store = try Store()
    var model: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<100 {
      var next = model
      let isAborted = Int.random(in: 0..<5, using: &random) == 0
      do {
        try store.environment.write { transaction in
          for _ in 0..<10 {
            try change(&transaction, store.table, &next, &random)
          }
          try check(transaction, store.table, next, &random)
          if isAborted { throw CancellationError() }
        }
        model = next
      } catch is CancellationError {}
      try store.environment.read { transaction in
        try check(transaction, store.table, model, &random)
      }
    }
  }

  private func change(
    _ transaction: inout WriteTransaction,
    _ table: Table,
    _ model: inout [[UInt8]: [UInt8]],
    _ random: inout SplitMix
  ) throws {
    let key = Self.key(&random)
    let value = [UInt8](repeating: UInt8.random(in: 0...9, using: &random), count: key.count * 200)
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<5:
      try transaction.put(table, key, value)
      model[key] = value
    case 5..<7:
      let isNew = model[key] == nil
      #expect(try transaction.putIfAbsent(table, key, value) == isNew)
      if isNew { model[key] = value }
    case 7..<10:
      let wasThere = model.removeValue(forKey: key) != nil
      #expect(try transaction.delete(table, key) == wasThere)
    case 10:
      var cursor = try transaction.writeCursor(table)
      let found = try cursor.seek(key)?.key.toArray()
      let expected = model.keys.filter { !$0.lexicographicallyPrecedes(key) }
        .min { $0.lexicographicallyPrecedes($1) }
      #expect(found == expected)
      if let found {
        try cursor.deleteCurrent()
        model[found] = nil
      }
    default:
      guard Int.random(in: 0..<20, using: &random) == 0 else { return }
      try transaction.clear(table)
      model = [:]
    }
  }

  private func check<Transaction: ReadableTransaction & ~Copyable>(
    _ transaction: borrowing Transaction,
    _ table: Table,
    _ model: [[UInt8]: [UInt8]],
    _ random: inout SplitMix
  ) throws {
    let sorted = model.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var forwards: [[UInt8]] = []
    var backwards: [[UInt8]] = []
    var cursor = try transaction.cursor(table)
    while let entry = try cursor.next() {
      forwards.append(entry.key.toArray())
      #expect(entry.value.toArray() == model[forwards[forwards.count - 1]])
    }
    while let entry = try cursor.previous() { backwards.append(entry.key.toArray()) }
    #expect(forwards == sorted)
    #expect(backwards == sorted.reversed())
    let key = Self.key(&random)
    let value = try copy(transaction, table, key)
    #expect(value == model[key])
    let below = try cursor.seekBackward(key)?.key.toArray()
    #expect(below == sorted.last { !key.lexicographicallyPrecedes($0) })
    let entryCount = try transaction.statistics(table).entryCount
    #expect(entryCount == model.count)
  }

  private static func key(_ random: inout SplitMix) -> [UInt8] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) }
  }
}
