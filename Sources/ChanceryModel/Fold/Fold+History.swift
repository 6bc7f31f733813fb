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
    steps(of: candidates, at: day).compactMap { step in
      step.clause.role.map { (candidate: step.candidate, role: $0) }
    }
  }
}
