internal import ChanceryModel
internal import LMDB

// MARK: - The timeline's runs

extension StanceProjection {
  /// Brings the runs of a pair up to date with a row just put.
  ///
  /// Usually the row is the newest and one run is compared. A row of exact day can make uncertain
  /// ones yield, whose days then count without them; a late row can split or join runs. The refold
  /// begins at the first day touched and ends as soon as it agrees with what is there.
  func refold(
    _ pair: UInt32,
    around row: StanceRow,
    seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard try !onlyConfirms(row.candidate, pair, transaction),
      let span = try touchedDays(pair, row, transaction)
    else { return }
    var before: Position?
    var lastDay: CivilDate?
    if span.lowerBound > CivilDate.first {
      let day = span.lowerBound.adding(days: -1)
      before = try run(pair, at: day, StanceView.now, transaction)?.position
      try stances.walkBackward(pair, from: day, StanceView.now, transaction) { found in
        lastDay = found.date
        return false
      }
    }
    let change = try compare(
      pair,
      span,
      previous: before,
      lastDay: lastDay,
      transaction
    )
    for run in change.ended { try close(run, pair, seq, &transaction) }
    for run in change.begun {
      let value = run.value(end: Validity.open)
      try transaction.put(stances.runs, run.key(pair, begin: seq), value)
      try transaction.put(stances.turns, run.turnKey(pair, begin: seq), value)
    }
  }

  /// True for the usual case, a statement that says again what holds on its day: no run changes.
  ///
  /// It is of exact day and nothing uncertain is near that could yield to it. Inside a run it holds
  /// the position that stood before its day; on the run's first day it does not outrank the setter.
  private func onlyConfirms(
    _ candidate: StanceCandidate,
    _ pair: UInt32,
    _ transaction: borrowing WriteTransaction
  ) throws -> Bool {
    guard candidate.isExactDay,
      let run = try run(pair, at: candidate.latest, StanceView.now, transaction),
      run.position == candidate.position,
      run.start < candidate.latest || candidate.rank <= run.setterRank
    else { return false }
    var hasVague = false
    try stances.forEachWidth(pair, transaction) { _ in hasVague = true }
    return !hasVague
  }

  /// The first and last day whose statements are others than before; nil if none is.
  private func touchedDays(
    _ pair: UInt32,
    _ row: StanceRow,
    _ transaction: borrowing WriteTransaction
  ) throws -> ClosedRange<CivilDate>? {
    let candidate = row.candidate
    guard candidate.isExactDay else {
      let yields = try stances.hasExactDay(
        pair,
        from: candidate.earliest,
        through: candidate.latest,
        StanceView.now,
        transaction
      )
      return yields ? nil : candidate.latest...candidate.latest
    }
    var last = candidate.latest
    try stances.forEachVague(
      pair,
      covering: candidate.latest,
      StanceView.now,
      transaction
    ) { vague in
      let yielded = try stances.hasExactDay(
        pair,
        from: vague.earliest,
        through: vague.latest,
        except: candidate.seq,
        StanceView.now,
        transaction
      )
      if !yielded { last = max(last, vague.latest) }
    }
    return candidate.latest...last
  }

  private struct Change {
    var ended: [StoredRun] = []
    var begun: [RunRow] = []
  }

  /// A run as stored, with the seq it begins at.
  private struct StoredRun {
    var run: RunRow
    var begin: UInt64
  }

  /// Folds from the first touched day until the runs agree again with those that are stored.
  private func compare(
    _ pair: UInt32,
    _ span: ClosedRange<CivilDate>,
    previous: Position?,
    lastDay: CivilDate?,
    _ transaction: borrowing WriteTransaction
  ) throws -> Change {
    var change = Change()
    var stored = StoredRuns(stances, pair, from: span.lowerBound, previous)
    var position = previous
    var lastDay = lastDay
    var agreed = false
    try stances.walkForward(pair, from: span.lowerBound, StanceView.now, transaction) { day in
      let outcome = day.outcome(after: position)
      // Stored runs that began between the last day and this one have lost their day.
      change.ended += try stored.advance(before: day.date, transaction)
      let old = try stored.run(startingOn: day.date, transaction)
      var new: RunRow?
      if outcome.position != position {
        new = RunRow(
          start: day.date,
          position: outcome.position,
          isUndated: lastDay.map { outcome.setter.mayBe(onOrBefore: $0) } ?? false,
          setter: outcome.setter
        )
      }
      if old?.run == new, stored.position == outcome.position {
        if day.date > span.upperBound {
          agreed = true
          return false
        }
      } else if old?.run != new {
        if let old { change.ended.append(old) }
        if let new { change.begun.append(new) }
      }
      position = outcome.position
      lastDay = day.date
      return true
    }
    if !agreed { change.ended += try stored.advance(before: nil, transaction) }
    return change
  }

