internal import ChanceryModel
internal import Journal
internal import LMDB

/// The tables of the stance index.
///
/// A pair is an interned (holder, topic).
///
/// | table | key | value |
/// |---|---|---|
/// | pairs | holder ‖ 0 ‖ topic | pair u32 |
/// | topics | topic ‖ 0 ‖ holder | pair u32 |
/// | rows | pair ‖ lane ‖ latest day ‖ rank ‖ position ‖ seq ‖ begin | ``StanceRow`` of exact day |
/// | vague | pair ‖ lane ‖ latest day ‖ rank ‖ earliest day ‖ position ‖ seq ‖ begin | ``StanceRow`` of uncertain day |
/// | conditions | pair ‖ passed over ‖ latest day ‖ rank ‖ earliest day ‖ position ‖ seq ‖ begin | end ‖ the conditions of a row, as in a header |
/// | runs | pair ‖ start day ‖ begin | ``RunRow`` |
/// | turns | start day ‖ pair ‖ begin | the run's value again, to walk changes by day |
/// | aside | pair ‖ latest day ‖ seq ‖ begin | ``AsideRow`` |
/// | names | pair u32 | holder ‖ 0 ‖ topic |
/// | touched | seq ‖ pair ‖ day | – : where an event about events may have changed answers, from which day |
/// | links | statement's seq ‖ link's seq | ``FoldedLinkRow``: the link bears on the fold while it stands |
/// | blocks | table ‖ pair ‖ level ‖ where it begins ‖ begin | ``BlockLevel`` |
struct StanceTables: Sendable {
  static let names = [
    "pairs", "topics", "rows", "conditions", "vague", "runs", "turns", "aside", "names",
    "touched", "blocks", "links",
  ]

  /// Two names of fewer bytes together make a key without an allocation: two slugs do.
  private static let nameMax = 144

  let pairs: Table
  let topics: Table
  let rows: PairRows
  let conditions: PairRows
  let vague: PairRows
  let runs: PairRows
  let turns: Table
  let aside: PairRows
  let pairNames: Table
  let touched: Table
  let blocks: Table
  let links: Table

  init(_ tables: [Table]) {
    pairs = tables[0]
    topics = tables[1]
    blocks = tables[10]
    rows = PairRows(table: tables[2], blocks: blocks, code: 1)
    conditions = PairRows(table: tables[3], blocks: blocks, code: 2)
    vague = PairRows(table: tables[4], blocks: blocks, code: 3)
    runs = PairRows(table: tables[5], blocks: blocks, code: 4)
    turns = tables[6]
    aside = PairRows(table: tables[7], blocks: blocks, code: 5)
    pairNames = tables[8]
    touched = tables[9]
    links = tables[11]
  }

  var all: [Table] {
    [
      pairs, topics, rows.table, conditions.table, vague.table, runs.table, turns, aside.table,
      pairNames, touched, blocks, links,
    ]
  }

  /// Where a candidate stands: among those of exact day, or of uncertain day.
  func rows(of candidate: StanceCandidate) -> PairRows {
    candidate.isExactDay ? rows : vague
  }

  /// The open row of a candidate, passed over or not.
  func openRow<T: ReadableTransaction & ~Copyable>(
    of row: StanceRow,
    _ pair: UInt32,
    _ transaction: borrowing T
  ) throws -> StanceRow? {
    for subject in row.subjects(pair) {
      var cursor = try transaction.cursor(rows(of: row.candidate).table)
      guard let found = try cursor.seekBackward(subject.appending(bigEndian: BlockLevel.behind)),
        found.key.starts(with: subject)
      else { continue }
      let row = try StanceRow(key: found.key, value: found.value)
      if row.validity.end == Validity.open { return row }
    }
    return nil
  }

  /// The open row of an aside, by its subject.
  func openAside<T: ReadableTransaction & ~Copyable>(
    _ subject: KeyBytes,
    _ transaction: borrowing T
  ) throws -> AsideRow? {
    var cursor = try transaction.cursor(aside.table)
    guard let found = try cursor.seekBackward(subject.appending(bigEndian: BlockLevel.behind)),
      found.key.starts(with: subject)
    else { return nil }
    let row = try AsideRow(key: found.key, value: found.value)
    return row.validity.end == Validity.open ? row : nil
  }

  /// The pairs on which an event about events may have changed answers, and from which days.
  func touched<T: ReadableTransaction & ~Copyable>(
    by seq: UInt64,
    _ transaction: borrowing T
  ) throws -> [(pair: UInt32, day: CivilDate)] {
    let prefix = Journal.key(seq)
    var places: [(pair: UInt32, day: CivilDate)] = []
    var cursor = try transaction.cursor(touched)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == 16 else { throw ProjectionDamage.row(StanceProjection.name) }
      places.append((found.key.loadBigEndian(at: 8, as: UInt32.self), found.key.loadDay(at: 12)))
      entry = try cursor.next()
    }
    return places
  }

  /// The number of a (holder, topic), or nil if nothing was ever said.
  ///
  /// Cost: one descent.
  func pair<T: ReadableTransaction & ~Copyable>(
    _ holder: Text,
    _ topic: Text,
    _ transaction: borrowing T
  ) throws -> UInt32? {
    guard holder.utf8.count + topic.utf8.count < StanceTables.nameMax else {
      let key = [UInt8](holder, topic)
      // Names in a question may be of any length; those on record never make so long a key.
      guard key.count <= 511 else { return nil }
      return try transaction.value(pairs, key)?.loadBigEndian(as: UInt32.self)
    }
    var key = InlineBytes<144>()
    key.append(holder.utf8)
    key.append(0)
    key.append(topic.utf8)
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

  /// True if some statement stands on a pair now, counted or aside.
  ///
  /// Cost: some descents.
  func isSpokenOf(_ pair: UInt32, _ transaction: TransactionReference) throws -> Bool {
    for table in [runs, rows, vague, aside] {
      if try table.hasOpenRow(pair, transaction) { return true }
    }
    return false
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
