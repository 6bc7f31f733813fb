import ChanceryModel
import Testing

/// Each sentence of design §5, one test or more.
@Suite struct FoldTests {
  // MARK: - Candidates

  @Test func `with no statement on record there is no position`() {
    #expect(Fold.outcome(of: [], at: march(27)) == FoldOutcome())
  }

  @Test func `a statement counts from the last day it can have been said`() {
    let history = [stance(1, .oppose, 20...24)]
    #expect(Fold.outcome(of: history, at: march(23)).position == nil)
    #expect(Fold.outcome(of: history, at: march(24)).position == .oppose)
  }

  @Test func `what only may have been said by then stands aside as possible`() {
    let history = [stance(1, .oppose, 20...24)]
    #expect(Fold.outcome(of: history, at: march(19)).possible.isEmpty)
    #expect(Fold.outcome(of: history, at: march(20)).possible == history)
    #expect(Fold.outcome(of: history, at: march(24)).possible.isEmpty)
  }

  @Test func `what has no floor is possible on any day before it is certain`() {
    let history = [stance(1, .oppose, ...24)]
    #expect(Fold.outcome(of: history, at: .first).possible == history)
    #expect(Fold.outcome(of: history, at: march(24)).position == .oppose)
  }

  // MARK: - Day

  @Test func `the latest day wins over any rank`() {
    let history = [stance(1, .support, 20, .head), stance(2, .oppose, 21, .none)]
    #expect(Fold.outcome(of: history, at: march(27)).position == .oppose)
  }

  @Test func `a statement of uncertain day yields to one of exact day inside its bounds`() {
    let vague = stance(1, .oppose, 20...24, .head)
    for day in [20, 22, 24] {
      let outcome = Fold.outcome(of: [vague, stance(2, .support, day)], at: march(27))
      #expect(outcome.position == .support)
      #expect(outcome.possible == [vague])
      #expect(outcome.contestedReason == nil)
    }
  }

