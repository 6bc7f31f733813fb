/// The proof that an event stands in the tree of a checkpoint, and all that is needed to check it.
package struct InclusionAnswer: Sendable, Equatable {
  package var seq: UInt64
  /// The checkpoint of the size that was asked for.
  package var checkpoint: CheckpointAnswer
  /// Lower-case hex.
  package var leafHash: Text
  /// Base64, the leaf's sibling first.
  package var path: [Text]
  /// The leaf's bytes, which are one JSON object.
  package var leaf: [UInt8]
  /// Lower-case hex; zeros if the event was redacted.
  package var salt: Text
  /// What the leaf says is SHA-256(salt ‖ data), lower-case hex.
  package var dataHash: Text
  /// The data's bytes, which are one JSON object; nil if the event was redacted.
  package var data: [UInt8]?
  /// The events that correct, withdraw or erase this one, or one another, ascending.
  package var corrections: [UInt64]
  package var head: UInt64

  package init(
    seq: UInt64,
    checkpoint: CheckpointAnswer,
    leafHash: Text,
    path: [Text],
    leaf: [UInt8],
    salt: Text,
    dataHash: Text,
    data: [UInt8]?,
    corrections: [UInt64],
    head: UInt64
  ) {
    self.seq = seq
    self.checkpoint = checkpoint
    self.leafHash = leafHash
    self.path = path
    self.leaf = leaf
    self.salt = salt
    self.dataHash = dataHash
    self.data = data
    self.corrections = corrections
    self.head = head
  }
}
