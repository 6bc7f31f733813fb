internal import ChanceryModel
internal import Journal
internal import LMDB

/// A table of pairs' rows that are there for a span of heads, with blocks over the many rows of a pair.
///
/// Key: pair u32 ‖ … ‖ begin u64, all keys of a pair of one length. Value: end u64 ‖ content.
struct PairRows: Sendable {
  let table: Table
  let blocks: Table
  /// Which table it is in the keys of `blocks`.
  let code: UInt8

  func level(_ pair: KeyBytes) -> BlockLevel {
    BlockLevel(rows: table, blocks: blocks, code: code, pair: pair)
  }

  /// Opens a row of a subject that has no open one.
  ///
  /// Cost: one put, and one descent.
  func begin(
    _ subject: KeyBytes,
    _ content: KeyBytes,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    var value = KeyBytes()
    value.appendBigEndian(Validity.open)
    value.append(content)
    let key = subject.appending(bigEndian: seq)
    try transaction.put(table, key, value)
    try level(subject.first(4)).began(key.dropping(4), at: seq, &transaction)
  }

  /// Opens a row with a content of any length.
  func begin(
    _ subject: KeyBytes,
    _ content: [UInt8],
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let key = subject.appending(bigEndian: seq)
    try transaction.put(table, key, Journal.key(Validity.open) + content)
    try level(subject.first(4)).began(key.dropping(4), at: seq, &transaction)
  }

  /// Ends the open row of a subject, if there is one.
  func end(
    _ subject: KeyBytes,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let kept = ValidityTable(table: table)
    guard let begin = try kept.end(subject.toArray(), at: seq, &transaction) else { return }
    let key = subject.appending(bigEndian: begin)
    try level(subject.first(4)).ended(key.dropping(4), &transaction)
  }

  /// Calls `body` with each row of a pair that was there at a head; see ``BlockLevel/walk``.
  func walk(
    _ direction: BlockLevel.Direction,
    from start: KeyBytes,
    within scope: KeyBytes,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (Entry) throws -> BlockLevel.Step
  ) throws {
    try level(scope.first(4))
      .walk(direction, from: start, within: scope, known: known, transaction, body)
  }

  /// True if a pair has a row now.
  func hasOpenRow(_ pair: UInt32, _ transaction: TransactionReference) throws -> Bool {
    let prefix = StanceRow.prefix(pair)
    var isOpen = false
    try walk(
      .forward,
      from: prefix,
      within: prefix,
      known: Validity.now,
      transaction
    ) { _ in
      isOpen = true
      return .stop
    }
    return isOpen
  }
}
