internal import LMDB

/// The rows of one pair in one table, or the blocks over them: what a walk goes over, and passes by.
///
/// A *block* is a stretch of rows next to each other. While any row in it is there, so is a row of the block
/// in `blocks`; so a walk that meets only rows which its head did not see asks there where the next is that
/// it did see. The blocks of a pair are rows themselves, and have blocks above them, level by level. A pair
/// of few rows has none.
///
/// Key: table u8 ‖ pair u32 ‖ level u8 ‖ the key below at which the block begins, without what is common to
/// its level ‖ begin. Value: end. The spans of one block lie apart from each other; one that no head has
/// ever seen has the span from 0 to 0. They cover the heads at which a row is there, and may cover more. A block begins at a key for ever: it is divided, never joined.
struct BlockLevel {
  enum Direction {
    case backward
    case forward
  }

  /// How a walk goes on after a row.
  enum Step {
    case next
    case stop
    /// At the last key not after this one (backward), or the first not before it (forward).
    case jump(KeyBytes)
  }

  /// A block of so many rows is divided; a pair with fewer has none.
  static let size = 64
  /// A block has so many spans; the shortest gaps between more are taken as filled.
  ///
  /// Else a level might have as many rows as that below. A walk looks into a block in vain if its head was in such a
  /// gap: of one row's versions there is one such block, for they do not overlap.
  static let spansMax = 8
  /// After so many rows that the head did not see, a walk asks the blocks.
  private static let patience = 16
  /// Behind every key that begins with what stands before it.
  static let behind = UInt64.max

  let table: Table
  let blocks: Table
  /// What all rows of this level begin with.
  let prefix: KeyBytes
  /// Which table the rows at the bottom are in.
  private let code: UInt8
  private let height: UInt8

  /// The rows of a pair.
  init(rows: Table, blocks: Table, code: UInt8, pair: KeyBytes) {
    self.init(table: rows, blocks: blocks, prefix: pair, code: code, height: 0)
  }

  private init(table: Table, blocks: Table, prefix: KeyBytes, code: UInt8, height: UInt8) {
    self.table = table
    self.blocks = blocks
    self.prefix = prefix
    self.code = code
    self.height = height
  }

  /// The blocks over these rows.
  var above: BlockLevel {
    // The blocks of all levels begin with the table's code and the pair, and then have their level.
    var above = KeyBytes()
    if height == 0 { above.append(code) }
    above.append(height == 0 ? prefix : prefix.first(prefix.count - 1))
    above.append(height + 1)
    return BlockLevel(
      table: blocks,
      blocks: blocks,
      prefix: above,
      code: code,
      height: height + 1
    )
  }

  // MARK: - Walking

  /// Calls `body` with each row that was there at a head, in the order of the keys or against it.
  ///
  /// Cost: one descent, then a step a row; rows that were not there cost some tens of steps a level of
  /// blocks for each stretch of them, however long it is.
  ///
  /// - Parameters:
  ///   - direction: Which way.
  ///   - start: The first key to look at; backward, the last one not after it.
  ///   - scope: What the keys begin with; the walk ends where they do not.
  ///   - known: The head.
  ///   - transaction: Where to read.
  ///   - body: Given each row, says how to go on.
  /// - Throws: The store's error, damage, or what `body` throws.
  func walk(
    _ direction: Direction,
    from start: KeyBytes,
    within scope: KeyBytes,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (Entry) throws -> Step
  ) throws {
    var cursor = try transaction.cursor(table)
    var entry =
      switch direction {
      case .backward: try cursor.seekBackward(start)
      case .forward: try cursor.seek(start)
      }
    var guide = Guide(direction)
    while let found = entry, found.key.starts(with: scope) {
      guard found.key.byteCount >= prefix.count + 8, found.value.byteCount >= 8 else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      var target: KeyBytes?
      if ValidityTable.validity(of: found).contains(known) {
        guide.unseen = 0
        switch try body(found) {
        case .next: break
        case .stop: return
        case .jump(let key):
          guide = Guide(direction)
          target = key
        }
      } else if guide.isLost(at: found.key, after: BlockLevel.patience) {
        guard let advice = try advice(direction, KeyBytes(found.key), known, transaction) else {
          return
        }
        guide.follow(advice)
        target = advice.start
      }
      switch (direction, target) {
      case (.backward, nil): entry = try cursor.previous()
      case (.backward, let key?): entry = try cursor.seekBackward(key)
      case (.forward, nil): entry = try cursor.next()
      case (.forward, let key?): entry = try cursor.seek(key)
      }
    }
  }

