internal import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Conditions

extension StanceReader {
  /// The conditions of a run up to a day: they add up, the first event of each is named, and an
  /// empty list clears what was said before that day.
  ///
  /// Cost: some descents for each day of the run on which some statement carries conditions, back to the last that
  /// clears them, and a step for each that counts.
  func conditions(
    _ run: RunRow,
    through day: CivilDate,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [FoldedCondition] {
    var days: [DayOutcome] = []
    // The conditions of those that count: keys begin as those of the first lane do.
    try stances.conditions.walk(
      .backward,
      from: Lane.end(pair, Lane.exact, day),
      within: Lane.prefix(pair, Lane.exact),
      known: known,
      transaction
    ) { found in
      let date = found.key.loadDay(at: 5)
      if date < run.start { return .stop }
      let speakers = try speakers(on: date, of: run, pair, known: known, transaction)
      if let first = speakers.first {
        days.append(
          DayOutcome(
            position: run.position,
            isContested: false,
            setter: first,
            winners: speakers,
            losers: []
          )
        )
      }
      let isCleared = speakers.contains { $0.conditions?.isEmpty == true }
      return isCleared ? .stop : .jump(Lane.start(pair, Lane.exact, date))
    }
    var folded: [FoldedCondition] = []
    for day in days.reversed() { Fold.addConditions(of: day, to: &folded) }
    return folded
  }

  /// Those of a day of a run who weigh most, hold its position and carry conditions, ascending by seq.
  private func speakers(
    on date: CivilDate,
    of run: RunRow,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [StanceCandidate] {
    var winner: StanceRow?
    try stances.walkBackward(
      pair,
      from: date,
      depth: DayDepth.outcome,
      known: known,
      transaction
    ) { day in
      if day.date == date { winner = day.rows.first { $0.candidate.position == run.position } }
      return false
    }
    guard let winner else { return [] }
    let subject = winner.conditionSubject(pair)
    let scope = subject.first(subject.count - 8)
    var speakers: [StanceCandidate] = []
    try stances.conditions.walk(
      .forward,
      from: scope,
      within: scope,
      known: known,
      transaction
    ) { found in
      guard found.key.byteCount == subject.count + 8 else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      var speaker = winner.candidate
      speaker.seq = found.key.loadBigEndian(at: scope.count, as: UInt64.self)
      speaker.conditions = try conditions(in: found.value)
      speakers.append(speaker)
      return .next
    }
    return speakers
  }

  /// The conditions of a row; nil if it carries none.
  func conditions(
    of row: StanceRow,
    _ pair: UInt32,
    _ transaction: TransactionReference
  ) throws -> [Condition]? {
    guard row.hasConditions else { return nil }
    let key = row.conditionSubject(pair).appending(bigEndian: row.validity.begin)
    guard let value = try transaction.value(stances.conditions.table, key) else {
      throw ProjectionDamage.row(StanceProjection.name)
    }
    return try conditions(in: value)
  }

  private func conditions(in value: RawSpan) throws -> [Condition]? {
    guard value.byteCount >= 8 else { throw ProjectionDamage.row(StanceProjection.name) }
    var decoder = ByteDecoder(value.extracting(8..<value.byteCount))
    return try ConditionCodec.decode(&decoder)
  }
}
