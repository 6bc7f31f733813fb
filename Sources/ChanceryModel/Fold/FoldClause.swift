/// The clause of `fold/1` that kept a statement at a date, or passed it over (design §5).
package enum FoldClause: Sendable, CaseIterable {
  /// Kept: it began a run.
  case sets
  /// Kept: it said the same again within a run.
  case confirms
  /// Attributed, an absence, or leaked: not the holder's own word.
  case standing
  /// Said by doing.
  case deed
  /// No source had published it by the day asked about.
  case unpublished
  /// It may have been said by then, and may not.
  case notYet
  /// Another statement took its place, whatever the day.
  case superseded
  /// Another statement of its utterance counts.
  case sameUtterance
  /// Of uncertain day: a statement whose day is known stands within its bounds.
  case exactDay
  /// A higher rank spoke on its day.
  case rank
  /// One of its day and rank has a later first day.
  case earliest
  /// An equal of its day said otherwise, and the position is the other's.
  case equals

  /// The word in JSON and on the command line.
  package var word: Text {
    switch self {
    case .sets: "sets"
    case .confirms: "confirms"
    case .standing: "standing"
    case .deed: "deed"
    case .unpublished: "not-public"
    case .notYet: "not-yet"
    case .superseded: "superseded"
    case .sameUtterance: "same-utterance"
    case .exactDay: "exact-day"
    case .rank: "rank"
    case .earliest: "earliest"
    case .equals: "equals"
    }
  }

  /// Which of the rule's numbered parts it belongs to: 1 candidates, 2 day, 3 run.
  package var part: Int {
    switch self {
    case .sets, .confirms: 3
    case .exactDay, .rank, .earliest, .equals: 2
    case .standing, .deed, .unpublished, .notYet, .superseded, .sameUtterance: 1
    }
  }

  /// True if a statement so judged is what the stance rests on, or was.
  package var isKept: Bool { self == .sets || self == .confirms }

  /// The role it comes to in a history; nil where the statement is no candidate.
  package var role: FoldRole? {
    switch self {
    case .sets: .sets
    case .confirms: .confirms
    case .rank, .earliest: .outranked
    case .equals: .contests
    case .exactDay, .notYet: .uncertain
    case .superseded: .superseded
    case .sameUtterance: .sameUtterance
    case .standing, .deed, .unpublished: nil
    }
  }
}
