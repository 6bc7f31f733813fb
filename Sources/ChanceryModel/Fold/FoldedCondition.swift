/// A condition that holds at a date, and the statement that first made it in its run.
package struct FoldedCondition: Sendable, Equatable {
  package var condition: Condition
  /// The statement's seq.
  package var seq: UInt64

  package init(condition: Condition, seq: UInt64) {
    self.condition = condition
    self.seq = seq
  }
}
