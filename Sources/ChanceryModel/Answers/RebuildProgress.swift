/// How far a rebuild is.
package struct RebuildProgress: Sendable, Equatable {
  /// What it is doing: `filling`, `comparing`, `swapping`, `deleting`.
  package var phase: Text
  package var done: UInt64
  package var total: UInt64

  package init(phase: Text, done: UInt64, total: UInt64) {
    self.phase = phase
    self.done = done
    self.total = total
  }
}
