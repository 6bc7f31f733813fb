/// One stance of a history: a statement, and what it did to what is on record.
package struct HistoryItem: Sendable, Equatable {
  package var topic: Text
  package var seq: UInt64
  package var version: UInt64
  package var said: Moment
  /// nil for an absence.
  package var position: Position?
  package var standing: Standing
  package var rank: Rank
  /// nil: listed aside, never folded (attributed, absence, leaked, deed); in JSON `aside`.
  package var role: FoldRole?
  /// nil: none given; empty: cleared.
  package var conditions: [Condition]?
  /// The speaker's display name, if there is one.
  package var by: Text?
  /// The slugs of its sources.
  package var sources: [Text]

  package init(
    topic: Text,
    seq: UInt64,
    version: UInt64,
    said: Moment,
    position: Position?,
    standing: Standing,
    rank: Rank,
    role: FoldRole?,
    conditions: [Condition]? = nil,
    by: Text? = nil,
    sources: [Text] = []
  ) {
    self.topic = topic
    self.seq = seq
    self.version = version
    self.said = said
    self.position = position
    self.standing = standing
    self.rank = rank
    self.role = role
    self.conditions = conditions
    self.by = by
    self.sources = sources
  }
}
