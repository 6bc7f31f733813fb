import ChanceryModel

/// Rule `fold/1` once more, read off the page (design §5) with no thought of speed: it walks the
/// calendar one day at a time and keeps what a person would write on a card.
///
/// It shares no code with ``Fold``; the two must agree on every history.
struct LiteralFold {
  /// What a person would keep of the stance while time goes by.
  private struct Card {
    var position: Position
    var setter: StanceCandidate
    var last: StanceCandidate
    var holding: [StanceCandidate]
    var conditions: [FoldedCondition]
    var undatedAgainst: [UInt64]?
    var lastDay: CivilDate
    var lastDayHolding: [StanceCandidate]
    var lastDayOthers: [StanceCandidate]
  }

  private var card: Card?
  private(set) var roles: [UInt64: FoldRole] = [:]
  private(set) var runs: [FoldRun] = []
  private(set) var outcome = FoldOutcome()

  init(_ candidates: [StanceCandidate], at end: CivilDate) {
    let counted = candidates.filter { $0.latest <= end }
    let exact = counted.filter { $0.earliest == $0.latest }
    var standing: [StanceCandidate] = []
    for candidate in counted {
      let isBeaten =
        candidate.earliest != candidate.latest
        && exact.contains {
          (candidate.earliest ?? CivilDate.first) <= $0.latest && $0.latest <= candidate.latest
        }
      if isBeaten { outcome.possible.append(candidate) } else { standing.append(candidate) }
    }
    outcome.possible += candidates.filter {
      ($0.earliest ?? CivilDate.first) <= end && end < $0.latest
    }
    for candidate in outcome.possible { roles[candidate.seq] = .uncertain }
    if var today = standing.map(\.latest).min() {
      while today <= end {
        let spoken = standing.filter { $0.latest == today }
        if !spoken.isEmpty { turn(to: today, spoken) }
        today = today.adding(days: 1)
      }
    }
    read()
  }

  private mutating func turn(to today: CivilDate, _ spoken: [StanceCandidate]) {
    let highest = spoken.map(\.rank).max()
    var equals = spoken.filter { $0.rank == highest }
    let floor = equals.map { $0.earliest ?? CivilDate.first }.max()
    equals = equals.filter { ($0.earliest ?? CivilDate.first) == floor }
    for candidate in spoken where !equals.contains(candidate) {
      roles[candidate.seq] = .outranked
    }
    let order: [Position] = [.undecided, .conditional, .neutral, .oppose, .support, .withdrawn]
    let said = order.filter { position in equals.contains { $0.position == position } }
    let position = said.contains { $0 == card?.position } ? card?.position : said.first
    let holding = equals.filter { $0.position == position }.sorted { $0.seq < $1.seq }
    let others = equals.filter { $0.position != position }
    for candidate in others { roles[candidate.seq] = .contests }
    if let old = card, old.position == position {
      for candidate in holding { roles[candidate.seq] = .confirms }
    } else {
      begin(holding, on: today)
    }
    card?.holding += holding
    card?.last = holding[0]
    card?.lastDay = today
    card?.lastDayHolding = holding
    card?.lastDayOthers = others
    note(holding)
  }

  private mutating func begin(_ holding: [StanceCandidate], on today: CivilDate) {
    let setter = holding[0]
    for candidate in holding { roles[candidate.seq] = .confirms }
    roles[setter.seq] = .sets
    var undatedAgainst: [UInt64]?
    if let old = card, (setter.earliest ?? CivilDate.first) <= old.lastDay {
      undatedAgainst = old.lastDayHolding.map(\.seq)
    }
    runs.append(
      FoldRun(
        start: today,
        position: setter.position,
        setter: setter,
        isUndated: undatedAgainst != nil
      )
    )
    card = Card(
      position: setter.position,
      setter: setter,
      last: setter,
      holding: [],
      conditions: [],
      undatedAgainst: undatedAgainst,
      lastDay: today,
      lastDayHolding: [],
      lastDayOthers: []
    )
  }

  private mutating func note(_ holding: [StanceCandidate]) {
    for candidate in holding where candidate.conditions == [] { card?.conditions = [] }
    for candidate in holding {
      for condition in candidate.conditions ?? [] {
        let isKnown = card?.conditions.contains { $0.condition == condition } == true
        if !isKnown {
          card?.conditions.append(FoldedCondition(condition: condition, seq: candidate.seq))
        }
      }
    }
  }

  private mutating func read() {
    outcome.possible.sort { $0.seq < $1.seq }
    guard let card else { return }
    outcome.position = card.position
    outcome.conditions = card.conditions
    outcome.setBy = card.setter
    outcome.lastSaid = card.last
    outcome.confirmedBy = card.holding.map(\.seq).filter { $0 != card.setter.seq }.sorted()
    if !card.lastDayOthers.isEmpty {
      outcome.contestedReason = .equals
      outcome.contestedBy = card.lastDayOthers.map(\.seq).sorted()
    } else if let undatedAgainst = card.undatedAgainst {
      outcome.contestedReason = .undated
      outcome.contestedBy = undatedAgainst.sorted()
    }
  }
}
