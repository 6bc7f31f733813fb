package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Why a stance is what it is

extension Engine {
  /// The stance of a holder on a topic, and what the fold did with each statement that bears on it.
  ///
  /// Cost: all statements of the pair are folded, and a page of their records read.
  ///
  /// - Parameters:
  ///   - holder: Whose stance.
  ///   - topic: On which topic.
  ///   - query: The clocks of the answer.
  ///   - after: How many steps to pass over, as the last page's `next` says.
  ///   - limit: How many steps at the most.
  /// - Returns: A page of the steps, oldest first.
  /// - Throws: `unknown-actor`, `unknown-topic`, `bad-parameter`.
  package func why(
    holder: Text,
    topic: Text,
    clocks query: ClockQuery,
    after: Int = 0,
    limit: Int = 1000
  ) throws(Refusal) -> WhyAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(holder: holder, topic: topic, known: clocks.known, set, transaction)
      let reader = StanceReader(set, journal)
      var answer = WhyAnswer(stance: try reader.answer(holder, topic, clocks, transaction))
      if let seq = answer.stance.seq {
        answer.stance.by = try speaker(of: seq, set, clocks.known, transaction)
      }
      guard let pair = try set.stances.stances.pair(holder, topic, transaction) else {
        return answer
      }
      var judged: [Judged] = []
      (judged, answer.laterCount) = try judgements(pair, reader, clocks, transaction)
      let page = judged.dropFirst(after).prefix(limit)
      for item in page {
        answer.steps.append(try step(item, holder, topic, set, clocks, transaction))
      }
      if after + page.count < judged.count { answer.next = Text("\(after + page.count)") }
      return answer
    }
  }

  /// A step before its record is read.
  private struct Judged {
    var seq: UInt64
    var version: UInt64
    var latest: CivilDate
    var utterance: UInt64 = 0
    var clause: FoldClause
    var passedFor: [UInt64] = []
    var isUndated = false

    init(_ step: FoldStep) {
      seq = step.candidate.seq
      version = step.candidate.version
      latest = step.candidate.latest
      utterance = step.candidate.utterance
      clause = step.clause
      passedFor = step.passedFor
      isUndated = step.isUndated
    }

    init(hidden candidate: StanceCandidate) {
      self.init(FoldStep(candidate, .unpublished))
    }

    init(_ row: AsideRow, isVisible: Bool) {
      seq = row.seq
      version = row.version
      latest = row.latest
      clause = !isVisible ? .unpublished : row.standing == .declared ? .deed : .standing
    }
  }

  /// Every statement on a pair that can have been said by the day, and how many candidates cannot.
  private func judgements(
    _ pair: UInt32,
    _ reader: StanceReader,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> ([Judged], Int) {
    let view = StanceView(known: clocks.known, publicDay: clocks.publicDay)
    let everything = StanceView(known: clocks.known)
    let candidates = try reader.candidates(pair, view, transaction)
    var judged = Fold.steps(of: candidates, at: clocks.at).map { Judged($0) }
    let later = candidates.count - judged.count
    let shown = try reader.asideRows(pair, through: clocks.at, view, transaction)
    judged += shown.map { Judged($0, isVisible: true) }
    if clocks.publicDay != nil {
      let visible = Set(candidates.map(\.seq) + shown.map(\.seq))
      judged += try reader.candidates(pair, everything, transaction)
        .filter { !visible.contains($0.seq) && $0.mayBe(onOrBefore: clocks.at) }
        .map { Judged(hidden: $0) }
      judged += try reader.asideRows(pair, through: clocks.at, everything, transaction)
        .filter { !visible.contains($0.seq) }.map { Judged($0, isVisible: false) }
    }
    return (judged.sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }, later)
  }

  private func step(
    _ judged: Judged,
    _ holder: Text,
    _ topic: Text,
    _ set: ProjectionSet,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> WhyStep {
    let entry = HistoryEntry(
      latest: judged.latest,
      seq: judged.seq,
      version: judged.version,
      topic: topic,
      role: judged.clause.role
    )
    let contents = Contents(journal, set, known: clocks.known)
    guard
      case .statement(let statement)? =
        try contents.body(of: judged.seq, at: judged.version, transaction)
    else { throw ProjectionDamage.row(StanceProjection.name) }
    var passedFor = judged.passedFor
    if judged.clause == .superseded {
      passedFor = try supersedingStatements(judged, set, clocks, transaction)
    }
    return WhyStep(
      item: try item(entry, holder, set, clocks.known, transaction),
      kind: statement.kind,
      clause: judged.clause,
      passedFor: passedFor,
      isUndated: judged.isUndated
    )
  }

  /// The statements that supersede an utterance: the ends of the certain links that stood at `known`.
  ///
  /// Links are found by the statements that they name now. One that was corrected since to name others is
  /// not found, so that of the past the list may be empty.
  ///
  /// Cost: the links of each statement of the utterance, of which there are not many.
  private func supersedingStatements(
    _ judged: Judged,
    _ set: ProjectionSet,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> [UInt64] {
    let contents = Contents(journal, set, known: clocks.known)
    var open = [judged.seq]
    var utterance: Set<UInt64> = [judged.seq]
    var found: Set<UInt64> = []
    while let statement = open.popLast() {
      for row in try set.stances.stances.links(of: statement, transaction)
      where row.seq <= clocks.known {
        guard let content = try contents.content(of: row.seq, transaction), content.isStanding,
          case .link(let link) = content.body, link.isFolded
        else { continue }
        if link.kind == .supersedes {
          guard link.to == statement else { continue }
          let isCounted = try stands(link.from, by: clocks.publicDay, contents, transaction)
          if isCounted { found.insert(link.from) }
        } else if judged.utterance != 0 {
          let other = link.from == statement ? link.to : link.from
          guard try stands(other, by: nil, contents, transaction) else { continue }
          if utterance.insert(other).inserted { open.append(other) }
        }
      }
    }
    return Array(found.sorted().prefix(FoldStep.passedForCount))
  }

  /// True if a statement stood at `known` and, where a day is given, was public by it.
  private func stands(
    _ statement: UInt64,
    by publicDay: CivilDate?,
    _ contents: Contents,
    _ transaction: TransactionReference
  ) throws -> Bool {
    guard let content = try contents.content(of: statement, transaction), content.isStanding else {
      return false
    }
    guard let publicDay else { return true }
    return content.publicDay.map { $0 <= publicDay } ?? false
  }
}
