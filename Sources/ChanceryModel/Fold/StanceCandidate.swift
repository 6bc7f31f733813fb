/// A stance that may set what is on record: what ``Fold`` folds.
///
/// It stands declared, is no deed, and is visible at the query's `known` and `public`; the caller
/// sees to that (design §5, rule 1). The day of the query is the fold's own affair.
package struct StanceCandidate: Sendable, Equatable {
  /// The statement: identifies it in answers, never decides a position.
  package var seq: UInt64
  /// The event whose version of the statement counts; `seq` itself if it was never corrected.
  package var version: UInt64
  /// The first day it can have been said; nil if there is no floor.
  package var earliest: CivilDate?
  /// The last day it can have been said.
  package var latest: CivilDate
  /// The rank of the speaker's office.
  package var rank: Rank
  /// What was declared.
  package var position: Position
  /// nil: what was said before stays; empty: cleared; else added.
  package var conditions: [Condition]?
  /// What identifies the utterance, if certain links bind several statements to one; else 0.
  package var utterance: UInt64
  /// True if a statement that is visible, too, certainly supersedes this one.
  package var isSuperseded: Bool

  package init(
    seq: UInt64,
    version: UInt64,
    earliest: CivilDate?,
    latest: CivilDate,
    rank: Rank,
    position: Position,
    conditions: [Condition]? = nil,
    utterance: UInt64 = 0,
    isSuperseded: Bool = false
  ) {
    self.seq = seq
    self.version = version
    self.earliest = earliest
    self.latest = latest
    self.rank = rank
    self.position = position
    self.conditions = conditions
    self.utterance = utterance
    self.isSuperseded = isSuperseded
  }

  /// True if it can have been said on one day only.
  package var isExactDay: Bool { earliest == latest }

  /// True if it can have been said on that day or before.
  package func mayBe(onOrBefore day: CivilDate) -> Bool {
    guard let earliest else { return true }
    return earliest <= day
  }

  /// True if it may have been said by that day but is not certain to have been (design §4).
  package func isPossible(at day: CivilDate) -> Bool {
    latest > day && mayBe(onOrBefore: day)
  }

  /// True if this is of uncertain day, and a statement of that one day stands inside its bounds, so
  /// that it tells nothing of the order of the two (design §5, rule 2).
  package func yields(toExactDay day: CivilDate) -> Bool {
    !isExactDay && day <= latest && mayBe(onOrBefore: day)
  }
}
