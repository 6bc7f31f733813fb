import ChanceryModel
import Testing

/// The fold step by step: what it says of each candidate is what it does.
@Suite struct FoldStepsTests {
  private func said(
    _ seq: UInt64,
    _ days: ClosedRange<Int32>,
    _ position: Position = .oppose,
    rank: Rank = .head,
    utterance: UInt64 = 0,
    isSuperseded: Bool = false
  ) -> StanceCandidate {
    StanceCandidate(
      seq: seq,
      version: seq,
      earliest: CivilDate(dayNumber: days.lowerBound),
      latest: CivilDate(dayNumber: days.upperBound),
      rank: rank,
      position: position,
      utterance: utterance,
      isSuperseded: isSuperseded
    )
  }

  private func steps(_ candidates: [StanceCandidate], at day: Int32 = 9) -> [String] {
    Fold.steps(of: candidates, at: CivilDate(dayNumber: day)).map { step in
      let events = step.passedFor.map { " \($0)" }.joined()
      return "\(step.candidate.seq) \(step.clause.word)\(events)\(step.isUndated ? " undated" : "")"
    }
  }

  @Test func `each clause is named, with what counted in its place`() {
    #expect(steps([said(1, 3...3), said(2, 4...4)]) == ["1 sets", "2 confirms"])
    #expect(steps([said(1, 3...3), said(2, 4...4, .support)]) == ["1 sets", "2 sets"])
    #expect(
      steps([said(1, 3...3), said(2, 3...3, .support, rank: .official)]) == ["1 sets", "2 rank 1"]
    )
    #expect(steps([said(1, 1...3), said(2, 2...3, .support)]) == ["1 earliest 2", "2 sets"])
    #expect(
      steps([said(1, 2...2), said(2, 3...3, .support), said(3, 3...3)])
        == ["1 sets", "2 equals 3", "3 confirms"]
    )
    #expect(steps([said(1, 2...6), said(2, 3...3, .support)]) == ["2 sets", "1 exact-day 2"])
    #expect(
      steps([said(1, 2...4), said(2, 3...5, .support)]) == ["1 sets", "2 sets undated"]
    )
    #expect(steps([said(1, 2...12)]) == ["1 not-yet"])
    #expect(steps([said(1, 10...12)]) == [])
    #expect(
      steps([said(1, 2...2, utterance: 1), said(2, 3...3, utterance: 1)])
        == ["1 sets", "2 same-utterance 1"]
    )
    #expect(
      steps([said(1, 2...2, isSuperseded: true), said(2, 1...1)]) == ["2 sets", "1 superseded"]
    )
  }

  @Test func `no more than ten of those that counted are named, the first by day`() {
    let exact = (1...30).map { said(UInt64(100 - $0), Int32($0)...Int32($0)) }
    let step = Fold.steps(of: exact + [said(200, 5...40)], at: CivilDate(dayNumber: 50)).last
    #expect(step?.clause == .exactDay)
    #expect(step?.passedFor == (5...14).map { UInt64(100 - $0) })
  }

  @Test func `every clause has its own word, and a part of the rule`() {
    let clauses = FoldClause.allCases
    #expect(Set(clauses.map(\.word)).count == clauses.count)
    #expect(clauses.allSatisfy { (1...3).contains($0.part) })
    #expect(clauses.filter(\.isKept) == [.sets, .confirms])
  }

  @Test(arguments: 0..<4)
  func `what is kept, folded alone, gives the same stance`(block: Int) {
    for seed in block * 2000..<(block + 1) * 2000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let day = generator.day()
      let outcome = Fold.outcome(of: history, at: day)
      let steps = Fold.steps(of: history, at: day)
      let kept = steps.filter(\.clause.isKept)
      let alone = Fold.outcome(of: kept.map(\.candidate), at: day)
      #expect(alone.position == outcome.position, "seed \(seed)")
      #expect(alone.conditions == outcome.conditions, "seed \(seed)")
      #expect(alone.setBy == outcome.setBy, "seed \(seed)")
      #expect(alone.lastSaid == outcome.lastSaid, "seed \(seed)")
      #expect(alone.confirmedBy == outcome.confirmedBy, "seed \(seed)")
      #expect(kept.last?.candidate.position == outcome.position, "seed \(seed)")
      #expect(kept.last { $0.clause == .sets }?.candidate == outcome.setBy, "seed \(seed)")
      let aside = steps.filter { $0.clause == .notYet || $0.clause == .exactDay }
      #expect(Set(aside.map(\.candidate.seq)) == Set(outcome.possible.map(\.seq)), "seed \(seed)")
    }
  }

  @Test func `what counted in the place of another is why, on random histories`() {
    for seed in 0..<4000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let day = generator.day()
      let all = Dictionary(uniqueKeysWithValues: history.map { ($0.seq, $0) })
      for step in Fold.steps(of: history, at: day) {
        let others = step.passedFor.compactMap { all[$0] }
        #expect(others.count == step.passedFor.count, "seed \(seed)")
        #expect(others.allSatisfy { counts($0, inPlaceOf: step) }, "seed \(seed): \(step)")
        switch step.clause {
        case .sets, .confirms: #expect(others.isEmpty, "seed \(seed)")
        case .notYet:
          #expect(others.isEmpty && step.candidate.latest > day, "seed \(seed)")
        default: #expect(!others.isEmpty && step.candidate.latest <= day, "seed \(seed)")
        }
      }
    }
  }

  private func counts(_ other: StanceCandidate, inPlaceOf step: FoldStep) -> Bool {
    let candidate = step.candidate
    switch step.clause {
    case .rank: return other.latest == candidate.latest && other.rank > candidate.rank
    case .earliest:
      guard other.latest == candidate.latest, other.rank == candidate.rank,
        let floor = other.earliest
      else { return false }
      return candidate.earliest.map { $0 < floor } ?? true
    case .equals:
      return other.latest == candidate.latest && other.rank == candidate.rank
        && other.earliest == candidate.earliest && other.position != candidate.position
    case .exactDay: return other.isExactDay && candidate.yields(toExactDay: other.latest)
    default: return false
    }
  }
}
