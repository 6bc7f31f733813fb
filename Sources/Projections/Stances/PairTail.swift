internal import ChanceryModel
internal import LMDB

/// The end of a pair's timeline, while statements are entered that come last on it or change nothing.
///
/// Most do: then what the last run and the last day are tells which rows there will be, and no other row is
/// read. What is known here holds as long as the pair is changed by nothing else. One is used for many pairs,
/// one after the other.
struct PairTail {
  private(set) var pair: UInt32 = 0
  private let projection: StanceProjection
  private var isLoaded = false
  /// True if the pair has, or had, statements of uncertain day: any day may depend on them.
  private var hasUncertain = false
  /// The open run that starts last; nil if nothing counts on the pair.
  private var run: StoredRun?
  /// What the last day comes to on which something counts; nil if that was not asked for.
  private var day: TailDay?
  private var rows: TailRows

  /// The last day of a pair, all of whose statements are of exact day.
  private struct TailDay {
    var date: CivilDate
    /// What stood on record before it.
    var before: Position?
    var tally: DayTally
  }

  init(_ projection: StanceProjection) {
    self.projection = projection
    rows = TailRows(projection.stances.rows)
  }

  /// Turns to a pair, of which nothing is known yet.
  ///
  /// Nothing may be kept in mind of another; see ``flush(_:)``.
  mutating func begin(_ pair: UInt32) {
    self.pair = pair
    isLoaded = false
    hasUncertain = false
    run = nil
    day = nil
    rows.begin(pair)
  }

  private var stances: StanceTables { projection.stances }

  /// Enters a new statement; false if it stands elsewhere in the timeline, and nothing was done.
  ///
  /// Cost: for the first of a pair four descents, and some more for the first that changes a run; else a put.
  ///
  /// - Parameters:
  ///   - row: The statement: of a seq greater than all others of the pair, and named by no link.
  ///   - transaction: Where.
  /// - Returns: Whether its rows are there, or will be after ``flush(_:)``.
  /// - Throws: The store's error, or damage.
  mutating func enter(
    _ row: StanceRow,
    _ transaction: inout WriteTransaction
  ) throws -> Bool {
    let candidate = row.candidate
    guard candidate.isExactDay else { return false }
    if !isLoaded { try load(&transaction) }
    guard !hasUncertain else { return false }
    if confirms(candidate) {
      note(candidate)
    } else {
      guard try turn(candidate, &transaction) else { return false }
    }
    try rows.put(row, &transaction)
    try projection.beginConditions(row, pair, at: candidate.seq, &transaction)
    return true
  }

  /// Puts what was only kept in mind until now.
  mutating func flush(_ transaction: inout WriteTransaction) throws {
    try rows.flush(&transaction)
  }

  // MARK: - The last run

  private mutating func load(_ transaction: inout WriteTransaction) throws {
    isLoaded = true
    let pair = pair
    let stances = stances
    (hasUncertain, run) = try transaction.withReference { reference throws in
      guard try !stances.hasUncertain(pair, reference) else { return (true, nil) }
      return (false, try projection.lastRun(pair, through: .last, reference))
    }
  }

  /// True if it says again what holds on its day: no run changes.
  ///
  /// Inside the last run, however many days of it follow; on the first day of that it does not outrank the setter.
  private func confirms(_ candidate: StanceCandidate) -> Bool {
    guard let run = run?.run, run.position == candidate.position else { return false }
    return run.start < candidate.latest
      || run.start == candidate.latest
        && (candidate.rank < run.setterRank
          || candidate.rank == run.setterRank && candidate.seq > run.setter)
  }

  /// Keeps in mind what a statement that confirms adds to the last day.
  private mutating func note(_ candidate: StanceCandidate) {
    guard let last = day, candidate.latest >= last.date else { return }
    if candidate.latest == last.date {
      day?.tally.add(candidate)
    } else {
      day = TailDay(
        date: candidate.latest,
        before: run?.run.position,
        tally: DayTally(candidate)
      )
    }
  }

  /// Folds the last day with one more statement, or a day after it; false if it stands before that.
  private mutating func turn(
    _ candidate: StanceCandidate,
    _ transaction: inout WriteTransaction
  ) throws -> Bool {
    let date = candidate.latest
    if day == nil, run != nil {
      try flush(&transaction)
      day = try transaction.withReference { reference throws in try lastDay(reference) }
    }
    var next: TailDay
    if let last = day, date <= last.date {
      guard date == last.date else { return false }
      next = last
      next.tally.add(candidate)
    } else {
      next = TailDay(date: date, before: run?.run.position, tally: DayTally(candidate))
    }
    day = next
    try turn(to: next, at: candidate.seq, &transaction)
    return true
  }

  /// Closes and opens the run that starts on the last day, if it is another now.
  private mutating func turn(
    to last: TailDay,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let position = last.tally.position(after: last.before)
    var new: RunRow?
    if position != last.before, let setter = last.tally.setter(of: position) {
      new = RunRow(
        start: last.date,
        position: position,
        isUndated: false,
        setter: setter,
        setterRank: last.tally.rank
      )
    }
    let old = run?.run.start == last.date ? run : nil
    guard old?.run != new else { return }
    if let old { try projection.close(old, pair, seq, &transaction) }
    if let new {
      try projection.open(new, pair, seq, &transaction)
      run = StoredRun(run: new, begin: seq)
    } else {
      run = try transaction.withReference { reference throws in
        try projection.lastRun(pair, through: last.date, reference)
      }
    }
  }

  /// The last day on which something counts, as it is stored.
  private func lastDay(_ transaction: TransactionReference) throws -> TailDay? {
    var found: StanceDay?
    try stances.walkBackward(
      pair,
      from: .last,
      depth: DayDepth.outcome,
      known: Validity.now,
      transaction
    ) { day in
      found = day
      return false
    }
    guard let found, let first = found.rows.first, let run else {
      throw ProjectionDamage.row(StanceProjection.name)
    }
    var tally = DayTally(first.candidate)
    for row in found.rows.dropFirst() { tally.add(row.candidate) }
    var before: Position? = run.run.position
    if run.run.start == found.date {
      before =
        found.date == .first
        ? nil
        : try projection.lastRun(pair, through: found.date.adding(days: -1), transaction)?.run
          .position
    }
    return TailDay(date: found.date, before: before, tally: tally)
  }
}

extension StanceTables {
  /// True if a pair has, or had, statements of uncertain day that links do not pass over.
  ///
  /// Cost: one descent, or none if no pair has any.
  fileprivate func hasUncertain(
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> Bool {
    guard try transaction.statistics(vague.table).entryCount > 0 else { return false }
    var key = KeyBytes()
    key.appendBigEndian(pair)
    key.append(Lane.exact + 1)
    var cursor = try transaction.cursor(vague.table)
    guard let found = try cursor.seek(key) else { return false }
    return found.key.loadBigEndian(as: UInt32.self) == pair && found.key[4] <= Lane.unbounded
  }
}
