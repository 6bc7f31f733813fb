internal import ChanceryModel
internal import LMDB

/// The rows of exact day that are put on one pair, one after the other, and what the blocks make of them.
///
/// Rows are kept in mind until ``flush(_:)``, and are then put through one cursor: most of them lie on one page. As long
/// as they fall into the last block of the pair, which is open, there is nothing to do about blocks but to
/// count, for one event in sixteen.
struct TailRows {
  private let table: PairRows
  private var pair: UInt32 = 0
  private var kept: [Kept] = []
  private var last: LastBlock?

  private struct Kept {
    var key: KeyBytes
    var value: KeyBytes
  }

  /// The last block of the pair, or all its rows if there is none yet.
  private struct LastBlock {
    /// Where it begins: the key of a row without the pair.
    var low: KeyBytes
    /// True if a row of it is there now, or there is no block.
    var isOpen: Bool
    /// How many rows it has, those kept in mind among them; nil until that is asked for.
    var count: Int?
  }

  init(_ table: PairRows) {
    self.table = table
  }

  /// Turns to a pair; nothing may be kept in mind of another.
  mutating func begin(_ pair: UInt32) {
    self.pair = pair
    last = nil
  }

  private var level: BlockLevel { table.level(StanceRow.prefix(pair)) }

  /// Puts the row of a new statement of exact day, now or at the next ``flush(_:)``.
  mutating func put(_ row: StanceRow, _ transaction: inout WriteTransaction) throws {
    let seq = row.candidate.seq
    let key = row.exactKey(pair, begin: seq)
    kept.append(Kept(key: key, value: row.exactValue))
    var block = try last ?? transaction.withReference { reference throws in try load(reference) }
    let place = key.dropping(4)
    guard place >= block.low else {
      // In a block before the last.
      try flush(&transaction)
      try level.began(place, at: seq, &transaction)
      last = nil
      return
    }
    if let count = block.count { block.count = count + 1 }
    let isDue = BlockLevel.isDue(seq)
    if isDue, block.isOpen, block.count == nil { block.count = try count(block.low, &transaction) }
    last = block
    guard !block.isOpen || isDue && block.count.map({ $0 >= BlockLevel.size }) == true else {
      return
    }
    try flush(&transaction)
    try level.settle(block.low, &transaction)
    last = nil
  }

  /// Puts what was kept in mind.
  mutating func flush(_ transaction: inout WriteTransaction) throws {
    guard !kept.isEmpty else { return }
    if kept.count == 1 {
      try transaction.put(table.table, kept[0].key, kept[0].value)
    } else {
      var cursor = try transaction.writeCursor(table.table)
      for row in kept { try cursor.put(row.key, row.value) }
    }
    kept.removeAll(keepingCapacity: true)
  }

  /// The last block as it is stored.
  private func load(_ transaction: TransactionReference) throws -> LastBlock {
    var prefix = KeyBytes()
    prefix.append(table.code)
    prefix.appendBigEndian(pair)
    prefix.append(1)
    var bound = prefix
    bound.append(0xFF, times: StanceRow.exactKeyCount - 4 + 8)
    var cursor = try transaction.cursor(table.blocks)
    guard let found = try cursor.seekBackward(bound),
      found.key.starts(with: prefix)
    else {
      var low = KeyBytes()
      low.append(0, times: StanceRow.exactKeyCount - 4)
      return LastBlock(low: low, isOpen: true)
    }
    guard found.key.byteCount == bound.count, found.value.byteCount == 8 else {
      throw ProjectionDamage.row(StanceProjection.name)
    }
    return LastBlock(
      low: KeyBytes(found.key.extracting(prefix.count..<found.key.byteCount - 8)),
      isOpen: ValidityTable.validity(of: found).end == Validity.open
    )
  }

  /// How many rows the last block has, as far as it matters.
  private mutating func count(
    _ low: KeyBytes,
    _ transaction: inout WriteTransaction
  ) throws -> Int {
    try flush(&transaction)
    var start = KeyBytes()
    start.appendBigEndian(pair)
    start.append(low)
    return try transaction.withReference { reference throws in
      var count = 0
      var cursor = try reference.cursor(table.table)
      var entry = try cursor.seek(start)
      while count < BlockLevel.size, let found = entry,
        found.key.loadBigEndian(as: UInt32.self) == pair
      {
        count += 1
        entry = try cursor.next()
      }
      return count
    }
  }
}
