/// One count: counts of different units, kinds or sources are never merged.
package struct MeetingCount: Sendable, Equatable {
  package var seq: UInt64
  package var value: Int
  package var unit: Text?
  package var qualifier: Text?
  package var kind: Text?
  package var by: Text?
  package var source: Text?
  package var said: Text
  /// True if it was said before the day, or counts invitations or expectations.
  package var isPlanned: Bool

  package init(
    seq: UInt64,
    value: Int,
    unit: Text? = nil,
    qualifier: Text? = nil,
    kind: Text? = nil,
    by: Text? = nil,
    source: Text? = nil,
    said: Text,
    isPlanned: Bool
  ) {
    self.seq = seq
    self.value = value
    self.unit = unit
    self.qualifier = qualifier
    self.kind = kind
    self.by = by
    self.source = source
    self.said = said
    self.isPlanned = isPlanned
  }
}
