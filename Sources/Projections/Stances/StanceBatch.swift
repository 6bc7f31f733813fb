internal import ChanceryModel
internal import LMDB

/// New statements of one transaction, gathered so that they can be entered pair by pair.
///
/// What a statement changes on one pair depends on nothing that was said on another; so the rows come out as if
/// each were entered alone, as long as those of a pair are entered in the order of their seqs. Whatever is no
/// new statement may change any pair: what was gathered is entered before it.
///
/// It holds nothing that a transaction owns, and is of no use in another.
package struct StanceBatch {
  /// One stance of a statement.
  struct Item {
    var pair: UInt32
    var seq: UInt64
    var entry: StanceEntry
  }

  private(set) var items: [Item] = []
  private var memory: PairMemory?
  private var counted: Set<UInt32>?

  package init() {}

  /// Makes an empty batch that may remember the numbers of pairs.
  ///
  /// - Parameter remembersPairs: True for a batch that is filled again and again, in transactions of which each is
  ///   committed; it holds 300 KiB for that.
  package init(remembersPairs: Bool) {
    if remembersPairs { memory = PairMemory() }
  }

  /// How many stances wait.
  package var count: Int { items.count }

  /// How many pairs were spoken of since ``beginPairCount()``; 0 if they are not counted.
  var pairCount: Int { counted?.count ?? 0 }

  /// Counts pairs from now on, beginning with none.
  mutating func beginPairCount() {
    if counted == nil { counted = [] }
    counted?.removeAll(keepingCapacity: true)
  }

  /// The number of a pair, if it is remembered: then its topic is known to be in use, too.
  func pair(_ holder: Text, _ topic: Text) -> UInt32? { memory?.pair(holder, topic) }

  mutating func remember(_ holder: Text, _ topic: Text, _ pair: UInt32) {
    memory?.remember(holder, topic, pair)
  }

  mutating func add(_ item: Item) {
    counted?.insert(item.pair)
    items.append(item)
  }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
  }

  /// The places of the stances in the order of their pairs, those of one pair as they were gathered.
  var order: [Int] {
    guard items.count > 1 else { return Array(items.indices) }
    // Both numbers in one, so that sorting compares no more than that.
    var keys: [UInt64] = []
    keys.reserveCapacity(items.count)
    for (index, item) in items.enumerated() { keys.append(UInt64(item.pair) << 32 | UInt64(index)) }
    keys.sort()
    return keys.map { Int($0 & 0xFFFF_FFFF) }
  }
}

extension StanceProjection {
  /// Gathers a stance of a new statement: no link can name it yet.
  func gather(
    _ stance: StanceHeader,
    of statement: StatementHeader,
    _ pair: UInt32,
    publicDay: CivilDate?,
    seq: UInt64,
    in batch: inout StanceBatch
  ) {
    let entry = StanceEntry(stance, of: statement, version: seq, publicDay: publicDay, seq)
    batch.add(StanceBatch.Item(pair: pair, seq: seq, entry: entry))
  }

  /// Enters what was gathered, and leaves the batch empty.
  ///
  /// Cost: for a stance that says again what its pair says, or comes last on it, a put; for each pair some descents.
  ///
  /// - Parameters:
  ///   - batch: What was gathered, in this transaction.
  ///   - transaction: Where.
  ///   - step: Called before each pair; what it throws ends the work, and spoils the transaction.
  /// - Throws: The store's error, damage, or what `step` throws.
  func enter(
    _ batch: inout StanceBatch,
    _ transaction: inout WriteTransaction,
    step: () throws -> Void = {}
  ) throws {
    guard batch.count > 0 else { return }
    defer { batch.removeAll() }
    var tail = PairTail(self)
    for index in batch.order {
      let item = batch.items[index]
      if tail.pair != item.pair {
        try tail.flush(&transaction)
        try step()
        tail.begin(item.pair)
      }
      switch item.entry {
      case .aside(let row):
        try stances.aside.begin(
          row.subject(item.pair),
          row.content,
          at: item.seq,
          &transaction
        )
      case .candidate(let row):
        guard try !tail.enter(row, &transaction) else { continue }
        try tail.flush(&transaction)
        try add(row, item.pair, &transaction)
        tail.begin(item.pair)
      }
    }
    try tail.flush(&transaction)
  }

  /// Adds the rows of a new statement, wherever it stands among the others of its pair.
  func add(
    _ row: StanceRow,
    _ pair: UInt32,
    _ transaction: inout WriteTransaction
  ) throws {
    let seq = row.candidate.seq
    try begin(row, pair, at: seq, &transaction)
    let touched = TouchedCandidate(candidate: row.candidate, isAdded: true)
    try refold(pair, [touched], seq: seq, &transaction)
  }
}
