/// How far a backup is.
package struct BackupProgress: Sendable, Equatable {
  /// What is done to the copy.
  package enum Phase: String, Sendable, CaseIterable {
    /// Pages are copied; counted in bytes.
    case copying
    /// What was written is read again; counted in bytes.
    case reading
    /// The copy is verified; counted as verification counts.
    case verifying
  }

  package var phase: Phase
  package var done: UInt64
  package var total: UInt64

  package init(phase: Phase, done: UInt64, total: UInt64) {
    self.phase = phase
    self.done = done
    self.total = total
  }
}

/// How a backup ended.
package struct BackupAnswer: Sendable, Equatable {
  /// The end of it.
  package enum End: String, Sendable, CaseIterable {
    /// The backup is whole, verified and on disk.
    case complete
    /// The caller went away, or the daemon stops; what was made of it was taken away.
    case cancelled
  }

  package var end: End
  /// Where the backup is, or was to be.
  package var directory: Text
  /// The last seq in it; nil if it was cancelled.
  package var head: UInt64?
  /// The root at the head, lower-case hexadecimal; nil if it was cancelled.
  package var root: Text?
  /// How many bytes its files have.
  package var bytes: Int
  package var seconds: Double

  package init(
    end: End,
    directory: Text,
    head: UInt64? = nil,
    root: Text? = nil,
    bytes: Int = 0,
    seconds: Double
  ) {
    self.end = end
    self.directory = directory
    self.head = head
    self.root = root
    self.bytes = bytes
    self.seconds = seconds
  }
}
