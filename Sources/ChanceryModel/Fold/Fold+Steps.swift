extension Fold {
  /// The fold at a day, step by step: oldest first, by `latest`, then by seq.
  ///
  /// Candidates that cannot have been said by that day are left out. What is kept, folded alone, gives the
  /// same position, set by the same statement: the last kept is what the stance says.
  ///
  /// - Complexity: O(n log n) for n candidates.
  package static func steps(of candidates: [StanceCandidate], at day: CivilDate) -> [FoldStep] {
    let (counting, passedOver) = divide(candidates)
    let certain = counting.filter { $0.latest <= day }
    let timeline = FoldTimeline(certain)
    var steps = linked(passedOver.filter { $0.candidate.mayBe(onOrBefore: day) }, counting)
    steps += counting.filter { $0.isPossible(at: day) }.map { FoldStep($0, .notYet) }
    steps += yielding(timeline.yielded, certain)
    for (index, said) in timeline.days.enumerated() {
      steps += said.outcome.losers.map { outranked($0, said.outcome) }
      steps += said.outcome.winners.map { winner in
        let isSetter = said.runStart == index && winner.seq == said.outcome.setter.seq
        return step(winner, said.outcome, isSetter ? timeline.run(startingAt: index) : nil)
      }
    }
    return steps.sorted {
      ($0.candidate.latest, $0.candidate.seq) < ($1.candidate.latest, $1.candidate.seq)
    }
  }

  /// Those that links pass over; of the superseded, which statement did so is not the fold's to know.
  private static func linked(
    _ passedOver: [(candidate: StanceCandidate, role: FoldRole)],
    _ counting: [StanceCandidate]
  ) -> [FoldStep] {
    guard !passedOver.isEmpty else { return [] }
    var kept: [UInt64: UInt64] = [:]
    for candidate in counting where candidate.utterance != 0 {
      kept[candidate.utterance] = candidate.seq
    }
    return passedOver.map { item in
      guard item.role == .sameUtterance else { return FoldStep(item.candidate, .superseded) }
      let counts = kept[item.candidate.utterance].map { [$0] } ?? []
      return FoldStep(item.candidate, .sameUtterance, passedFor: counts)
    }
  }

  private static func yielding(
    _ yielded: [StanceCandidate],
    _ certain: [StanceCandidate]
  ) -> [FoldStep] {
    guard !yielded.isEmpty else { return [] }
    let exact = certain.filter(\.isExactDay).sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }
    return yielded.map { candidate in
      let within = exact[firstIndex(in: exact, from: candidate.earliest)...]
        .prefix(FoldStep.passedForCount).prefix { $0.latest <= candidate.latest }
      return FoldStep(candidate, .exactDay, passedFor: within.map(\.seq))
    }
  }

  /// The first of those, by day, that stands on a day or after it.
  private static func firstIndex(in exact: [StanceCandidate], from day: CivilDate?) -> Int {
    var (low, high) = (0, exact.count)
    while let day, low < high {
      let middle = (low + high) / 2
      if exact[middle].latest < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func outranked(_ loser: StanceCandidate, _ day: DayOutcome) -> FoldStep {
    FoldStep(
      loser,
      loser.rank < day.setter.rank ? .rank : .earliest,
      passedFor: day.winners.map(\.seq)
    )
  }

  /// A winner of its day; `run` is there if it began one.
  private static func step(
    _ winner: StanceCandidate,
    _ day: DayOutcome,
    _ run: FoldRun?
  ) -> FoldStep {
    if winner.position != day.position {
      let holders = day.winners.filter { $0.position == day.position }.map(\.seq)
      return FoldStep(winner, .equals, passedFor: holders)
    }
    guard let run else { return FoldStep(winner, .confirms) }
    return FoldStep(winner, .sets, isUndated: run.isUndated)
  }
}
