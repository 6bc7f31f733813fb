internal import ChanceryModel
internal import LMDB

/// A candidate that takes part in a pair's timeline from now on, or no longer does.
struct TouchedCandidate {
  var candidate: StanceCandidate
  var isAdded: Bool
}

// MARK: - The timeline's runs

extension StanceProjection {
  /// Brings the runs of a pair up to date with candidates that were just put, or taken out.
  ///
  /// Usually one is the newest, and one run is compared. A row of exact day can make uncertain ones
  /// yield, whose days then count without them, and its end lets them count again; a late row can split or
  /// join runs. Around each day touched the refold begins there and ends as soon as it agrees with what
  /// is stored.
  func refold(
    _ pair: UInt32,
    _ touched: [TouchedCandidate],
    seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let spans = try transaction.withReference { reference throws in
      try touched.count == 1 && touched[0].isAdded
        && onlyConfirms(touched[0].candidate, pair, reference)
        ? [] : self.spans(touched, pair, reference)
    }
    for span in spans {
      let change = try transaction.withReference { reference throws in
        try compare(pair, span, reference)
      }
      for run in change.ended { try close(run, pair, seq, &transaction) }
      for run in change.begun { try open(run, pair, seq, &transaction) }
    }
  }

  /// True for the usual case, a statement that says again what holds on its day: no run changes.
  ///
  /// It is of exact day and nothing uncertain is near that could yield to it. Inside a run it holds
  /// the position that stood before its day; on the run's first day it does not outrank the setter.
  private func onlyConfirms(
    _ candidate: StanceCandidate,
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> Bool {
    guard candidate.isExactDay,
      let run = try run(pair, at: candidate.latest, known: Validity.now, transaction),
      run.position == candidate.position,
      run.start < candidate.latest || candidate.rank < run.setterRank
        || candidate.rank == run.setterRank && candidate.seq > run.setter
    else { return false }
    return try stances.lanes(of: pair, transaction).isEmpty
  }

  /// The spans of days whose statements are others than before: apart from each other, in order.
  private func spans(
    _ touched: [TouchedCandidate],
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> [ClosedRange<CivilDate>] {
    let seqs = Set(touched.map(\.candidate.seq))
    var spans: [ClosedRange<CivilDate>] = []
    for item in touched {
      guard let span = try span(item, besides: seqs, pair, transaction) else { continue }
      spans.append(span)
    }
    spans.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var apart: [ClosedRange<CivilDate>] = []
    for span in spans {
      if let last = apart.last, span.lowerBound <= last.upperBound {
        apart[apart.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        apart.append(span)
      }
    }
    return apart
  }

  /// From the first to the last day that one candidate touches; nil if it touches none.
  private func span(
    _ touched: TouchedCandidate,
    besides seqs: Set<UInt64>,
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> ClosedRange<CivilDate>? {
    let candidate = touched.candidate
    let now = Validity.now
    guard candidate.isExactDay else {
      // One that yields from its first moment on has never counted.
      let exact = try stances.lastExactDay(
        pair,
        through: candidate.latest,
        known: now,
        transaction
      )
      let yields = exact.map { candidate.mayBe(onOrBefore: $0) } ?? false
      return touched.isAdded && yields ? nil : candidate.latest...candidate.latest
    }
    let day = candidate.latest
    var last = day
    let lanes = try stances.lanes(of: pair, transaction)
    guard !lanes.isEmpty else { return day...day }
    // Those that hold no other exact day in their bounds yield to this one, or no longer do.
    let before = try stances.lastExactDay(
      pair,
      through: day,
      except: seqs,
      known: now,
      transaction
    )
    guard before != day else { return day...day }
    let after = try stances.firstExactDay(
      pair,
      from: day,
      except: seqs,
      known: now,
      transaction
    )
    let bounds = UncertainBounds(
      from: day,
      through: after?.adding(days: -1) ?? .last,
      after: before,
      by: day
    )
    for lane in lanes {
      let row = try stances.lastUncertain(pair, lane, bounds, known: now, transaction)
      if let row { last = max(last, row.candidate.latest) }
    }
    return day...last
  }

  private struct Change {
    var ended: [StoredRun] = []
    var begun: [RunRow] = []
  }

  /// Folds from the first touched day until the runs agree again with those that are stored.
  private func compare(
    _ pair: UInt32,
    _ span: ClosedRange<CivilDate>,
    _ transaction: TransactionReference
  ) throws -> Change {
    var change = Change()
    var position = try positionBefore(span.lowerBound, pair, transaction)
    var stored = StoredRuns(stances, pair, from: span.lowerBound, position)
    var lastDay: CivilDate?
    var agreed = false
    try stances.walkForward(
      pair,
      from: span.lowerBound,
      depth: DayDepth.outcome,
      known: Validity.now,
      transaction
    ) { day in
      let outcome = day.outcome(after: position)
      // Stored runs that began between the last day and this one have lost their day.
      change.ended += try stored.advance(before: day.date, transaction)
      let old = try stored.run(startingOn: day.date, transaction)
      var new: RunRow?
      if outcome.position != position {
        var isUndated = false
        // One of exact day is of no earlier day than its own.
        if position != nil, !outcome.setter.isExactDay {
          let before = try lastDay ?? self.lastDay(before: day.date, pair, transaction)
          isUndated = before.map { outcome.setter.mayBe(onOrBefore: $0) } ?? false
        }
        new = RunRow(
          start: day.date,
          position: outcome.position,
          isUndated: isUndated,
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

  /// What stands on record before a day.
  private func positionBefore(
    _ day: CivilDate,
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> Position? {
    guard day > CivilDate.first else { return nil }
    return try run(pair, at: day.adding(days: -1), known: Validity.now, transaction)?.position
  }

  /// The last day before one that has a statement which counts.
  private func lastDay(
    before day: CivilDate,
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> CivilDate? {
    guard day > CivilDate.first else { return nil }
    var last: CivilDate?
    try stances.walkBackward(
      pair,
      from: day.adding(days: -1),
      depth: DayDepth.outcome,
      known: Validity.now,
      transaction
    ) { found in
      last = found.date
      return false
    }
    return last
  }

  /// Begins a run.
  func open(
    _ run: RunRow,
    _ pair: UInt32,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    try stances.runs.begin(run.subject(pair), run.content, at: seq, &transaction)
    let key = run.turnKey(pair, begin: seq)
    try transaction.put(stances.turns, key, run.turnValue(end: Validity.open))
  }

  /// Ends a run.
  func close(
    _ stored: StoredRun,
    _ pair: UInt32,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    try stances.runs.end(stored.run.subject(pair), at: seq, &transaction)
    let key = stored.run.turnKey(pair, begin: stored.begin)
    if stored.begin == seq {
      // Begun by this very event: no head has seen it.
      try transaction.delete(stances.turns, key)
    } else {
      try transaction.put(stances.turns, key, stored.run.turnValue(end: seq))
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
      _ transaction: TransactionReference
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
      _ transaction: TransactionReference
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
      _ transaction: TransactionReference
    ) throws -> StoredRun? {
      if index == runs.count { try read(transaction) }
      return index < runs.count ? runs[index] : nil
    }

    private mutating func read(_ transaction: TransactionReference) throws {
      guard let day = nextDay else { return }
      runs = []
      index = 0
      nextDay = nil
      try stances.runs.walk(
        .forward,
        from: RunRow.lowerBound(pair, day),
        within: StanceRow.prefix(pair),
        known: Validity.now,
        transaction
      ) { found in
        let run = try RunRow(key: found.key, value: found.value)
        guard runs.count < StoredRuns.chunk else {
          nextDay = run.start
          return .stop
        }
        let begin = ValidityTable.validity(of: found).begin
        runs.append(StoredRun(run: run, begin: begin))
        return .next
      }
    }
  }
}

extension StanceProjection {
  /// The run that a day falls into, as a head saw it; nil before the first.
  ///
  /// Cost: one descent, and some tens of steps if there are runs that the head did not have.
  func run(
    _ pair: UInt32,
    at day: CivilDate,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> RunRow? {
    var run: RunRow?
    try stances.runs.walk(
      .backward,
      from: RunRow.upperBound(pair, day),
      within: StanceRow.prefix(pair),
      known: known,
      transaction
    ) { found in
      run = try RunRow(key: found.key, value: found.value)
      return .stop
    }
    return run
  }

  /// The open run that a day falls into, and where it begins; nil before the first.
  ///
  /// Cost: as ``run(_:at:known:_:)``.
  func lastRun(
    _ pair: UInt32,
    through day: CivilDate,
    _ transaction: TransactionReference
  ) throws -> StoredRun? {
    var run: StoredRun?
    try stances.runs.walk(
      .backward,
      from: RunRow.upperBound(pair, day),
      within: StanceRow.prefix(pair),
      known: Validity.now,
      transaction
    ) { found in
      let begin = ValidityTable.validity(of: found).begin
      run = StoredRun(run: try RunRow(key: found.key, value: found.value), begin: begin)
      return .stop
    }
    return run
  }
}
