/// Who weighs most on one day, of those added so far: what the day's position and its setter follow from.
///
/// The highest rank wins, then the later `earliest`; of those that weigh the same each position is kept with
/// its lowest seq. So one more statement is added without looking at the others again, in any order.
package struct DayTally: Sendable {
  /// No statement has this seq.
  private static let none = UInt64.max

  /// The rank of those that weigh most.
  package private(set) var rank: Rank
  private var earliest: CivilDate?
  /// The lowest seq of those that weigh most, by the position's raw value.
  private var setters = InlineArray<8, UInt64>(repeating: none)

  /// A day on which one statement was made.
  package init(_ candidate: StanceCandidate) {
    rank = candidate.rank
    earliest = candidate.earliest
    setters[Int(candidate.position.rawValue)] = candidate.seq
  }

  /// Adds a further statement of the day.
  package mutating func add(_ candidate: StanceCandidate) {
    guard !outweighs(candidate) else { return }
    guard candidate.rank == rank, candidate.earliest == earliest else {
      self = DayTally(candidate)
      return
    }
    let index = Int(candidate.position.rawValue)
    setters[index] = min(setters[index], candidate.seq)
  }

  /// True if a statement of the day is weaker than those that weigh most.
  package func outweighs(_ candidate: StanceCandidate) -> Bool {
    if candidate.rank != rank { return candidate.rank < rank }
    guard let earliest else { return false }
    return candidate.earliest.map { $0 < earliest } ?? true
  }

  /// What the day comes to after `previous`: that, if one of those that weigh most holds it, else the first of
  /// undecided, conditional, neutral, oppose, support, withdrawn.
  package func position(after previous: Position?) -> Position {
    if let previous, setter(of: previous) != nil { return previous }
    let first = Position.allCases.first { setter(of: $0) != nil }
    guard let first else { preconditionFailure("a day without a statement") }
    return first
  }

  /// The lowest seq of those that weigh most and hold a position; nil if none does.
  package func setter(of position: Position) -> UInt64? {
    let seq = setters[Int(position.rawValue)]
    return seq == DayTally.none ? nil : seq
  }
}
