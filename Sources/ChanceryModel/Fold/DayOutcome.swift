/// What the statements of one day come to (design §5, rule 2).
package struct DayOutcome: Sendable, Equatable {
  /// What stands on record from this day.
  package var position: Position
  /// True if the winners differ.
  package var isContested: Bool
  /// The winner with the lowest seq of those that hold `position`.
  package var setter: StanceCandidate
  /// Those of the highest rank and, among them, of the latest `earliest`: ascending by seq.
  package var winners: [StanceCandidate]
  /// All others of the day, ascending by seq; they neither confirm nor contest.
  package var losers: [StanceCandidate]

  package init(
    position: Position,
    isContested: Bool,
    setter: StanceCandidate,
    winners: [StanceCandidate],
    losers: [StanceCandidate]
  ) {
    self.position = position
    self.isContested = isContested
    self.setter = setter
    self.winners = winners
    self.losers = losers
  }

  /// The outcome of a day on which nothing else was said.
  init(only candidate: StanceCandidate) {
    self.init(
      position: candidate.position,
      isContested: false,
      setter: candidate,
      winners: [candidate],
      losers: []
    )
  }
}
