import LMDB
import Testing

/// Keys of one byte: 2, 4, 6 and 8, as in the documentation of `Cursor`.
@Suite struct CursorTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.fill([2, 4, 6, 8])
  }

  /// Runs moves on one cursor and gives the key each led to.
  private func keys(_ moves: [Move], in table: Table? = nil) throws -> [UInt8?] {
    try store.environment.read { transaction in
      var cursor = try transaction.cursor(table ?? store.table)
      var keys: [UInt8?] = []
      for move in moves {
        let entry =
          switch move {
          case .first: try cursor.first()
          case .last: try cursor.last()
          case .next: try cursor.next()
          case .previous: try cursor.previous()
          case .current: try cursor.current()
          case .seek(let key): try cursor.seek([key])
          case .seekBackward(let key): try cursor.seekBackward([key])
          }
        if let entry {
          #expect(entry.value.toArray() == entry.key.toArray())
          keys.append(entry.key[0])
        } else {
          keys.append(nil)
        }
      }
      return keys
    }
  }

  enum Move {
    case first, last, next, previous, current
    case seek(UInt8), seekBackward(UInt8)
  }

  @Test func `a cursor walks forwards and stays behind the last`() throws {
    let walked = try keys([
      .next, .next, .next, .next, .next, .next, .current, .previous, .previous,
    ])
    #expect(walked == [2, 4, 6, 8, nil, nil, nil, 8, 6])
  }

  @Test func `a cursor walks backwards and stays before the first`() throws {
    let walked = try keys([.previous, .previous, .previous, .previous, .previous, .previous, .next])
    #expect(walked == [8, 6, 4, 2, nil, nil, 2])
  }

  @Test func `a cursor turns round`() throws {
    #expect(
      try keys([.first, .next, .previous, .current, .last, .previous]) == [2, 4, 2, 2, 8, 6]
    )
    #expect(try keys([.first, .previous, .current, .next]) == [2, nil, nil, 2])
    #expect(try keys([.last, .next, .current, .previous]) == [8, nil, nil, 8])
  }

  @Test func `a new cursor stands on nothing`() throws {
    #expect(try keys([.current, .next]) == [nil, 2])
  }

  @Test func `seeking finds the key or the next greater`() throws {
    for key in UInt8(0)...10 {
      let expected = [2, 4, 6, 8].first { $0 >= key }
      #expect(try keys([.seek(key), .current]) == [expected, expected])
    }
    #expect(try keys([.seek(9), .next, .previous]) == [nil, nil, 8])
    #expect(try keys([.seek(5), .previous, .next, .next]) == [6, 4, 6, 8])
  }

  @Test func `seeking backwards finds the key or the next smaller`() throws {
    for key in UInt8(0)...10 {
      let expected = [8, 6, 4, 2].first { $0 <= key }
      #expect(try keys([.seekBackward(key), .current]) == [expected, expected])
    }
    #expect(try keys([.seekBackward(1), .previous, .next]) == [nil, nil, 2])
    #expect(try keys([.seekBackward(9), .next, .previous]) == [8, nil, 8])
  }

  @Test func `an empty table has no entries from any side`() throws {
    let empty = try store.environment.openTable(named: "empty")
    let moves: [Move] = [
      .next, .previous, .first, .last, .current, .seek(1), .seekBackward(1), .next, .previous,
    ]
    for move in moves { #expect(try keys([move], in: empty) == [nil]) }
    #expect(try keys(moves, in: empty) == moves.map { _ in nil })
  }

  @Test func `several entries of a read cursor live together`() throws {
    try store.environment.read { transaction in
      var cursor = try transaction.cursor(store.table)
      guard let first = try cursor.first(), let last = try cursor.last() else {
        Issue.record("The table is not empty")
        return
      }
      let order = first.key.compare(to: last.key)
      #expect(order < 0)
    }
  }

  @Test func `several cursors walk one table, in a write transaction too`() throws {
    try store.environment.write { transaction in
      var outer = try transaction.cursor(store.table)
      var pairs = 0
      while let left = try outer.next() {
        var inner = try transaction.cursor(store.table)
        var entry = try inner.seek(left.key)
        while entry != nil {
          pairs += 1
          entry = try inner.next()
        }
      }
      #expect(pairs == 10)
    }
  }

  @Test func `keys sort as bytes and prefixes come first`() throws {
    let table = try store.environment.openTable(named: "order")
    let sorted: [[UInt8]] = [[0], [0, 0], [0, 255], [1], [127, 255], [128], [255], [255, 0]]
    try store.environment.write { transaction in
      for key in sorted.shuffled() { try transaction.put(table, key, []) }
      var cursor = try transaction.cursor(table)
      var found: [[UInt8]] = []
      while let entry = try cursor.next() { found.append(entry.key.toArray()) }
      #expect(found == sorted)
    }
  }
}