  @Test func `it does not yield to one outside its bounds`() {
    let history = [stance(1, .oppose, 20...24), stance(2, .support, 19)]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.possible.isEmpty)
  }

  @Test func `without a floor it yields to any exact day up to its last`() {
    let history = [stance(1, .oppose, ...24), stance(2, .support, 1)]
    #expect(Fold.outcome(of: history, at: march(27)).position == .support)
  }

  @Test func `two of uncertain day do not yield to each other`() {
    let history = [stance(1, .oppose, 20...24), stance(2, .support, 21...23)]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.possible.isEmpty)
  }

  @Test func `on one day the highest rank wins, and the losers neither confirm nor contest`() {
    let history = [
      stance(1, .support, 20, .minister), stance(2, .oppose, 20, .head),
      stance(3, .oppose, 20, .official),
    ]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.setBy?.seq == 2)
    #expect(outcome.confirmedBy.isEmpty)
    #expect(outcome.contestedReason == nil)
  }

  @Test func `of one rank and last day the later earliest wins, none being earlier than any`() {
    let history = [
      stance(1, .support, ...24), stance(2, .oppose, 20...24), stance(3, .neutral, 22...24),
    ]
    #expect(Fold.outcome(of: history, at: march(27)).position == .neutral)
    #expect(Fold.outcome(of: Array(history.prefix(2)), at: march(27)).position == .oppose)
  }

  @Test func `equals that differ are contested, with both`() {
    let history = [stance(1, .support, 20), stance(2, .oppose, 20), stance(3, .oppose, 20)]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.contestedReason == .equals)
    #expect(outcome.contestedBy == [1])
    #expect(outcome.setBy?.seq == 2)
    #expect(outcome.confirmedBy == [3])
  }

  @Test func `among equals the position stays what it was`() {
    let history = [stance(1, .support, 19), stance(2, .support, 20), stance(3, .oppose, 20)]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .support)
    #expect(outcome.contestedBy == [3])
    #expect(outcome.setBy?.seq == 1)
    #expect(outcome.lastSaid?.seq == 2)
  }

  @Test func `among new equals the first word in the fixed order stands`() {
    let order: [Position] = [.undecided, .conditional, .neutral, .oppose, .support, .withdrawn]
    for first in order.indices {
      let said = order[first...].reversed().enumerated().map {
        stance(UInt64($0.offset + 1), $0.element, 20)
      }
      #expect(Fold.outcome(of: said, at: march(27)).position == order[first])
    }
  }

  @Test func `equals contest only the latest day`() {
    let history = [stance(1, .support, 20), stance(2, .oppose, 20), stance(3, .oppose, 21)]
    #expect(Fold.outcome(of: history, at: march(20)).contestedReason == .equals)
    #expect(Fold.outcome(of: history, at: march(21)).contestedReason == nil)
  }

  // MARK: - Run

  @Test func `the same position again confirms, and since is the first statement's`() {
    let history = [stance(4, .oppose, 20), stance(2, .oppose, 24), stance(7, .oppose, 22)]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.setBy?.seq == 4)
    #expect(outcome.lastSaid?.seq == 2)
    #expect(outcome.confirmedBy == [2, 7])
  }

  @Test func `a statement that stands alone is its own last word`() {
    let outcome = Fold.outcome(of: [stance(1, .oppose, 20)], at: march(27))
    #expect(outcome.lastSaid == outcome.setBy)
    #expect(outcome.confirmedBy.isEmpty)
  }

  @Test func `a position that was left and taken up again begins a new run`() {
    let history = [stance(1, .oppose, 20), stance(2, .support, 21), stance(3, .oppose, 22)]
    #expect(Fold.outcome(of: history, at: march(27)).setBy?.seq == 3)
    #expect(Fold.runs(of: history).map(\.setter.seq) == [1, 2, 3])
  }

  @Test func `on a shared day the lowest seq of the highest rank begins the run`() {
    let history = [
      stance(5, .oppose, 20, .head), stance(3, .oppose, 20, .head), stance(1, .oppose, 20, .none),
    ]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.setBy?.seq == 3)
    #expect(outcome.lastSaid?.seq == 3)
    #expect(outcome.confirmedBy == [5])
  }

  @Test func `a change that the dates do not prove is contested as undated`() {
    let history = [
      stance(1, .support, 18...20), stance(2, .support, 20...22), stance(3, .oppose, 22...24),
    ]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.contestedReason == .undated)
    #expect(outcome.contestedBy == [2])
  }

  @Test func `a change whose first possible day comes after the last word before is proved`() {
    let history = [stance(1, .support, 18...20), stance(2, .oppose, 21...24)]
    #expect(Fold.outcome(of: history, at: march(27)).contestedReason == nil)
  }

  @Test func `the first run is never undated`() {
    #expect(Fold.outcome(of: [stance(1, .oppose, ...24)], at: march(27)).contestedReason == nil)
  }

  @Test func `undated stays with the run, however often it is confirmed`() {
    let history = [
      stance(1, .support, 20...22), stance(2, .oppose, 22...24), stance(3, .oppose, 26),
    ]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.contestedReason == .undated)
    #expect(outcome.contestedBy == [1])
    #expect(Fold.runs(of: history).map(\.isUndated) == [false, true])
  }

  @Test func `equals of the latest day come before an undated beginning`() {
    let history = [
      stance(1, .support, 20...22), stance(2, .oppose, 22...24), stance(3, .oppose, 26),
      stance(4, .neutral, 26),
    ]
    let outcome = Fold.outcome(of: history, at: march(27))
    #expect(outcome.position == .oppose)
    #expect(outcome.contestedReason == .equals)
    #expect(outcome.contestedBy == [4])
  }

  // MARK: - Conditions

  @Test func `over a run conditions add up, each with its event`() {
    let history = [
      stance(1, .oppose, 20, conditions: [flag]), stance(2, .oppose, 21),
      stance(3, .oppose, 22, conditions: [ceasefire, flag]),
    ]
    #expect(
      Fold.outcome(of: history, at: march(27)).conditions == [
        FoldedCondition(condition: flag, seq: 1), FoldedCondition(condition: ceasefire, seq: 3),
      ]
    )
  }

  @Test func `a bare repetition does not erase an exception`() {
    let history = [stance(1, .oppose, 20, conditions: [flag]), stance(2, .oppose, 24)]
    #expect(Fold.outcome(of: history, at: march(27)).conditions.map(\.condition) == [flag])
  }

  @Test func `an empty list clears, and what comes back is new`() {
    let history = [
      stance(1, .oppose, 20, conditions: [flag]), stance(2, .oppose, 21, conditions: []),
      stance(3, .oppose, 22, conditions: [flag]),
    ]
    #expect(Fold.outcome(of: history, at: march(21)).conditions.isEmpty)
    #expect(Fold.outcome(of: history, at: march(22)).conditions.map(\.seq) == [3])
  }

  @Test func `on one day clearing comes first, whatever the seqs`() {
    for (clears, adds) in [(1, 2), (2, 1)] as [(UInt64, UInt64)] {
      let history = [
        stance(9, .oppose, 20, conditions: [flag]), stance(clears, .oppose, 21, conditions: []),
        stance(adds, .oppose, 21, conditions: [ceasefire]),
      ]
      #expect(
        Fold.outcome(of: history, at: march(27)).conditions.map(\.condition) == [ceasefire]
      )
    }
  }

  @Test func `on one day the lowest seq is a condition's event`() {
    let history = [
      stance(8, .oppose, 20, conditions: [flag]), stance(4, .oppose, 20, conditions: [flag]),
    ]
    #expect(Fold.outcome(of: history, at: march(27)).conditions.map(\.seq) == [4])
  }

  @Test func `conditions of one text and two kinds are two`() {
    let timing = Condition(kind: .timing, text: flag.text)
    let history = [stance(1, .oppose, 20, conditions: [flag, timing])]
    #expect(Fold.outcome(of: history, at: march(27)).conditions.count == 2)
  }

  @Test func `conditions never cross a change of position`() {
    let history = [
      stance(1, .oppose, 20, conditions: [flag]), stance(2, .support, 21), stance(3, .oppose, 22),
    ]
    #expect(Fold.outcome(of: history, at: march(27)).conditions.isEmpty)
  }

  @Test func `losers and dissenters of a day bring no conditions and clear none`() {
    let history = [
      stance(1, .oppose, 20, .head, conditions: [flag]),
      stance(2, .oppose, 21, .head),
      stance(3, .oppose, 21, .none, conditions: []),
      stance(4, .support, 21, .head, conditions: [ceasefire]),
    ]
    #expect(Fold.outcome(of: history, at: march(27)).conditions.map(\.condition) == [flag])
  }

  // MARK: - History

  @Test func `a history names the part of each statement, oldest first`() {
    let history = [
      stance(6, .support, ...28), stance(5, .support, 24), stance(4, .oppose, 24),
      stance(3, .oppose, 22, .none), stance(2, .oppose, 22, .head), stance(1, .oppose, 20...23),
      stance(7, .oppose, 26), stance(8, .oppose, 30),
    ]
    let items = Fold.history(of: history, at: march(27))
    #expect(items.map(\.candidate.seq) == [2, 3, 1, 4, 5, 7, 6])
    #expect(
      items.map(\.role) == [
        .sets, .outranked, .uncertain, .confirms, .contests, .confirms, .uncertain,
      ]
    )
  }

  @Test func `the index's primitive knows the position before`() {
    let said = [stance(1, .oppose, 20), stance(2, .support, 20), stance(3, .support, 20, .none)]
    let day = Fold.day(said, previous: .support)
    #expect(day.position == .support)
    #expect(day.setter.seq == 2)
    #expect(day.isContested)
    #expect(day.winners.map(\.seq) == [1, 2])
    #expect(day.losers.map(\.seq) == [3])
    #expect(Fold.day(said, previous: .neutral).position == .oppose)
  }

  @Test func `the rule has a name`() {
    #expect(Fold.rule == "fold/1")
  }

  @Test func `words of roles and reasons read back`() {
    for role in FoldRole.allCases { #expect(FoldRole(word: role.word) == role) }
    for reason in ContestedReason.allCases {
      #expect(ContestedReason(word: reason.word) == reason)
    }
    #expect(FoldRole(word: "aside") == nil)
  }
}

