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

  private var kept: ValidityTable { ValidityTable(table: table) }

  func level(_ pair: [UInt8]) -> BlockLevel {
    BlockLevel(rows: table, blocks: blocks, code: code, pair: pair)
  }

  /// Opens a row of a subject that has no open one.
  ///
  /// Cost: one put, and one descent.
  func begin(
    _ subject: [UInt8],
    _ content: [UInt8],
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    try kept.begin(subject, content, at: seq, &transaction)
    let row = Array(subject.dropFirst(4)) + Journal.key(seq)
    try level(Array(subject.prefix(4))).began(row, at: seq, &transaction)
  }

  /// Ends the open row of a subject, if there is one.
  func end(
    _ subject: [UInt8],
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard let begin = try kept.end(subject, at: seq, &transaction) else { return }
    let row = Array(subject.dropFirst(4)) + Journal.key(begin)
    try level(Array(subject.prefix(4))).ended(row, &transaction)
  }

  /// Calls `body` with each row of a pair that was there at a head; see ``BlockLevel/walk``.
  func walk(
    _ direction: BlockLevel.Direction,
    from start: [UInt8],
    within scope: [UInt8],
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (Entry) throws -> BlockLevel.Step
  ) throws {
    try level(Array(scope.prefix(4)))
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
