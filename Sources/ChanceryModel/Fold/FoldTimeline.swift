/// The days on which a stance was said, in order, and where its runs begin.
struct FoldTimeline {
  /// One day that has a statement.
  struct Day {
    var date: CivilDate
    var outcome: DayOutcome
    /// The index of the day on which its run began.
    var runStart: Int
  }

  /// In order.
  private(set) var days: [Day] = []
  /// The candidates that yield to one whose day is known.
  let yielded: [StanceCandidate]

  /// Folds all of them, whatever their day.
  ///
  /// - Complexity: O(n log n).
  init(_ candidates: [StanceCandidate]) {
    let exactDays = candidates.filter(\.isExactDay).map(\.latest).sorted()
    let yields = { (candidate: StanceCandidate) in
      FoldTimeline.yields(candidate, toAnyOf: exactDays)
    }
    yielded = candidates.filter(yields)
    let standing = candidates.filter { !yields($0) }.sorted { $0.latest < $1.latest }
    var start = 0
    while start < standing.count {
      let date = standing[start].latest
      let end = standing[start...].firstIndex { $0.latest != date } ?? standing.count
      add(Array(standing[start..<end]), on: date)
      start = end
    }
  }

  private mutating func add(_ candidates: [StanceCandidate], on date: CivilDate) {
    let last = days.last
    let outcome = Fold.day(candidates, previous: last?.outcome.position)
    let runStart =
      if let last, last.outcome.position == outcome.position { last.runStart } else { days.count }
    days.append(Day(date: date, outcome: outcome, runStart: runStart))
  }

  /// The first exact day that it could yield to is the first not before its bounds.
  private static func yields(_ candidate: StanceCandidate, toAnyOf days: [CivilDate]) -> Bool {
    guard !candidate.isExactDay else { return false }
    var low = 0
    var high = days.count
    while let earliest = candidate.earliest, low < high {
      let middle = (low + high) / 2
      if days[middle] < earliest { low = middle + 1 } else { high = middle }
    }
    return low < days.count && candidate.yields(toExactDay: days[low])
  }

  /// The run that begins on that day.
  func run(startingAt index: Int) -> FoldRun {
    let day = days[index]
    let isUndated = index > 0 && day.outcome.setter.mayBe(onOrBefore: days[index - 1].date)
    return FoldRun(
      start: day.date,
      position: day.outcome.position,
      setter: day.outcome.setter,
      isUndated: isUndated
    )
  }
}
