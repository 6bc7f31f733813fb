/// What the fold did with one candidate, and by which clause.
package struct FoldStep: Sendable, Equatable {
  /// How many statements ``passedFor`` names at most: the first, by day.
  package static let passedForCount = 10

  package var candidate: StanceCandidate
  package var clause: FoldClause
  /// The statements that counted in its place, by day; empty if it was kept, or if no other was why.
  package var passedFor: [UInt64]
  /// True if it began a run, and the dates do not prove that the run before it came first.
  package var isUndated: Bool

  package init(
    _ candidate: StanceCandidate,
    _ clause: FoldClause,
    passedFor: [UInt64] = [],
    isUndated: Bool = false
  ) {
    self.candidate = candidate
    self.clause = clause
    self.passedFor = Array(passedFor.prefix(FoldStep.passedForCount))
    self.isUndated = isUndated
  }
}
