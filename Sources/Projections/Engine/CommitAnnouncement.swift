/// A head that can be seen, and those who are to hear of it.
struct CommitAnnouncement {
  let head: UInt64
  let listeners: [@Sendable (UInt64) -> Void]

  /// Wakes those who follow the head.
  func make() { for listener in listeners { listener(head) } }
}
