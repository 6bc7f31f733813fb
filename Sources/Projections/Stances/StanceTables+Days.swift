internal import ChanceryModel
internal import LMDB

/// Those who weigh most on one day, of those that yield to none: what the day comes to.
struct StanceDay {
  var date: CivilDate
  /// Of each position the statement of the lowest seq and those of the highest, as many as were asked for.
  ///
  /// Neither those left out in between nor the others of the day can change the outcome. Among those of one
  /// position the seqs fall.
  var rows: [StanceRow]

  /// What the day comes to after `previous`.
  func outcome(after previous: Position?) -> DayOutcome {
    Fold.day(rows.map(\.candidate), previous: previous)
  }
}

/// How many of a day's statements are read.
enum DayDepth {
  /// Enough for the outcome.
  static let outcome = 2
  /// Enough for the lists of an answer, and to tell whether there are more.
  static let lists = StanceAnswer.listCount + 2
}

// MARK: - Walking a pair's days

/// The days of the timeline without a public day: rows that links pass over are left out.
///
/// A statement of uncertain day yields to one of exact day inside its bounds. All that end between an exact day
/// and the next one have the same last exact day before their end: they yield if they begin by then.
extension StanceTables {
  /// Calls `body` with each day that has a standing candidate, latest first, until it says false.
  ///
  /// Cost: one descent, then a step a row, at most `depth` rows a position of a day; for each lane of uncertain
  /// statements that the pair has, a descent a day.
  func walkBackward(
    _ pair: UInt32,
    from day: CivilDate,
    depth: Int,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    let lanes = try lanes(of: pair, transaction)
    var upper = day
    var isOver = false
    try forEachDay(
      rows,
      from: Lane.end(pair, Lane.exact, day),
      within: Lane.prefix(pair, Lane.exact),
      depth: depth,
      known: known,
      transaction
    ) { found in
      isOver = try !walkUncertain(
        UncertainRange(pair: pair, lanes: lanes, through: upper, after: found.date),
        depth: depth,
        known: known,
        transaction,
        body
      )
      if !isOver { isOver = try !body(found) || found.date == .first }
      upper = found.date.adding(days: -1)
      return !isOver
    }
    guard !isOver else { return }
    _ = try walkUncertain(
      UncertainRange(pair: pair, lanes: lanes, through: upper, after: nil),
      depth: depth,
      known: known,
      transaction,
      body
    )
  }

  /// Days between two of exact statements.
  private struct UncertainRange {
    var pair: UInt32
    var lanes: [UInt8]
    var through: CivilDate
    /// The last exact day before.
    var after: CivilDate?
  }

  /// Walks the uncertain days of a range, latest first; false once `body` has said so.
  private func walkUncertain(
    _ range: UncertainRange,
    depth: Int,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (StanceDay) throws -> Bool
  ) throws -> Bool {
    guard !range.lanes.isEmpty else { return true }
    var range = range
    while true {
      var last: StanceRow?
      for lane in range.lanes {
        let bounds = UncertainBounds(
          from: last?.candidate.latest,
          through: range.through,
          after: range.after
        )
        guard let row = try lastUncertain(range.pair, lane, bounds, known: known, transaction)
        else { continue }
        if last.map({ $0.isOutweighed(by: row) }) ?? true { last = row }
      }
      guard let last else { return true }
      guard try body(day(of: last, range.pair, depth, known: known, transaction)) else {
        return false
      }
      if last.candidate.latest == .first { return true }
      range.through = last.candidate.latest.adding(days: -1)
    }
  }

  /// Calls `body` with each day from `day` on that has a standing candidate, until it says false.
  ///
  /// Cost: some descents a day, one more for each lane of uncertain statements that the pair has.
  func walkForward(
    _ pair: UInt32,
    from day: CivilDate,
    depth: Int,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    let lanes = try lanes(of: pair, transaction)
    var from = day
    var before: CivilDate?
    if !lanes.isEmpty, day > .first {
      let dayBefore = day.adding(days: -1)
      before = try lastExactDay(pair, through: dayBefore, known: known, transaction)
    }
    while true {
      let exact = try firstExactDay(pair, from: from, known: known, transaction)
      var first: StanceRow?
      for lane in lanes where exact != .first {
        let through = exact.map { $0.adding(days: -1) } ?? .last
        let bounds = UncertainBounds(
          from: from,
          through: first?.candidate.latest ?? through,
          after: before
        )
        guard let row = try firstUncertain(pair, lane, bounds, known: known, transaction)
        else { continue }
        if first.map({ row.candidate.latest < $0.candidate.latest || $0.isOutweighed(by: row) })
          ?? true
        {
          first = row
        }
      }
      let date: CivilDate
      if let first {
        date = first.candidate.latest
        guard try body(self.day(of: first, pair, depth, known: known, transaction)) else { return }
      } else if let exact {
        date = exact
        before = exact
        guard try body(exactDay(exact, pair, depth, known: known, transaction)) else { return }
      } else {
        return
      }
      if date == .last { return }
      from = date.adding(days: 1)
    }
  }

