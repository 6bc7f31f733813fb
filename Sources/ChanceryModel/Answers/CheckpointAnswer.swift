/// A signed root of the tree, and the key that it verifies with.
package struct CheckpointAnswer: Sendable, Equatable {
  /// The name that the journal signs with.
  package var origin: Text
  /// How many events it vouches for.
  package var size: UInt64
  /// Lower-case hex.
  package var root: Text
  /// C2SP's `vkey`.
  package var key: Text
  /// The signed note, byte for byte.
  package var note: Text

  package init(origin: Text, size: UInt64, root: Text, key: Text, note: Text) {
    self.origin = origin
    self.size = size
    self.root = root
    self.key = key
    self.note = note
  }
}
