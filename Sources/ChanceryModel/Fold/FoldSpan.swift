/// A stretch of days on which the same run stood, with the same doubt about it.
package struct FoldSpan: Sendable, Equatable {
  /// The day it began; it ends where the next begins.
  package var start: CivilDate
  /// What stood.
  package var position: Position
  /// The statement that began the run.
  package var setter: StanceCandidate
  /// nil if the stance was not contested.
  package var contestedReason: ContestedReason?

  package init(
    start: CivilDate,
    position: Position,
    setter: StanceCandidate,
    contestedReason: ContestedReason?
  ) {
    self.start = start
    self.position = position
    self.setter = setter
    self.contestedReason = contestedReason
  }
}

extension Fold {
  /// The whole timeline as a picture of it needs it: where the position changes, and where it becomes
  /// contested or is so no more.
  ///
  /// On every day from a span's start to the next one's, ``outcome(of:at:)`` has its position, setter and
  /// reason.
  ///
  /// - Complexity: O(n log n) for n candidates.
  package static func spans(of candidates: [StanceCandidate]) -> [FoldSpan] {
    let timeline = FoldTimeline(divide(candidates).counting)
    var spans: [FoldSpan] = []
    for day in timeline.days {
      let run = timeline.run(startingAt: day.runStart)
      let reason = contest(of: run, in: timeline, last: day).0
      if let last = spans.last, last.setter.seq == run.setter.seq, last.contestedReason == reason {
        continue
      }
      spans.append(
        FoldSpan(
          start: day.date,
          position: run.position,
          setter: run.setter,
          contestedReason: reason
        )
      )
    }
    return spans
  }
}
