/// What a candidate did to the stance at a date.
package enum FoldRole: Sendable, CaseIterable {
  /// It began a run: the position became its own.
  case sets
  /// It said the same again within a run.
  case confirms
  /// A higher rank, or a later `earliest`, spoke on its day.
  case outranked
  /// An equal of its day said otherwise, and the position became the other's.
  case contests
  /// It yields to a statement whose day is known, or may not have been said yet.
  case uncertain
  /// Another statement of the same utterance counts in its place.
  case sameUtterance
  /// A later statement replaced it, whatever the day.
  case superseded

  /// The word in JSON and on the command line.
  package var word: Text {
    switch self {
    case .sets: "sets"
    case .confirms: "confirms"
    case .outranked: "outranked"
    case .contests: "contests"
    case .uncertain: "uncertain"
    case .sameUtterance: "same-utterance"
    case .superseded: "superseded"
    }
  }

  package init?(word: Text) {
    guard let found = FoldRole.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
