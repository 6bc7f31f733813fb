extension CivilDate {
  /// Reads `YYYY-MM-DD`, as in a query's `at`.
  package static func parse(_ text: Text) throws(Refusal) -> CivilDate {
    throw Refusal(.invalidDate, "not written yet")
  }
}

extension Instant {
  /// Reads an RFC 3339 timestamp.
  package static func parse(_ text: Text) throws(Refusal) -> Instant {
    throw Refusal(.invalidDate, "not written yet")
  }
}
