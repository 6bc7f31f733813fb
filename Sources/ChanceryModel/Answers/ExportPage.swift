/// A stretch of an export.
package struct ExportPage: Sendable, Equatable {
  /// Whole NDJSON lines, each with its line feed.
  package var bytes: [UInt8]
  /// The seq after which the next stretch begins; nil if this one reaches the head.
  package var next: UInt64?
  package var head: UInt64
  /// The Merkle root at `head`, lower-case hex.
  package var root: Text
  /// The journal's identity.
  package var journal: Text

  package init(bytes: [UInt8], next: UInt64?, head: UInt64, root: Text, journal: Text) {
    self.bytes = bytes
    self.next = next
    self.head = head
    self.root = root
    self.journal = journal
  }
}
