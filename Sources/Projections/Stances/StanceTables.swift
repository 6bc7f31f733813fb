internal import ChanceryModel
internal import LMDB

/// The tables of the stance index.
///
/// A pair is an interned (holder, topic).
///
/// | table | key | value |
/// |---|---|---|
/// | pairs | holder ‖ 0 ‖ topic | pair u32 |
/// | topics | topic ‖ 0 ‖ holder | pair u32 |
/// | rows | pair ‖ latest day ‖ class ‖ rank ‖ seq ‖ begin | ``StanceRow`` |
/// | conditions | the key of a row that has some | the conditions, as in a header |
/// | vague | pair ‖ width ‖ latest day ‖ seq ‖ begin | ``VagueRow`` |
/// | runs | pair ‖ start day ‖ begin | ``RunRow`` |
/// | turns | start day ‖ pair ‖ begin | the run's value again, to walk changes by day |
/// | aside | pair ‖ latest day ‖ seq ‖ begin | ``AsideRow`` |
/// | names | pair u32 | holder ‖ 0 ‖ topic |
struct StanceTables: Sendable {
  static let names = [
    "pairs", "topics", "rows", "conditions", "vague", "runs", "turns", "aside", "names",
  ]

  let pairs: Table
  let topics: Table
  let rows: Table
  let conditions: Table
  let vague: Table
  let runs: Table
  let turns: Table
  let aside: Table
  let pairNames: Table

  init(_ tables: [Table]) {
    pairs = tables[0]
    topics = tables[1]
    rows = tables[2]
    conditions = tables[3]
    vague = tables[4]
    runs = tables[5]
    turns = tables[6]
    aside = tables[7]
    pairNames = tables[8]
  }

  var all: [Table] { [pairs, topics, rows, conditions, vague, runs, turns, aside, pairNames] }

  /// The number of a (holder, topic), or nil if nothing was ever said.
  ///
  /// Cost: one descent.
  func pair<T: ReadableTransaction & ~Copyable>(
    _ holder: Text,
    _ topic: Text,
    _ transaction: borrowing T
  ) throws -> UInt32? {
    let key = [UInt8](holder, topic)
    // Names in a question may be of any length; those on record never make so long a key.
    guard key.count <= 511 else { return nil }
    return try transaction.value(pairs, key)?.loadBigEndian(as: UInt32.self)
  }

  /// The number of a (holder, topic), given now if it has none.
  ///
  /// Numbers are dense from 1.
  func intern(
    _ holder: Text,
    _ topic: Text,
    _ transaction: inout WriteTransaction
  ) throws -> UInt32 {
    if let pair = try pair(holder, topic, transaction) { return pair }
    let pair = UInt32(try transaction.statistics(pairs).entryCount) + 1
    var value: [UInt8] = []
    value.appendBigEndian(pair)
    try transaction.put(pairs, [UInt8](holder, topic), value)
    try transaction.put(topics, [UInt8](topic, holder), value)
    try transaction.put(pairNames, value, [UInt8](holder, topic))
    return pair
  }

  /// The holder and topic of a pair.
  func name<T: ReadableTransaction & ~Copyable>(
    of pair: UInt32,
    _ transaction: borrowing T
  ) throws -> (holder: Text, topic: Text) {
    guard let bytes = try transaction.value(pairNames, StanceRow.prefix(pair))?.toArray(),
      let zero = bytes.firstIndex(of: 0)
    else { throw ProjectionDamage.row(StanceProjection.name) }
    return (
      Text(String(decoding: bytes[..<zero], as: UTF8.self)),
      Text(String(decoding: bytes[(zero + 1)...], as: UTF8.self))
    )
  }

  /// The second names of all pairs whose first name is given, after one, ascending, up to a limit:
  /// the topics of a holder (of `pairs`), or the holders of a topic (of `topics`).
  func seconds<T: ReadableTransaction & ~Copyable>(
    of first: Text,
    in table: Table,
    after: Text?,
    limit: Int,
    _ transaction: borrowing T
  ) throws -> [Text] {
    let prefix = [UInt8](prefix: first)
    // Names are cut to what fits a key; none that is stored is as long as that.
    guard prefix.count <= 400 else { return [] }
    var names: [Text] = []
    var cursor = try transaction.cursor(table)
    // A zero byte after the last name: past it, before any longer one.
    var entry = try cursor.seek(after.map { prefix + Array($0.utf8.prefix(100)) + [0] } ?? prefix)
    while names.count < limit, let found = entry, found.key.starts(with: prefix) {
      guard let name = found.key.extracting(prefix.count..<found.key.byteCount).toString() else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      names.append(Text(name))
      entry = try cursor.next()
    }
    return names
  }
}
