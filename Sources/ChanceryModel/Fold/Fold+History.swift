extension Fold {
  /// What each candidate did to the stance at a day: oldest first, by `latest`, then by seq.
  ///
  /// Those that cannot have been said by that day are left out.
  ///
  /// - Complexity: O(n log n) for n candidates.
  package static func history(
    of candidates: [StanceCandidate],
    at day: CivilDate
  ) -> [(candidate: StanceCandidate, role: FoldRole)] {
    let (candidates, passedOver) = divide(candidates)
    let timeline = FoldTimeline(candidates.filter { $0.latest <= day })
    var items = timeline.yielded.map { (candidate: $0, role: FoldRole.uncertain) }
    items += candidates.filter { $0.isPossible(at: day) }.map { ($0, .uncertain) }
    items += passedOver.filter { $0.candidate.mayBe(onOrBefore: day) }
    for (index, day) in timeline.days.enumerated() {
      items += day.outcome.losers.map { ($0, .outranked) }
      items += day.outcome.winners.map {
        ($0, role(of: $0, in: day.outcome, isRunStart: day.runStart == index))
      }
    }
    return items.sorted {
      ($0.candidate.latest, $0.candidate.seq) < ($1.candidate.latest, $1.candidate.seq)
    }
  }

  private static func role(
    of winner: StanceCandidate,
    in day: DayOutcome,
    isRunStart: Bool
  ) -> FoldRole {
    if winner.position != day.position { return .contests }
    return isRunStart && winner.seq == day.setter.seq ? .sets : .confirms
  }
}
