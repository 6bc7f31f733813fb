/// How a rebuild, or the check of one, ended.
package struct RebuildAnswer: Sendable, Equatable {
  /// The end of it.
  package enum End: String, Sendable, CaseIterable {
    /// All projections were made anew; or a check found them the same.
    case complete
    /// A check found rows that a rebuild would not make.
    case different
    /// The caller went away; what stood before stands.
    case cancelled
  }

  /// What was made of one projection.
  package struct Projection: Sendable, Equatable {
    package var name: Text
    package var rows: UInt64
    /// True if the rows are byte for byte those that stood before.
    package var isIdentical: Bool

    package init(name: Text, rows: UInt64, isIdentical: Bool) {
      self.name = name
      self.rows = rows
      self.isIdentical = isIdentical
    }
  }

  /// What was erased, where that was asked for.
  package struct Redaction: Sendable, Equatable {
    package var event: UInt64
    /// The `event.redacted` that says so.
    package var seq: UInt64
    /// Every event whose content is gone, ascending.
    package var erased: [UInt64]

    package init(event: UInt64, seq: UInt64, erased: [UInt64]) {
      self.event = event
      self.seq = seq
      self.erased = erased
    }
  }

  package var end: End
  package var head: UInt64
  package var seconds: Double
  package var projections: [Projection]
  /// nil for a rebuild, and for a redaction that was cancelled.
  package var redaction: Redaction?

  package init(
    end: End,
    head: UInt64,
    seconds: Double,
    projections: [Projection],
    redaction: Redaction? = nil
  ) {
    self.redaction = redaction
    self.end = end
    self.head = head
    self.seconds = seconds
    self.projections = projections
  }
}
