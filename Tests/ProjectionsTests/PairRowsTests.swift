import Journal
import LMDB
import Testing

@testable import Projections

/// Rows that come and go at random, walked at every head: against a plain list of them.
@Suite struct PairRowsTests {
  /// One row as the list has it.
  private struct Row {
    var key: [UInt8]
    var begin: UInt64
    var end: UInt64
  }

  /// The list, and the table beside it.
  private struct Pair {
    let name: [UInt8] = [0, 0, 0, 7]
    let one: [UInt8] = [1]
    let table: PairRows
    var rows: [Row] = []
    var seq: UInt64 = 0

    var open: [Int] { rows.indices.filter { rows[$0].end == Validity.open } }

    mutating func begin(_ key: [UInt8], _ transaction: inout WriteTransaction) throws {
      guard !rows.contains(where: { $0.key == key && $0.end == Validity.open }) else { return }
      try table.begin(KeyBytes((name + key).rawSpan), one, at: seq, &transaction)
      rows.append(Row(key: key, begin: seq, end: Validity.open))
    }

    mutating func end(_ index: Int, _ transaction: inout WriteTransaction) throws {
      let subject = KeyBytes((name + rows[index].key).rawSpan)
      try table.end(subject, at: seq, &transaction)
      rows[index].end = seq
      if rows[index].begin == seq { rows.remove(at: index) }
    }

    /// The keys that a head saw, in order.
    func seen(at known: UInt64) -> [[UInt8]] {
      rows.filter { $0.begin <= known && known < $0.end }.map(\.key)
        .sorted { $0.lexicographicallyPrecedes($1) }
    }
  }

  @Test(arguments: 0..<UInt64(12))
  func `every head sees its rows, from every key, both ways`(_ seed: UInt64) throws {
    let test = try TestEngine()
    var random = SeededGenerator(seed: seed)
    var pair = Pair(table: test.engine.sets[0].stances.stances.aside)
    // Few keys, so that they come again, or many; and times in which more ends than begins.
    let width = [40, 4000][Int(seed % 2)]
    try test.engine.journal.environment.write { transaction throws in
      for round in 0..<2600 {
        pair.seq += UInt64.random(in: 1...3, using: &random)
        let isEnding = (round / 400) % 3 == 2
        for _ in 0..<Int.random(in: 1...2, using: &random) {
          if let index = pair.open.randomElement(using: &random),
            Int.random(in: 0..<10, using: &random) < (isEnding ? 8 : 1 + Int(seed % 4))
          {
            try pair.end(index, &transaction)
          } else {
            let place = UInt16.random(in: 0..<UInt16(width), using: &random)
            try pair.begin([UInt8](repeating: 0, count: 10) + bytes(place), &transaction)
          }
        }
      }
    }
    try test.engine.reading { transaction, _ in
      for _ in 0..<150 {
        let known = UInt64.random(in: 0...pair.seq + 2, using: &random)
        let place = UInt16.random(in: 0..<UInt16(width), using: &random)
        let key = [UInt8](repeating: 0, count: 10) + bytes(place)
        let seen = pair.seen(at: known)
        let forward = seen.filter { !$0.lexicographicallyPrecedes(key) }
        let backward = seen.filter { !key.lexicographicallyPrecedes($0) }
        let up = try walk(pair, .forward, from: key, known, transaction)
        #expect(up == forward, "seed \(seed), known \(known)")
        let down = try walk(pair, .backward, from: key, known, transaction)
        #expect(down == backward.reversed(), "seed \(seed), known \(known)")
      }
    }
  }

  private func bytes(_ place: UInt16) -> [UInt8] { [UInt8(place >> 8), UInt8(place & 0xFF)] }

  private func walk(
    _ pair: Pair,
    _ direction: BlockLevel.Direction,
    from key: [UInt8],
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [[UInt8]] {
    var keys: [[UInt8]] = []
    var start = KeyBytes((pair.name + key).rawSpan)
    if direction == .backward { start.appendBigEndian(BlockLevel.behind) }
    try pair.table.walk(
      direction,
      from: start,
      within: KeyBytes(pair.name.rawSpan),
      known: known,
      transaction
    ) { found in
      keys.append(Array(found.key.toArray().dropFirst(4).dropLast(8)))
      return .next
    }
    return keys
  }

  #if DEBUG
  /// What a walk costs that finds one row among many that its head did not see, in the worst of some cases.
  @Test(arguments: [1_000, 10_000, 40_000])
  func `one row is found in as many steps among thousands as among a hundred`(
    _ count: Int
  ) throws {
    let test = try TestEngine()
    let table = test.engine.sets[0].stances.stances.aside
    let pair = StanceRow.prefix(7)
    let one: [UInt8] = [1]
    func key(_ number: Int) -> KeyBytes {
      var key = KeyBytes()
      key.append(0, times: 8)
      key.appendBigEndian(UInt32(number))
      return key
    }
    // One row first, one in the middle at last; all others come between, and half of them go again.
    try test.engine.journal.environment.write { transaction throws in
      try table.begin(pair + key(0), one, at: 1, &transaction)
      for number in 1..<count where number != count / 2 {
        try table.begin(pair + key(number), one, at: UInt64(number) + 1, &transaction)
      }
      for number in count / 2 + 1..<count {
        try table.end(pair + key(number), at: UInt64(count + number), &transaction)
      }
    }
    try test.engine.reading { transaction, _ in
      for known in [1, 2, 5, UInt64(count / 2), UInt64(count), UInt64(count * 2), Validity.now] {
        for (direction, start) in [
          (BlockLevel.Direction.backward, pair + key(count)), (.forward, pair + key(1)),
          (.forward, pair + key(count / 2 + 1)),
        ] {
          let before = transaction.stepCount
          try table.walk(direction, from: start, within: pair, known: known, transaction) { _ in
            .stop
          }
          #expect(transaction.stepCount - before < 400, "\(count) \(known) \(direction)")
        }
      }
    }
  }
  #endif
}
