/// What became of one event of a request.
package struct AppendResult: Sendable, Equatable {
  package var seq: UInt64
  package var id: Text
  /// True if the same event was on record already; then `seq` is where.
  package var isDuplicate: Bool
  /// True if the event on record was redacted since.
  package var isRedacted: Bool
  /// What the journal made of the event; nil for types that nothing is derived from, and in
  /// requests of more than ``AppendAnswer/derivedEventCount`` events.
  package var derived: DerivedValues?

  package init(
    seq: UInt64,
    id: Text,
    isDuplicate: Bool = false,
    isRedacted: Bool = false,
    derived: DerivedValues? = nil
  ) {
    self.seq = seq
    self.id = id
    self.isDuplicate = isDuplicate
    self.isRedacted = isRedacted
    self.derived = derived
  }
}
