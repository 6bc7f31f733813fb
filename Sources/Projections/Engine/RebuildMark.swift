internal import ChanceryModel
internal import Journal
internal import LMDB

/// How far the generation that is not live has been filled: the value of `rebuild` in `meta`.
///
/// It is written in the transaction that fills, so that a rebuild that was killed goes on where it stood.
/// Value: generation u8 ‖ 1 if it is to become the live one, 0 for a check, u8 ‖ seq u64 ‖ rows u64 ‖ a
/// version u8 for each projection. Without it, rows of that generation are what is left to delete.
struct RebuildMark: Equatable, Sendable {
  var generation: UInt8
  /// True if the rows were to become the live ones.
  var replaces: Bool
  /// The last event in them.
  var seq: UInt64
  /// How many rows there are: what else has written to the tables shows in it.
  var rows: UInt64
  var versions: [UInt8]

  /// The mark a transaction sees; nil if nothing is half filled, or the value is none.
  static func read<T: ReadableTransaction & ~Copyable>(
    _ journal: Journal,
    _ transaction: borrowing T
  ) throws -> RebuildMark? {
    guard let value = try transaction.value(journal.meta, Journal.MetaKey.rebuild),
      value.byteCount > 18, value[0] <= 1, value[1] <= 1
    else { return nil }
    return RebuildMark(
      generation: value[0],
      replaces: value[1] == 1,
      seq: value.loadBigEndian(at: 2, as: UInt64.self),
      rows: value.loadBigEndian(at: 10, as: UInt64.self),
      versions: Array(value.toArray().dropFirst(18))
    )
  }

  func write(_ journal: Journal, _ transaction: inout WriteTransaction) throws {
    var value: [UInt8] = [generation, replaces ? 1 : 0]
    value.appendBigEndian(seq)
    value.appendBigEndian(rows)
    try transaction.put(journal.meta, Journal.MetaKey.rebuild, value + versions)
  }

  /// Takes the mark away: what was filled is never gone on with.
  ///
  /// Whatever changes events that have been filled already has to do so, in its own transaction.
  static func remove(_ journal: Journal, _ transaction: inout WriteTransaction) throws {
    _ = try transaction.delete(journal.meta, Journal.MetaKey.rebuild)
  }

  /// How many rows a generation has.
  ///
  /// Cost: a look at each table's head.
  static func rowCount<T: ReadableTransaction & ~Copyable>(
    of set: ProjectionSet,
    _ transaction: borrowing T
  ) throws -> UInt64 {
    var count: UInt64 = 0
    for projection in set.all {
      for table in projection.tables {
        count += UInt64(try transaction.statistics(table).entryCount)
      }
    }
    return count
  }
}
