internal import ChanceryModel
internal import Journal
internal import LMDB

/// Answers the stance of one pair from the rows, as one head saw it.
///
/// Without a public day the timeline's runs are there to look up; the cost is some descents and the
/// few newest rows, whatever the length of the history and whatever the head did not see of it. With one,
/// another timeline holds: the pair's rows are gathered and folded.
struct StanceReader {
  let projection: StanceProjection
  private let contents: Contents

  var stances: StanceTables { projection.stances }

  init(_ set: ProjectionSet, _ journal: Journal) {
    projection = set.stances
    contents = Contents(journal, set)
  }

  /// The stance at a day, its statement left out; the clocks are resolved.
  func answer(
    _ holder: Text,
    _ topic: Text,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> StanceAnswer {
    let pair = try stances.pair(holder, topic, transaction)
    return try answer(holder, topic, pair, clocks, transaction)
  }

  /// The same of names whose pair is looked up already; nil: they make none.
  func answer(
    _ holder: Text,
    _ topic: Text,
    _ pair: UInt32?,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> StanceAnswer {
    var answer = StanceAnswer(
      holder: holder,
      topic: topic,
      at: clocks.at,
      known: clocks.known,
      publicDay: clocks.publicDay,
      head: clocks.head
    )
    answer.redactions = try contents.versions.redactionCount(
      mark: RedactionMarks.of(holder: holder, topic: topic),
      known: clocks.known,
      transaction
    )
    guard let pair else { return answer }
    let view = StanceView(known: clocks.known, publicDay: clocks.publicDay)
    if clocks.publicDay == nil {
      try fillFromRuns(&answer, pair, view, transaction)
    } else {
      try fillFromFold(&answer, pair, view, transaction)
    }
    try fillAside(&answer, pair, view, transaction)
    return answer
  }

  // MARK: From the runs

  private func fillFromRuns(
    _ answer: inout StanceAnswer,
    _ pair: UInt32,
    _ view: StanceView,
    _ transaction: TransactionReference
  ) throws {
    let known = view.known
    try fillPossible(&answer, pair, known: known, transaction)
    guard let run = try projection.run(pair, at: answer.at, known: known, transaction) else {
      return
    }
    answer.position = run.position
    answer.seq = run.setter
    var walk = RunWalk(run: run)
    try stances.walkBackward(
      pair,
      from: answer.at,
      depth: DayDepth.lists,
      known: known,
      transaction
    ) { day in
      guard day.date >= run.start else { return false }
      walk.add(day)
      return walk.isWanting
    }
    try fill(&answer, from: walk, pair, known: known, transaction)
  }

  private func fill(
    _ answer: inout StanceAnswer,
    from walk: RunWalk,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws {
    let version = try contents.versions.state(walk.run.setter, known: known, transaction).version
    answer.version = version
    let setter = try said(walk.run.setter, at: version, transaction)
    answer.since = setter.text
    answer.sinceExact = setter.isExact
    answer.sinceLatest = setter.latest
    if let last = walk.last {
      answer.lastSaid =
        last.hasPlainText
        ? Text(last.candidate.latest.description) : try said(last.candidate, transaction).text
      answer.lastSaidLatest = last.candidate.latest
    }
    let confirmations = walk.confirmations
    answer.confirmedBy = confirmations.seqs
    if confirmations.isCut { answer.more.append("confirmed_by") }
    if !walk.contestedBy.isEmpty {
      answer.contestedReason = .equals
      contest(&answer, by: walk.contestedBy)
    } else if walk.run.isUndated {
      answer.contestedReason = .undated
      contest(&answer, by: try contradicted(by: walk.run, pair, known: known, transaction))
    }
    answer.conditions = try conditions(
      walk.run,
      through: answer.at,
      pair,
      known: known,
      transaction
    )
  }

  /// Names the newest of those who contest.
  private func contest(_ answer: inout StanceAnswer, by seqs: [UInt64]) {
    answer.contestedBy = Array(seqs.suffix(StanceAnswer.listCount))
    if seqs.count > StanceAnswer.listCount { answer.more.append("contested_by") }
  }

  /// The statements of the last day before a run, which its dates do not prove to be earlier.
  private func contradicted(
    by run: RunRow,
    _ pair: UInt32,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [UInt64] {
    let dayBefore = run.start.adding(days: -1)
    guard let earlier = try projection.run(pair, at: dayBefore, known: known, transaction) else {
      return []
    }
    var seqs: [UInt64] = []
    try stances.walkBackward(
      pair,
      from: dayBefore,
      depth: DayDepth.lists,
      known: known,
      transaction
    ) { day in
      let outcome = day.outcome(after: earlier.position)
      seqs = outcome.winners.filter { $0.position == outcome.position }.map(\.seq)
      return false
    }
    return seqs
  }

  // MARK: From the fold

  private func fillFromFold(
    _ answer: inout StanceAnswer,
    _ pair: UInt32,
    _ view: StanceView,
    _ transaction: TransactionReference
  ) throws {
    let candidates = try candidates(pair, view, transaction)
    let outcome = Fold.outcome(of: candidates, at: answer.at)
    answer.position = outcome.position
    answer.conditions = outcome.conditions
    answer.contestedReason = outcome.contestedReason
    contest(&answer, by: outcome.contestedBy)
    if let setter = outcome.setBy {
      answer.seq = setter.seq
      answer.version = setter.version
      answer.since = try said(setter, transaction).text
      answer.sinceExact = setter.isExactDay
      answer.sinceLatest = setter.latest
    }
    if let last = outcome.lastSaid {
      answer.lastSaid = try said(last, transaction).text
      answer.lastSaidLatest = last.latest
    }
    answer.confirmedBy = newest(outcome.confirmedBy, of: candidates)
    if outcome.confirmedBy.count > StanceAnswer.listCount { answer.more.append("confirmed_by") }
    try showPossible(outcome.possible, in: &answer, transaction)
  }

  /// Those said last, as many as an answer shows: by day, not by arrival; ascending by seq.
  private func newest(_ seqs: [UInt64], of candidates: [StanceCandidate]) -> [UInt64] {
    guard seqs.count > StanceAnswer.listCount else { return seqs }
    let wanted = Set(seqs)
    return candidates.filter { wanted.contains($0.seq) }
      .sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }
      .suffix(StanceAnswer.listCount).map(\.seq).sorted()
  }

  /// Every candidate of a pair that a view sees, with its conditions; those that links pass over are
  /// among them.
  func candidates(
    _ pair: UInt32,
    _ view: StanceView,
    _ transaction: TransactionReference
  ) throws -> [StanceCandidate] {
    let prefix = StanceRow.prefix(pair)
    var candidates: [StanceCandidate] = []
    for table in [stances.rows, stances.vague] {
      try table.walk(
        .forward,
        from: prefix,
        within: prefix,
        known: view.known,
        transaction
      ) { found in
        var row = try StanceRow(key: found.key, value: found.value)
        guard row.isVisible(known: view.known, publicDay: view.publicDay) else { return .next }
        row.candidate.conditions = try conditions(of: row, pair, transaction)
        row.candidate.isSuperseded = row.isSuperseded(by: view.publicDay)
        candidates.append(row.candidate)
        return .next
      }
    }
    return candidates
  }

  // MARK: What was said when

  func said(
    _ candidate: StanceCandidate,
    _ transaction: TransactionReference
  ) throws -> Moment {
    try said(candidate.seq, at: candidate.version, transaction)
  }

  /// When a statement was said, as frozen in the header of a version.
  private func said(
    _ seq: UInt64,
    at version: UInt64,
    _ transaction: TransactionReference
  ) throws -> Moment {
    if seq == version, let said = try contents.journal.said(seq, transaction) { return said }
    guard case .statement(let statement)? = try contents.body(of: seq, at: version, transaction)
    else { throw ProjectionDamage.row(StanceProjection.name) }
    return statement.said
  }
}

/// What a walk back through a run's days gathers.
private struct RunWalk {
  let run: RunRow
  /// The newest statement of the run.
  var last: StanceRow?
  var contestedBy: [UInt64] = []
  /// Newest day first, and of a day the greatest seq; one more than an answer shows.
  private var confirming: [UInt64] = []
  private var isFirstDay = true

  init(run: RunRow) {
    self.run = run
  }

  /// True while older days can still add to the answer.
  var isWanting: Bool { confirming.count <= StanceAnswer.listCount }

  /// Adds a day of the run, the next before those added so far.
  ///
  /// The run's position is that of every day in it: so nothing is left to weigh, and who of the day holds it
  /// confirms. Places are walked rather than rows, of which each would be copied.
  mutating func add(_ day: StanceDay) {
    if isFirstDay { begin(day) }
    isFirstDay = false
    for place in day.rows.indices where day.rows[place].candidate.position == run.position {
      let seq = day.rows[place].candidate.seq
      if seq != run.setter, isWanting { confirming.append(seq) }
    }
  }

  /// Takes from the newest day who contests, and of those who hold the position the first by seq.
  private mutating func begin(_ day: StanceDay) {
    var first: Int?
    for place in day.rows.indices {
      let seq = day.rows[place].candidate.seq
      if day.rows[place].candidate.position != run.position {
        contestedBy.append(seq)
      } else if first.map({ seq < day.rows[$0].candidate.seq }) ?? true {
        first = place
      }
    }
    last = first.map { day.rows[$0] }
    contestedBy.sort()
  }

  /// The ten newest confirmations, ascending by seq, and whether there are more.
  var confirmations: (seqs: [UInt64], isCut: Bool) {
    let shown = confirming.prefix(StanceAnswer.listCount).sorted()
    return (shown, confirming.count > StanceAnswer.listCount)
  }
}
