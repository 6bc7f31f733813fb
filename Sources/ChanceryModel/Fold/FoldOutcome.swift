/// The stance of one holder on one topic at one date, and what it rests on.
///
/// All lists of seqs and of candidates ascend by seq, which identifies but never decides.
package struct FoldOutcome: Sendable, Equatable {
  /// What is on record; nil if nothing is.
  package var position: Position?
  /// What holds over the run: in the order it was said.
  package var conditions: [FoldedCondition]
  /// nil if the stance is not contested.
  package var contestedReason: ContestedReason?
  /// The statements that say otherwise; empty if the stance is not contested.
  package var contestedBy: [UInt64]
  /// The statement that began the run.
  package var setBy: StanceCandidate?
  /// The last statement of the run; `setBy` itself if it stands alone.
  package var lastSaid: StanceCandidate?
  /// The statements that said the same again within the run.
  package var confirmedBy: [UInt64]
  /// The statements of uncertain day that may bear on the date but do not count.
  package var possible: [StanceCandidate]

  package init(
    position: Position? = nil,
    conditions: [FoldedCondition] = [],
    contestedReason: ContestedReason? = nil,
    contestedBy: [UInt64] = [],
    setBy: StanceCandidate? = nil,
    lastSaid: StanceCandidate? = nil,
    confirmedBy: [UInt64] = [],
    possible: [StanceCandidate] = []
  ) {
    self.position = position
    self.conditions = conditions
    self.contestedReason = contestedReason
    self.contestedBy = contestedBy
    self.setBy = setBy
    self.lastSaid = lastSaid
    self.confirmedBy = confirmedBy
    self.possible = possible
  }
}
