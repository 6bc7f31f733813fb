/// How a rewriting of the journal's file ended.
package struct CompactAnswer: Sendable, Equatable {
  /// The end of it.
  package enum End: String, Sendable, CaseIterable {
    /// The fresh file is in use.
    case complete
    /// The caller went away; the file is the one that was there.
    case cancelled
  }

  package var end: End
  package var head: UInt64
  package var seconds: Double
  /// The bytes of the file before.
  package var bytesBefore: Int
  /// The bytes of the file now.
  package var bytesAfter: Int

  package init(end: End, head: UInt64, seconds: Double, bytesBefore: Int, bytesAfter: Int) {
    self.end = end
    self.head = head
    self.seconds = seconds
    self.bytesBefore = bytesBefore
    self.bytesAfter = bytesAfter
  }
}
