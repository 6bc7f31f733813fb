/// A stretch of a replay.
package struct ReplayPage: Sendable, Equatable {
  package var lines: [ReplayLine]
  /// Where the next stretch begins; nil if this is the last.
  package var next: ReplayCursor?
  package var head: UInt64

  package init(lines: [ReplayLine], next: ReplayCursor?, head: UInt64) {
    self.lines = lines
    self.next = next
    self.head = head
  }
}

/// A place in a replay, known to the engine that made it only.
package struct ReplayCursor: Sendable, Hashable {
  /// The engine's own key.
  package var key: [UInt8]

  package init(key: [UInt8]) {
    self.key = key
  }
}