// MARK: - Histories in short

private let flag = Condition(kind: .exception, text: "under a UN flag")
private let ceasefire = Condition(kind: .timing, text: "after a ceasefire")

/// A day of March 2025.
private func march(_ day: Int) -> CivilDate {
  CivilDate(year: 2025, month: 3, day: day) ?? .first
}

private func stance(
  _ seq: UInt64,
  _ position: Position,
  _ day: Int,
  _ rank: Rank = .head,
  conditions: [Condition]? = nil
) -> StanceCandidate {
  StanceCandidate(
    seq: seq,
    version: seq,
    earliest: march(day),
    latest: march(day),
    rank: rank,
    position: position,
    conditions: conditions
  )
}

private func stance(
  _ seq: UInt64,
  _ position: Position,
  _ days: ClosedRange<Int>,
  _ rank: Rank = .head
) -> StanceCandidate {
  StanceCandidate(
    seq: seq,
    version: seq,
    earliest: march(days.lowerBound),
    latest: march(days.upperBound),
    rank: rank,
    position: position
  )
}

private func stance(
  _ seq: UInt64,
  _ position: Position,
  _ days: PartialRangeThrough<Int>
) -> StanceCandidate {
  StanceCandidate(
    seq: seq,
    version: seq,
    earliest: nil,
    latest: march(days.upperBound),
    rank: .head,
    position: position
  )
}
