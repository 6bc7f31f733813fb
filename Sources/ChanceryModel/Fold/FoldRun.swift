/// A stretch of days on which the same position stood, as long as it can be (design §5, rule 3).
package struct FoldRun: Sendable, Equatable {
  /// The day it began; it ends where the next begins.
  package var start: CivilDate
  /// What stood.
  package var position: Position
  /// The statement that began it: the setter of the day `start`.
  package var setter: StanceCandidate
  /// True if there is an earlier run and the dates do not prove that this one came after it.
  package var isUndated: Bool

  package init(start: CivilDate, position: Position, setter: StanceCandidate, isUndated: Bool) {
    self.start = start
    self.position = position
    self.setter = setter
    self.isUndated = isUndated
  }
}
