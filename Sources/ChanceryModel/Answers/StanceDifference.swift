/// One (holder, topic) whose stance differs between two clocks.
package struct StanceDifference: Sendable, Equatable {
  /// In what the two stances differ; the first that fits.
  package enum Kind: Text, Sendable, CaseIterable {
    /// Nothing was on record before.
    case first
    /// Nothing is on record after.
    case gone
    /// The position, the conditions or the doubt about it are others.
    case changed
    /// The same stance rests on another statement, another version of it, or another date.
    case evidence
    /// The same stance, and nothing was said between the two days: told only to who asks for it.
    case quiet
  }

  package let kind: Kind
  package var before: StanceAnswer
  package var after: StanceAnswer

  package var holder: Text { after.holder }
  package var topic: Text { after.topic }

  /// Compares two answers on the same holder and topic; nil if they say the same.
  ///
  /// What only confirms a stance, may bear on it or stands aside makes no difference.
  ///
  /// - Parameters:
  ///   - before: The answer at the first clock.
  ///   - after: The answer at the second.
  ///   - day: If given, a stance of which the last word was said on that day or before is `quiet`.
  package init?(before: StanceAnswer, after: StanceAnswer, quietSince day: CivilDate? = nil) {
    guard let kind = StanceDifference.kind(before, after, day) else { return nil }
    self.kind = kind
    self.before = before
    self.after = after
  }

  private static func kind(
    _ before: StanceAnswer,
    _ after: StanceAnswer,
    _ day: CivilDate?
  ) -> Kind? {
    switch (before.position, after.position) {
    case (nil, nil): return nil
    case (nil, _): return .first
    case (_, nil): return .gone
    default: break
    }
    let isSame =
      before.position == after.position
      && before.contestedReason == after.contestedReason
      && Set(before.conditions.map(\.condition)) == Set(after.conditions.map(\.condition))
    guard isSame else { return .changed }
    let rests =
      before.seq == after.seq && before.version == after.version && before.since == after.since
    guard rests else { return .evidence }
    guard let day, let last = after.lastSaidLatest, last <= day else { return nil }
    return .quiet
  }
}
