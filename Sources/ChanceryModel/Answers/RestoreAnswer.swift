/// How far a restore is.
package struct RestoreProgress: Sendable, Equatable {
  /// What is done.
  package enum Phase: String, Sendable, CaseIterable {
    /// The files of a backup are copied; counted in bytes.
    case copying
    /// The lines of an export are taken over; counted in bytes read, without a total from a pipe.
    case reading
    /// Leaves are read back, to be signed; counted in events.
    case signing
  }

  package var phase: Phase
  package var done: UInt64
  package var total: UInt64?

  package init(phase: Phase, done: UInt64, total: UInt64?) {
    self.phase = phase
    self.done = done
    self.total = total
  }
}

/// A journal that was restored.
package struct RestoreAnswer: Sendable, Equatable {
  /// The data directory.
  package var directory: Text
  /// The journal's identity.
  package var journal: Text
  package var head: UInt64
  /// The root at the head, lower-case hexadecimal.
  package var root: Text
  /// The verification key that it signs with from now on.
  package var key: Text
  package var seconds: Double

  package init(
    directory: Text,
    journal: Text,
    head: UInt64,
    root: Text,
    key: Text,
    seconds: Double
  ) {
    self.directory = directory
    self.journal = journal
    self.head = head
    self.root = root
    self.key = key
    self.seconds = seconds
  }
}
