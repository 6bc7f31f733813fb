/// The proof that the tree of one size begins with all of the tree of another, unchanged.
package struct ConsistencyAnswer: Sendable, Equatable {
  package var from: UInt64
  /// The root at `from`, lower-case hex.
  package var fromRoot: Text
  /// The checkpoint of the newer size.
  package var checkpoint: CheckpointAnswer
  /// Base64.
  package var path: [Text]
  package var head: UInt64

  package init(
    from: UInt64,
    fromRoot: Text,
    checkpoint: CheckpointAnswer,
    path: [Text],
    head: UInt64
  ) {
    self.from = from
    self.fromRoot = fromRoot
    self.checkpoint = checkpoint
    self.path = path
    self.head = head
  }
}
