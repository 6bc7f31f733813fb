internal import ChanceryModel
internal import LMDB

// MARK: - What may bear on a day, and what stands aside

extension StanceReader {
  /// The newest uncertain statements that may bear on the day: those that can still have been said
  /// later, and those that yield to a statement of exact day.
  func fillPossible(
    _ answer: inout StanceAnswer,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws {
    let day = answer.at
    var found: [StanceRow] = []
    for lane in try stances.lanes(of: pair, transaction) {
      let later = try open(pair, lane, on: day, known: known, transaction)
      found += later
      if later.count <= StanceAnswer.listCount {
        found += try yielded(pair, lane, through: day, known: known, transaction)
      }
    }
    try showPossible(found.map(\.candidate), in: &answer, transaction)
  }

  /// Puts the newest of those that may bear on the day into an answer, by day, then by seq.
  func showPossible(
    _ candidates: [StanceCandidate],
    in answer: inout StanceAnswer,
    _ transaction: TransactionReference
  ) throws {
    if candidates.count > StanceAnswer.listCount { answer.more.append("possible") }
    let ordered = candidates.sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }
    for candidate in ordered.suffix(StanceAnswer.listCount) {
      answer.possible.append(
        StanceAnswer.PossibleStance(
          seq: candidate.seq,
          said: try said(candidate, transaction).text,
          position: candidate.position
        )
      )
    }
  }

  /// The newest statements of a lane that can have been said by a day, or later; one more than are shown.
  private func open(
    _ pair: UInt32,
    _ lane: UInt8,
    on day: CivilDate,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [StanceRow] {
    guard day < .last else { return [] }
    return try stances.newestUncertain(
      pair,
      lane,
      UncertainBounds(from: day.adding(days: 1), through: .last, by: day),
      atLeast: StanceAnswer.listCount + 1,
      known: known,
      transaction
    )
  }

  /// The newest statements of a lane that are certain by a day and yield; one more than are shown.
  ///
  /// Cost: some descents for each day on which one ends that yields, and for each exact day.
  private func yielded(
    _ pair: UInt32,
    _ lane: UInt8,
    through day: CivilDate,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [StanceRow] {
    var rows: [StanceRow] = []
    var bounds = UncertainBounds(through: day)
    while rows.count <= StanceAnswer.listCount,
      let last = try stances.lastUncertain(pair, lane, bounds, known: known, transaction)?.candidate
        .latest,
      let exact = try stances.lastExactDay(pair, through: last, known: known, transaction)
    {
      let yielding = UncertainBounds(from: last, through: last, by: exact)
      guard yielding.last(in: lane) == last else {
        // None that ends then begins by the exact day.
        bounds.through = yielding.last(in: lane)
        continue
      }
      rows += try stances.newestUncertain(
        pair,
        lane,
        yielding,
        atLeast: StanceAnswer.listCount + 1,
        known: known,
        transaction
      )
      guard last > .first else { break }
      bounds.through = last.adding(days: -1)
    }
    return rows
  }

  /// The newest statements that stand aside.
  func fillAside(
    _ answer: inout StanceAnswer,
    _ pair: UInt32,
    _ view: StanceView,
    _ transaction: TransactionReference
  ) throws {
    var newest: [StanceAnswer.AsideStance] = []
    var isCut = false
    try stances.aside.walk(
      .backward,
      from: AsideRow.upperBound(pair, answer.at),
      within: StanceRow.prefix(pair),
      known: view.known,
      transaction
    ) { found in
      let row = try AsideRow(key: found.key, value: found.value)
      guard row.isVisible(known: view.known, publicDay: view.publicDay) else { return .next }
      guard newest.count < StanceAnswer.listCount else {
        isCut = true
        return .stop
      }
      newest.append(
        StanceAnswer.AsideStance(
          seq: row.seq,
          standing: row.standing,
          position: row.position,
          kind: row.kind
        )
      )
      return .next
    }
    if isCut { answer.more.append("aside") }
    answer.aside = newest.reversed()
  }

  /// Every aside row of a pair that a view sees up to a day, oldest first.
  func asideRows(
    _ pair: UInt32,
    through day: CivilDate,
    _ view: StanceView,
    _ transaction: TransactionReference
  ) throws -> [AsideRow] {
    let prefix = StanceRow.prefix(pair)
    var rows: [AsideRow] = []
    try stances.aside.walk(
      .forward,
      from: prefix,
      within: prefix,
      known: view.known,
      transaction
    ) { found in
      let row = try AsideRow(key: found.key, value: found.value)
      if row.latest > day { return .stop }
      if row.isVisible(known: view.known, publicDay: view.publicDay) { rows.append(row) }
      return .next
    }
    return rows
  }
}