  /// Where a walk is to go on that has lost its way among rows which the head did not see.
  private struct Advice {
    /// nil: where it is.
    var start: KeyBytes?
    /// Up to where the head saw something; nil if there are no blocks to ask.
    var edge: KeyBytes?
  }

  /// What a walk remembers between its rows.
  private struct Guide {
    let direction: Direction
    /// How many rows in a row the head did not see.
    var unseen = 0
    /// Up to here there is a row that the head saw, or was before the walk passed it.
    private var edge: KeyBytes?
    private var isAlone = false

    init(_ direction: Direction) {
      self.direction = direction
    }

    /// Counts a row that the head did not see; true if the blocks are to be asked.
    mutating func isLost(at key: RawSpan, after patience: Int) -> Bool {
      unseen += 1
      guard !isAlone else { return false }
      guard let edge else { return unseen >= patience }
      let order = key.compare(to: edge)
      return direction == .backward ? order < 0 : order >= 0
    }

    mutating func follow(_ advice: Advice) {
      edge = advice.edge
      isAlone = advice.edge == nil
    }
  }

  /// The block to go on in; nil if no block further on has a row that the head saw.
  private func advice(
    _ direction: Direction,
    _ key: KeyBytes,
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> Advice? {
    let row = key.dropping(prefix.count)
    guard let own = try block(of: row, transaction) else { return Advice() }
    let start = direction == .backward ? row.appending(bigEndian: BlockLevel.behind) : own.low
    guard let low = try above.firstSeen(direction, from: start, known, transaction) else {
      return nil
    }
    let high = try above.next(after: low, transaction).map { prefix + $0 }
    var behind = prefix
    behind.append(0xFF, times: row.count)
    let end = high ?? behind
    switch direction {
    case .backward: return Advice(start: low == own.low ? nil : end, edge: prefix + low)
    case .forward: return Advice(start: low == own.low ? nil : prefix + low, edge: end)
    }
  }

  /// Of blocks: where the first one begins that was there at a head.
  private func firstSeen(
    _ direction: Direction,
    from start: KeyBytes,
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> KeyBytes? {
    var low: KeyBytes?
    try walk(direction, from: prefix + start, within: prefix, known: known, transaction) { found in
      low = self.low(of: found.key)
      return .stop
    }
    return low
  }

  // MARK: - Blocks

  /// A block, and its span that began last.
  struct Block {
    var low: KeyBytes
    var newest: Validity
  }

  /// The block of a row; nil if the level has none.
  func block(of row: KeyBytes, _ transaction: TransactionReference) throws -> Block? {
    let blocks = above
    var cursor = try transaction.cursor(blocks.table)
    guard
      let found = try cursor.seekBackward(
        (blocks.prefix + row).appending(bigEndian: BlockLevel.behind)
      ),
      found.key.starts(with: blocks.prefix)
    else { return nil }
    guard found.key.byteCount == blocks.prefix.count + row.count + 8, found.value.byteCount == 8
    else { throw ProjectionDamage.row(StanceProjection.name) }
    return Block(low: blocks.low(of: found.key), newest: ValidityTable.validity(of: found))
  }

  /// Of blocks: where the one after that which begins at a key begins; nil behind the last.
  func next(after low: KeyBytes, _ transaction: TransactionReference) throws -> KeyBytes? {
    var cursor = try transaction.cursor(table)
    guard let found = try cursor.seek((prefix + low).appending(bigEndian: BlockLevel.behind)),
      found.key.starts(with: prefix), found.key.byteCount >= prefix.count + 8
    else { return nil }
    return self.low(of: found.key)
  }

  /// Of blocks: the key at which one begins.
  private func low(of key: RawSpan) -> KeyBytes {
    KeyBytes(key.extracting(prefix.count..<(key.byteCount - 8)))
  }
}
