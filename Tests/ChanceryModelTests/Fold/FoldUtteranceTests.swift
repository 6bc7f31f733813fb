import ChanceryModel
import Testing

/// What links pass over, before the days are folded.
@Suite struct FoldUtteranceTests {
  private func day(_ number: Int) -> CivilDate {
    CivilDate(dayNumber: 20_000).adding(days: number)
  }

  private func said(
    _ seq: UInt64,
    _ earliest: Int?,
    _ latest: Int,
    _ position: Position = .support,
    rank: Rank = .none,
    conditions: [Condition]? = nil,
    utterance: UInt64 = 0,
    isSuperseded: Bool = false
  ) -> StanceCandidate {
    StanceCandidate(
      seq: seq,
      version: seq,
      earliest: earliest.map { day($0) },
      latest: day(latest),
      rank: rank,
      position: position,
      conditions: conditions,
      utterance: utterance,
      isSuperseded: isSuperseded
    )
  }

  @Test func `each clause decides between two that are equal in those before`() {
    let condition = Condition(kind: .timing, text: "later")
    let other = Condition(kind: .timing, text: "sooner")
    // In the order in which they count.
    let ordered = [
      said(90, 5, 5),
      said(89, 6, 6, rank: .head),
      said(88, 6, 6, rank: .minister, conditions: []),
      said(87, 6, 6, rank: .minister, conditions: [condition]),
      said(86, 6, 6, rank: .minister, conditions: [other]),
      said(85, 6, 6, .undecided, rank: .minister),
      said(84, 6, 6, .withdrawn, rank: .minister),
      said(83, 6, 6, .withdrawn),
      said(82, 3, 4),
      said(81, 2, 4),
      said(80, nil, 4),
      said(79, 4, 8, rank: .head),
    ]
    for (index, first) in ordered.enumerated() {
      for (other, second) in ordered.enumerated() where index != other {
        #expect(first.counts(before: second) == (index < other), "\(first.seq) \(second.seq)")
      }
    }
    #expect(said(1, 5, 5).counts(before: said(2, 5, 5)))
    #expect(!said(2, 5, 5).counts(before: said(1, 5, 5)))
  }

  @Test func `of an utterance one counts, at every day`() {
    let exact = said(2, 5, 5, .oppose, utterance: 1)
    let vague = said(1, 3, 9, .support, utterance: 1)
    for at in 2..<12 {
      let outcome = Fold.outcome(of: [vague, exact], at: day(at))
      #expect(outcome.position == (at < 5 ? nil : .oppose))
      #expect(outcome.possible.isEmpty && outcome.confirmedBy.isEmpty)
      #expect(outcome.contestedReason == nil)
      let history = Fold.history(of: [vague, exact], at: day(at))
      let roles = history.map { "\($0.candidate.seq) \($0.role.word)" }
      switch at {
      case ..<3: #expect(roles.isEmpty)
      case 3..<5: #expect(roles == ["1 same-utterance"])
      default: #expect(roles == ["2 sets", "1 same-utterance"])
      }
    }
  }

  @Test func `what is superseded makes nothing yield, confirm or contest`() {
    let candidates = [
      said(1, 2, 2, .support),
      said(2, 5, 5, .oppose, isSuperseded: true),
      said(3, 4, 8, .support),
    ]
    let outcome = Fold.outcome(of: candidates, at: day(9))
    #expect(outcome.position == .support && outcome.setBy?.seq == 1)
    #expect(outcome.confirmedBy == [3] && outcome.possible.isEmpty)
    #expect(Fold.runs(of: candidates).map(\.setter.seq) == [1])
    let roles = Fold.history(of: candidates, at: day(9)).map(\.role)
    #expect(roles == [.sets, .superseded, .confirms])
  }

  @Test func `of an utterance the best that is not superseded counts`() {
    let candidates = [
      said(1, 2, 2, .support, utterance: 1, isSuperseded: true),
      said(2, 3, 3, .oppose, utterance: 1),
    ]
    #expect(Fold.outcome(of: candidates, at: day(9)).setBy?.seq == 2)
  }

  @Test(arguments: 0..<200)
  func `folding with links is folding what they leave`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let candidates = (1...UInt64(12)).map { seq in
      let first = Int.random(in: 0..<8, using: &random)
      return said(
        seq,
        Bool.random(using: &random) ? first : nil,
        first + Int.random(in: 0..<3, using: &random),
        Position.allCases.randomElement(using: &random) ?? .support,
        rank: Rank.allCases.randomElement(using: &random) ?? .none,
        utterance: UInt64.random(in: 0..<4, using: &random),
        isSuperseded: Int.random(in: 0..<6, using: &random) == 0
      )
    }
    let left = candidates.filter { one in
      if one.isSuperseded { return false }
      if one.utterance == 0 { return true }
      return !candidates.contains {
        $0.utterance == one.utterance && !$0.isSuperseded && $0.counts(before: one)
      }
    }
    for at in 0..<12 {
      let plain = LiteralFold(left, at: day(at))
      #expect(Fold.outcome(of: candidates.shuffled(using: &random), at: day(at)) == plain.outcome)
      for item in Fold.history(of: candidates, at: day(at)) {
        let isLeft = left.contains { $0.seq == item.candidate.seq }
        let role = isLeft ? plain.roles[item.candidate.seq] : item.role
        #expect(item.role == role)
        #expect(isLeft == (item.role != .superseded && item.role != .sameUtterance))
      }
    }
    #expect(Fold.runs(of: candidates) == LiteralFold(left, at: day(20)).runs)
  }
}
