/// The three clocks of a question, each optional (design §2).
package struct ClockQuery: Sendable, Hashable {
  /// The day asked about; nil means today in UTC.
  package var at: CivilDate?
  /// What the journal knew; nil means all that it holds.
  package var known: KnownQuery?
  /// What a source had published by that day; nil means whatever is on record.
  package var publicDay: CivilDate?

  package init(
    at: CivilDate? = nil,
    known: KnownQuery? = nil,
    publicDay: CivilDate? = nil
  ) {
    self.at = at
    self.known = known
    self.publicDay = publicDay
  }
}

/// A state of the journal, named by its last event or by a time.
package enum KnownQuery: Sendable, Hashable {
  /// All events up to that one.
  case seq(UInt64)
  /// All events recorded by then.
  case instant(Instant)
  /// All events recorded by the end of that day, UTC.
  case day(CivilDate)
}
