/// The clocks an answer was computed at: every answer echoes them.
package struct AnswerClocks: Sendable, Hashable {
  /// The day asked about, or today in UTC if none was.
  package var at: CivilDate
  /// The last event that counts as known.
  package var known: UInt64
  /// The day by which a source must have published it; nil if that was not asked.
  package var publicDay: CivilDate?
  /// The journal's last event when the answer was computed.
  package var head: UInt64

  package init(at: CivilDate, known: UInt64, publicDay: CivilDate? = nil, head: UInt64) {
    self.at = at
    self.known = known
    self.publicDay = publicDay
    self.head = head
  }
}
