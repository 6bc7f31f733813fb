extension Fold {
  /// The stance at a day.
  ///
  /// - Complexity: O(n log n) for n candidates.
  package static func outcome(of candidates: [StanceCandidate], at day: CivilDate) -> FoldOutcome {
    let candidates = divide(candidates).counting
    let timeline = FoldTimeline(candidates.filter { $0.latest <= day })
    var outcome = FoldOutcome(
      possible: (timeline.yielded + candidates.filter { $0.isPossible(at: day) })
        .sorted { $0.seq < $1.seq }
    )
    guard let last = timeline.days.last else { return outcome }
    let run = timeline.run(startingAt: last.runStart)
    outcome.position = run.position
    outcome.setBy = run.setter
    outcome.lastSaid = last.outcome.setter
    (outcome.contestedReason, outcome.contestedBy) = contest(of: run, in: timeline, last: last)
    for day in timeline.days[last.runStart...] {
      addConditions(of: day.outcome, to: &outcome.conditions)
      outcome.confirmedBy += day.outcome.winners
        .filter { $0.position == run.position && $0.seq != run.setter.seq }.map(\.seq)
    }
    outcome.confirmedBy.sort()
    return outcome
  }

  /// The whole timeline's runs, in order: those at any day are the first of them.
  package static func runs(of candidates: [StanceCandidate]) -> [FoldRun] {
    let timeline = FoldTimeline(divide(candidates).counting)
    return timeline.days.indices.filter { timeline.days[$0].runStart == $0 }
      .map { timeline.run(startingAt: $0) }
  }

  /// Equals of the last day come before doubt about the run's beginning, which stays with the run.
  static func contest(
    of run: FoldRun,
    in timeline: FoldTimeline,
    last: FoldTimeline.Day
  ) -> (ContestedReason?, [UInt64]) {
    if last.outcome.isContested {
      let others = last.outcome.winners.filter { $0.position != run.position }
      return (.equals, others.map(\.seq))
    }
    guard run.isUndated else { return (nil, []) }
    let before = timeline.days[last.runStart - 1].outcome
    return (.undated, before.winners.filter { $0.position == before.position }.map(\.seq))
  }
}
