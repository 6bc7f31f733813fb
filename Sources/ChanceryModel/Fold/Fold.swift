/// The stance at a date: rule `fold/1` (design §5), as pure functions of the candidates.
///
/// The candidates of one (holder, topic) are statements that stand declared, are no deeds, and are visible
/// at the query's `known` and `public`; their seqs differ. Those that are superseded are passed over, and
/// all but one of each utterance: see ``divide(_:)``. What counts at a day D:
///
/// 1. A candidate counts if its `latest` is D or before. If it only may have been said by then, it is
///    `possible`.
/// 2. A candidate of uncertain day yields to any of exact day inside its bounds; it is `possible` too.
/// 3. Those left stand on the day of their `latest`; ``day(_:previous:)`` says what a day comes to.
/// 4. A run is a stretch of such days with the same position, as long as it can be.
///
/// Sequence numbers identify; they never decide a position, so any order of arrival gives the same
/// stances. What holds at D follows from the days up to D alone: a later statement never changes it.
package enum Fold {
  /// The name of the rule, in every answer.
  package static let rule: Text = "fold/1"

  /// What the statements of one day come to.
  ///
  /// The highest rank wins, then the later `earliest` (none is earlier than any). If the winners
  /// differ, the position stays `previous` if one of them holds it, else it is the first of
  /// undecided, conditional, neutral, oppose, support, withdrawn.
  ///
  /// An index kept up to date by each append calls this too, or asks ``DayTally`` as this does, so that it and
  /// ``outcome(of:at:)`` cannot part in meaning.
  ///
  /// - Parameters:
  ///   - candidates: All that have this `latest` and yield to none, in any order; at least one.
  ///   - previous: The position of the last such day before, or nil if there is none.
  /// - Returns: What stands on record from this day.
  /// - Complexity: O(n log n).
  package static func day(
    _ candidates: [StanceCandidate],
    previous: Position?
  ) -> DayOutcome {
    guard let any = candidates.first else { preconditionFailure("a day without a statement") }
    if candidates.count == 1 { return DayOutcome(only: any) }
    var tally = DayTally(any)
    for candidate in candidates.dropFirst() { tally.add(candidate) }
    let bySeq = candidates.sorted { $0.seq < $1.seq }
    let winners = bySeq.filter { !tally.outweighs($0) }
    let position = tally.position(after: previous)
    return DayOutcome(
      position: position,
      isContested: winners.contains { $0.position != position },
      setter: winners.first { $0.position == position } ?? any,
      winners: winners,
      losers: bySeq.filter { tally.outweighs($0) }
    )
  }

  /// Carries the conditions of a run over one more of its days.
  ///
  /// A statement that gives none changes nothing; on one day, first all that clear, then all that
  /// add. Only winners that hold the day's position speak. A condition counts once, by (kind, text),
  /// with the event that first made it since the last clearing.
  ///
  /// - Parameters:
  ///   - day: A day of the run.
  ///   - held: What held before the day, empty on the run's first; what holds after it.
  package static func addConditions(of day: DayOutcome, to held: inout [FoldedCondition]) {
    let speakers = day.winners.filter { $0.position == day.position && $0.conditions != nil }
    guard !speakers.isEmpty else { return }
    if speakers.contains(where: { $0.conditions?.isEmpty == true }) { held = [] }
    var present = Set(held.map(\.condition))
    for speaker in speakers {
      for condition in speaker.conditions ?? [] where present.insert(condition).inserted {
        held.append(FoldedCondition(condition: condition, seq: speaker.seq))
      }
    }
  }
}
