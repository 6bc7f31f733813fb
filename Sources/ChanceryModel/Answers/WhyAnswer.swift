/// A stance at a date, and what the fold did with each statement that bears on it: oldest first.
package struct WhyAnswer: Sendable, Equatable {
  /// The stance that the steps come to, as in lists: without its statement, with the speaker.
  package var stance: StanceAnswer
  package var steps: [WhyStep]
  /// How many candidates can only have been said after the day asked about.
  package var laterCount: Int
  /// Where the next page begins; nil if this is the last page.
  package var next: Text?

  package init(
    stance: StanceAnswer,
    steps: [WhyStep] = [],
    laterCount: Int = 0,
    next: Text? = nil
  ) {
    self.stance = stance
    self.steps = steps
    self.laterCount = laterCount
    self.next = next
  }
}

/// One statement that bears on a stance, kept or passed over.
package struct WhyStep: Sendable, Equatable {
  package var item: HistoryItem
  package var kind: StatementKind
  package var clause: FoldClause
  /// The statements that counted in its place: see ``FoldStep/passedFor``.
  package var passedFor: [UInt64]
  /// True if it began a run, and the dates do not prove that the run before it came first.
  package var isUndated: Bool

  package init(
    item: HistoryItem,
    kind: StatementKind,
    clause: FoldClause,
    passedFor: [UInt64],
    isUndated: Bool
  ) {
    self.item = item
    self.kind = kind
    self.clause = clause
    self.passedFor = passedFor
    self.isUndated = isUndated
  }
}
