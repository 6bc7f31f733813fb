internal import ChanceryModel
internal import LMDB

/// Which uncertain statements are looked for.
struct UncertainBounds {
  /// The days on which they end; nil: however early.
  var from: CivilDate?
  var through: CivilDate
  /// They begin after this day; nil: however early, or with no floor at all.
  var after: CivilDate?
  /// They begin by this day; nil: however late.
  var by: CivilDate?

  /// The first day on which one of a lane can end that begins after a day; nil: whenever.
  func first(in lane: UInt8) -> CivilDate? {
    guard let after else { return from }
    let first = after.adding(days: 1 + 1 << (Int(lane) - 1))
    return from.map { max($0, first) } ?? first
  }

  /// The last day on which one of a lane can end that begins by a day.
  func last(in lane: UInt8) -> CivilDate {
    guard let by, lane != Lane.unbounded else { return through }
    return min(through, by.adding(days: 1 << Int(lane) - 1))
  }
}

// MARK: - Exact days, and what is of uncertain day between them

extension StanceTables {
  /// The last day by a given one with an exact statement; those of seqs `except` do not count.
  func lastExactDay(
    _ pair: UInt32,
    through day: CivilDate,
    except: Set<UInt64> = [],
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> CivilDate? {
    let start = Lane.end(pair, Lane.exact, day)
    return try exactDay(.backward, pair, from: start, except: except, known: known, transaction)
  }

  /// The first day from a given one on with an exact statement; those of seqs `except` do not count.
  func firstExactDay(
    _ pair: UInt32,
    from day: CivilDate,
    except: Set<UInt64> = [],
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> CivilDate? {
    let start = Lane.start(pair, Lane.exact, day)
    return try exactDay(.forward, pair, from: start, except: except, known: known, transaction)
  }

  private func exactDay(
    _ direction: BlockLevel.Direction,
    _ pair: UInt32,
    from start: KeyBytes,
    except: Set<UInt64>,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> CivilDate? {
    var day: CivilDate?
    try rows.walk(
      direction,
      from: start,
      within: Lane.prefix(pair, Lane.exact),
      known: known,
      transaction
    ) { found in
      let row = try StanceRow(key: found.key, value: found.value)
      if except.contains(row.candidate.seq) { return .next }
      day = row.candidate.latest
      return .stop
    }
    return day
  }

  /// The lanes of uncertain statements that a pair has, or had.
  ///
  /// Cost: one descent, and one for each.
  func lanes(of pair: UInt32, _ transaction: TransactionReference) throws -> [UInt8] {
    let prefix = StanceRow.prefix(pair)
    var lanes: [UInt8] = []
    var cursor = try transaction.cursor(vague.table)
    var next = Lane.exact + 1
    while let found = try cursor.seek(prefix.appending(next)), found.key.starts(with: prefix) {
      let lane = found.key[4]
      guard lane <= Lane.unbounded else { break }
      lanes.append(lane)
      next = lane + 1
    }
    return lanes
  }

  /// The heaviest statement of the last day on which one of a lane ends that fits.
  ///
  /// Cost: a descent, and one for each rank and day within the lane's width of the bounds, where it is not
  /// certain that one that ends there begins in time.
  func lastUncertain(
    _ pair: UInt32,
    _ lane: UInt8,
    _ bounds: UncertainBounds,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceRow? {
    guard lane != Lane.unbounded || bounds.after == nil else { return nil }
    let first = bounds.first(in: lane)
    let last = bounds.last(in: lane)
    guard first.map({ $0 <= last }) ?? true else { return nil }
    var row: StanceRow?
    try vague.walk(
      .backward,
      from: Lane.end(pair, lane, last),
      within: Lane.prefix(pair, lane),
      known: known,
      transaction
    ) { found in
      let next = try StanceRow(key: found.key, value: found.value)
      if let first, next.candidate.latest < first { return .stop }
      if let step = StanceTables.step(over: next, pair, bounds) { return step }
      row = next
      return .stop
    }
    return row
  }

  /// Where to go on from a row that begins too late or too early; nil if it fits.
  private static func step(
    over row: StanceRow,
    _ pair: UInt32,
    _ bounds: UncertainBounds
  ) -> BlockLevel.Step? {
    guard let earliest = row.candidate.earliest else { return nil }
    let rank =
      Lane.start(pair, row.candidate.lane, row.candidate.latest)
      .appending(row.candidate.rank.rawValue)
    if let by = bounds.by, earliest > by {
      var key = rank
      key.appendDay(by)
      return .jump(key.appending(0xFF))
    }
    if let after = bounds.after, earliest <= after { return .jump(rank) }
    return nil
  }

  /// The heaviest statement of the first day on which one of a lane ends that fits.
  func firstUncertain(
    _ pair: UInt32,
    _ lane: UInt8,
    _ bounds: UncertainBounds,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceRow? {
    guard lane != Lane.unbounded || bounds.after == nil else { return nil }
    var row: StanceRow?
    try vague.walk(
      .forward,
      from: Lane.start(pair, lane, bounds.first(in: lane) ?? .first),
      within: Lane.prefix(pair, lane),
      known: known,
      transaction
    ) { found in
      let day = try StanceRow(key: found.key, value: found.value).candidate.latest
      if day > bounds.last(in: lane) { return .stop }
      let whole = UncertainBounds(from: day, through: day, after: bounds.after, by: bounds.by)
      row = try lastUncertain(pair, lane, whole, known: known, transaction)
      return row == nil ? .jump(Lane.end(pair, lane, day)) : .stop
    }
    return row
  }

  /// The newest statements of a lane that fit, by day, then by seq: at least as many as asked for, if there are.
  func newestUncertain(
    _ pair: UInt32,
    _ lane: UInt8,
    _ bounds: UncertainBounds,
    atLeast count: Int,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [StanceRow] {
    var rows: [StanceRow] = []
    // What the keys of the rows read last have in common: all but the seq.
    var group = KeyBytes()
    var groupCount = 0
    try vague.walk(
      .backward,
      from: Lane.end(pair, lane, bounds.last(in: lane)),
      within: Lane.prefix(pair, lane),
      known: known,
      transaction
    ) { found in
      let row = try StanceRow(key: found.key, value: found.value)
      if let from = bounds.from, row.candidate.latest < from { return .stop }
      if rows.count >= count, let last = rows.last, row.candidate.latest != last.candidate.latest {
        return .stop
      }
      if let step = StanceTables.step(over: row, pair, bounds) { return step }
      let common = row.slot(pair).appending(row.candidate.position.rawValue)
      if common != group {
        group = common
        groupCount = 0
      }
      rows.append(row)
      groupCount += 1
      return groupCount < count ? .next : .jump(common)
    }
    return rows
  }
}