  // MARK: One day

  private func exactDay(
    _ date: CivilDate,
    _ pair: UInt32,
    _ depth: Int,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceDay {
    var day = StanceDay(date: date, rows: [])
    try forEachDay(
      rows,
      from: Lane.end(pair, Lane.exact, date),
      within: Lane.start(pair, Lane.exact, date),
      depth: depth,
      known: known,
      transaction
    ) { found in
      day = found
      return false
    }
    return day
  }

  /// The day of an uncertain statement that is one of its winners.
  private func day(
    of row: StanceRow,
    _ pair: UInt32,
    _ depth: Int,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceDay {
    var day = StanceDay(date: row.candidate.latest, rows: [row])
    let slot = row.slot(pair)
    try forEachDay(
      vague,
      from: slot.appending(0xFF),
      within: slot,
      depth: depth,
      known: known,
      transaction
    ) { found in
      day = found
      return false
    }
    return day
  }

  /// Calls `body` with the winners of each day in a stretch of a lane, latest first, until it says false.
  private func forEachDay(
    _ table: PairRows,
    from start: KeyBytes,
    within scope: KeyBytes,
    depth: Int,
    known: UInt64,
    _ transaction: TransactionReference,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    var open: OpenDay?
    var isOver = false
    let pair = scope.withRawSpan { $0.loadBigEndian(as: UInt32.self) }
    func close(_ day: OpenDay) throws -> StanceDay {
      try whole(day, table, scope, known: known, transaction)
    }
    try table.walk(.backward, from: start, within: scope, known: known, transaction) { found in
      let row = try StanceRow(key: found.key, value: found.value)
      if let date = open?.date, date != row.candidate.latest, let day = open.take() {
        isOver = try !body(close(day))
        if isOver { return .stop }
      }
      if open == nil { open = OpenDay(row, depth) }
      return open?.add(row, pair) ?? .next
    }
    if !isOver, let open { _ = try body(close(open)) }
  }

  /// Adds to a day the first statement of each position that has too many to be read.
  private func whole(
    _ day: OpenDay,
    _ table: PairRows,
    _ scope: KeyBytes,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceDay {
    var rows = day.rows
    for start in day.cut {
      try table.walk(.forward, from: start, within: start, known: known, transaction) { found in
        let row = try StanceRow(key: found.key, value: found.value)
        if !rows.contains(where: { $0.candidate.seq == row.candidate.seq }) { rows.append(row) }
        return .stop
      }
    }
    return StanceDay(date: day.date, rows: rows)
  }
}

/// A day whose winners are being read, against the order of their keys.
private struct OpenDay {
  let date: CivilDate
  let depth: Int
  private let rank: Rank
  private let earliest: CivilDate?
  private(set) var rows: [StanceRow] = []
  /// What the keys of the positions begin with that have more statements than are read.
  private(set) var cut: [KeyBytes] = []
  private var position: Position?
  private var count = 0

  init(_ row: StanceRow, _ depth: Int) {
    date = row.candidate.latest
    rank = row.candidate.rank
    earliest = row.candidate.earliest
    self.depth = depth
    // Of most days a few are read.
    rows.reserveCapacity(min(depth, 4))
  }

  /// Adds a row if it is one of the winners, and says where to go on.
  mutating func add(_ row: consuming StanceRow, _ pair: UInt32) -> BlockLevel.Step {
    guard row.candidate.rank == rank, row.candidate.earliest == earliest else {
      // What else was said that day is weaker.
      return .jump(row.slot(pair).first(9))
    }
    if row.candidate.position != position {
      position = row.candidate.position
      count = 0
    }
    count += 1
    guard count == depth else {
      rows.append(row)
      return .next
    }
    let start = row.slot(pair).appending(row.candidate.position.rawValue)
    rows.append(row)
    cut.append(start)
    return .jump(start)
  }
}

extension StanceRow {
  /// True if, of two winners of one day in lanes of their own, the other weighs more.
  fileprivate func isOutweighed(by other: StanceRow) -> Bool {
    guard candidate.latest == other.candidate.latest else {
      return candidate.latest < other.candidate.latest
    }
    if candidate.rank != other.candidate.rank { return candidate.rank < other.candidate.rank }
    guard let floor = other.candidate.earliest else { return false }
    return candidate.earliest.map { $0 < floor } ?? true
  }
}
