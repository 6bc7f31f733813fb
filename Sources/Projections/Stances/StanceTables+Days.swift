internal import ChanceryModel
internal import LMDB

/// The candidates of one day that yield to none, with their rows.
struct StanceDay {
  var date: CivilDate
  var rows: [StanceRow]

  /// What the day comes to after `previous`.
  func outcome(after previous: Position?) -> DayOutcome {
    Fold.day(rows.lazy.map(\.candidate), previous: previous)
  }
}

// MARK: - Walking a pair's days

/// The days of the timeline without a public day: rows that links pass over are left out.
extension StanceTables {
  /// Calls `body` with each day that has a standing candidate, latest first, until it says false.
  func walkBackward<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    from day: CivilDate,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    try walk(
      pair,
      from: StanceRow.upperBound(pair, day),
      .backward,
      known: known,
      transaction,
      body
    )
  }

  /// Calls `body` with each day from `day` on that has a standing candidate, until it says false.
  func walkForward<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    from day: CivilDate,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    try walk(pair, from: StanceRow.lowerBound(pair, day), .forward, known: known, transaction, body)
  }

  private enum Direction {
    case backward
    case forward
  }

  /// Groups a pair's visible rows by day and leaves out those that yield.
  ///
  /// Cost: one descent, then a step a row; a day of uncertain statements only costs a descent more
  /// for each of them.
  private func walk<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    from start: [UInt8],
    _ direction: Direction,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (StanceDay) throws -> Bool
  ) throws {
    let prefix = StanceRow.prefix(pair)
    var cursor = try transaction.cursor(rows)
    var entry =
      switch direction {
      case .backward: try cursor.seekBackward(start)
      case .forward: try cursor.seek(start)
      }
    var collected: StanceDay?
    while let found = entry, found.key.starts(with: prefix) {
      let row = try StanceRow(key: found.key, value: found.value)
      if let open = collected, open.date != row.candidate.latest {
        collected = nil
        if let standing = try standing(open, pair, known: known, transaction), try !body(standing) {
          return
        }
      }
      collect(row, into: &collected, known: known)
      switch direction {
      case .backward: entry = try cursor.previous()
      case .forward: entry = try cursor.next()
      }
    }
    if let open = collected, let standing = try standing(open, pair, known: known, transaction) {
      _ = try body(standing)
    }
  }

  private func collect(_ row: StanceRow, into day: inout StanceDay?, known: UInt64) {
    guard row.validity.contains(known), !row.isPassedOver else { return }
    if day == nil { day = StanceDay(date: row.candidate.latest, rows: []) }
    day?.rows.append(row)
  }

  /// Drops the candidates that yield; nil if none is left.
  private func standing<T: ReadableTransaction & ~Copyable>(
    _ day: StanceDay,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> StanceDay? {
    if day.rows.count == 1, day.rows[0].candidate.isExactDay { return day }
    let exact = day.rows.filter(\.candidate.isExactDay)
    // An exact statement lies inside the bounds of every uncertain one of its day.
    if !exact.isEmpty { return StanceDay(date: day.date, rows: exact) }
    var rows: [StanceRow] = []
    for row in day.rows
    where try !hasExactDay(
      pair,
      from: row.candidate.earliest,
      through: row.candidate.latest,
      known: known,
      transaction
    ) {
      rows.append(row)
    }
    return rows.isEmpty ? nil : StanceDay(date: day.date, rows: rows)
  }

  /// True if a visible statement of exact day lies between two days, both included.
  ///
  /// The statements of seqs `except` do not count.
  func hasExactDay<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    from earliest: CivilDate?,
    through latest: CivilDate,
    except: Set<UInt64> = [],
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> Bool {
    let prefix = StanceRow.prefix(pair)
    var cursor = try transaction.cursor(rows)
    var entry = try cursor.seekBackward(StanceRow.upperBound(pair, latest))
    while let found = entry, found.key.starts(with: prefix) {
      let row = try StanceRow(key: found.key, value: found.value)
      if let earliest, row.candidate.latest < earliest { return false }
      if row.candidate.isExactDay, row.validity.contains(known), !row.isPassedOver,
        !except.contains(row.candidate.seq)
      {
        return true
      }
      entry = try cursor.previous()
    }
    return false
  }

  /// Calls `body` with each visible statement of uncertain day that can have been said on `day`.
  ///
  /// Cost: one descent if the pair has none, else one or two a width present.
  func forEachVague<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    covering day: CivilDate,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (VagueRow) throws -> Void
  ) throws {
    try forEachWidth(pair, transaction) { width in
      try forEachVague(pair, width, covering: day, known: known, transaction, body)
    }
  }

  /// The same for the statements of one width.
  func forEachVague<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    _ width: UInt8,
    covering day: CivilDate,
    known: UInt64,
    _ transaction: borrowing T,
    _ body: (VagueRow) throws -> Void
  ) throws {
    let prefix = VagueRow.prefix(pair, width: width)
    let reach = width == VagueRow.unbounded ? nil : day.adding(days: (1 << Int(width)) - 1)
    var cursor = try transaction.cursor(vague)
    var entry = try cursor.seek(VagueRow.lowerBound(pair, width: width, latest: day))
    while let found = entry, found.key.starts(with: prefix) {
      let row = try VagueRow(key: found.key, value: found.value)
      if let reach, row.latest > reach { break }
      if row.covers(day), row.validity.contains(known) { try body(row) }
      entry = try cursor.next()
    }
  }

  /// The widths that the pair has statements of, ascending.
  func forEachWidth<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    _ transaction: borrowing T,
    _ body: (UInt8) throws -> Void
  ) throws {
    let prefix = StanceRow.prefix(pair)
    var width: UInt8 = 0
    while true {
      var cursor = try transaction.cursor(vague)
      guard let found = try cursor.seek(VagueRow.prefix(pair, width: width)),
        found.key.starts(with: prefix)
      else { return }
      width = found.key[4]
      try body(width)
      guard width < UInt8.max else { return }
      width += 1
    }
  }
}