  private func close(
    _ stored: StoredRun,
    _ pair: UInt32,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let key = stored.run.key(pair, begin: stored.begin)
    let turnKey = stored.run.turnKey(pair, begin: stored.begin)
    if stored.begin == seq {
      // Begun by this very event: no head has seen it.
      try transaction.delete(stances.runs, key)
      try transaction.delete(stances.turns, turnKey)
    } else {
      let value = stored.run.value(end: seq)
      try transaction.put(stances.runs, key, value)
      try transaction.put(stances.turns, turnKey, value)
    }
  }

  /// The open runs of a pair from a day on, in order, read a few at a time as the refold comes by.
  private struct StoredRuns {
    private static let chunk = 16

    private let stances: StanceTables
    private let pair: UInt32
    private var runs: [StoredRun] = []
    private var index = 0
    /// Where reading goes on; nil when all are read.
    private var nextDay: CivilDate?
    /// The stored position after the runs passed so far.
    private(set) var position: Position?

    init(_ stances: StanceTables, _ pair: UInt32, from day: CivilDate, _ previous: Position?) {
      self.stances = stances
      self.pair = pair
      nextDay = day
      position = previous
    }

    /// Passes the runs that start before a day (nil: all) and returns them.
    mutating func advance(
      before day: CivilDate?,
      _ transaction: borrowing WriteTransaction
    ) throws -> [StoredRun] {
      var passed: [StoredRun] = []
      while let next = try peek(transaction), day.map({ next.run.start < $0 }) ?? true {
        passed.append(next)
        pass(next)
      }
      return passed
    }

    /// Passes the run that starts on a day and returns it, if there is one.
    mutating func run(
      startingOn day: CivilDate,
      _ transaction: borrowing WriteTransaction
    ) throws -> StoredRun? {
      guard let next = try peek(transaction), next.run.start == day else { return nil }
      pass(next)
      return next
    }

    private mutating func pass(_ run: StoredRun) {
      position = run.run.position
      index += 1
    }

    private mutating func peek(
      _ transaction: borrowing WriteTransaction
    ) throws -> StoredRun? {
      if index == runs.count { try read(transaction) }
      return index < runs.count ? runs[index] : nil
    }

    private mutating func read(_ transaction: borrowing WriteTransaction) throws {
      guard let day = nextDay else { return }
      runs = []
      index = 0
      nextDay = nil
      let prefix = StanceRow.prefix(pair)
      var cursor = try transaction.cursor(stances.runs)
      var entry = try cursor.seek(RunRow.lowerBound(pair, day))
      while let found = entry, found.key.starts(with: prefix) {
        let validity = RunRow.validity(key: found.key, value: found.value)
        if validity.end == Validity.open {
          let run = try RunRow(key: found.key, value: found.value)
          guard runs.count < StoredRuns.chunk else {
            nextDay = run.start
            return
          }
          runs.append(StoredRun(run: run, begin: validity.begin))
        }
        entry = try cursor.next()
      }
    }
  }
}

extension StanceProjection {
  /// The run that a day falls into, as a head saw it; nil before the first.
  ///
  /// Cost: one descent, and a step for each run that the head did not have.
  func run<T: ReadableTransaction & ~Copyable>(
    _ pair: UInt32,
    at day: CivilDate,
    _ view: StanceView,
    _ transaction: borrowing T
  ) throws -> RunRow? {
    let prefix = StanceRow.prefix(pair)
    var cursor = try transaction.cursor(stances.runs)
    var entry = try cursor.seekBackward(RunRow.upperBound(pair, day))
    while let found = entry, found.key.starts(with: prefix) {
      if RunRow.validity(key: found.key, value: found.value).contains(view.known) {
        return try RunRow(key: found.key, value: found.value)
      }
      entry = try cursor.previous()
    }
    return nil
  }
}
