package import ChanceryModel

/// Where one holder stood on one topic over some days: what every picture of it is drawn from.
///
/// Made of the answer of `GET …/history` by the fold itself, so that a picture and an answer cannot part.
package struct Ribbon: Sendable, Equatable {
  /// A stretch of days with one position, or with none on record.
  package struct Span: Sendable, Equatable {
    package let days: ClosedRange<CivilDate>
    /// nil: no statement on record.
    package let position: Position?
    package let contestedReason: ContestedReason?
    /// The statement that began the run, and the event whose version of it counts.
    package let seq: UInt64?
    package let version: UInt64?
    /// True if the run began before the first of the days.
    package let isOpenAtStart: Bool

    /// How many days it takes, both ends in.
    package var dayCount: Int { Int(days.upperBound.dayNumber - days.lowerBound.dayNumber) + 1 }
  }

  /// A day on which something was said that bears on the stance.
  package struct Tick: Sendable, Equatable {
    package let day: CivilDate
    package let seq: UInt64
    package let role: FoldRole
  }

  package let holder: Text
  package let topic: Text
  package let days: ClosedRange<CivilDate>
  /// Without a gap from the first day to the last.
  package let spans: [Span]
  package let ticks: [Tick]

  /// What stands on the last day.
  package var last: Span { spans[spans.count - 1] }

  /// The order of lines in a picture: first who spoke, in the order of their first words, then who is
  /// silent; by name where the day is the same.
  package static func isBefore(_ left: Ribbon, _ right: Ribbon) -> Bool {
    let starts = [left, right].map { ribbon in
      ribbon.spans.first { $0.position != nil }?.days.lowerBound ?? CivilDate.last
    }
    return starts[0] != starts[1] ? starts[0] < starts[1] : left.holder < right.holder
  }

  /// The ribbon of a pair.
  ///
  /// - Parameters:
  ///   - holder: Whose stance it is.
  ///   - topic: On what.
  ///   - days: The days to be shown.
  ///   - items: The items of the pair's history, asked for at the last of the days or later.
  /// - Throws: A refusal if an item is not as the daemon writes it.
  package init(
    holder: Text,
    topic: Text,
    days: ClosedRange<CivilDate>,
    items: [JSONValue]
  ) throws(Refusal) {
    var counting: [StanceCandidate] = []
    var ticks: [Tick] = []
    for item in items {
      guard let candidate = try HistoryCandidate.read(item) else { continue }
      if candidate.counts { counting.append(candidate.candidate) }
      if days.contains(candidate.candidate.latest) {
        ticks.append(
          Tick(
            day: candidate.candidate.latest,
            seq: candidate.candidate.seq,
            role: candidate.role
          )
        )
      }
    }
    self.holder = holder
    self.topic = topic
    self.days = days
    self.ticks = ticks
    spans = Ribbon.spans(Fold.spans(of: counting), days)
  }

  private static func spans(_ folded: [FoldSpan], _ days: ClosedRange<CivilDate>) -> [Span] {
    var spans: [Span] = []
    if folded.first.map({ $0.start > days.lowerBound }) ?? true {
      let end = folded.first.map { min($0.start.adding(days: -1), days.upperBound) }
      spans.append(
        Span(
          days: days.lowerBound...(end ?? days.upperBound),
          position: nil,
          contestedReason: nil,
          seq: nil,
          version: nil,
          isOpenAtStart: true
        )
      )
    }
    for (index, span) in folded.enumerated() {
      let isLast = index + 1 == folded.count
      let end = isLast ? days.upperBound : folded[index + 1].start.adding(days: -1)
      guard span.start <= days.upperBound, end >= days.lowerBound else { continue }
      spans.append(
        Span(
          days: max(span.start, days.lowerBound)...min(end, days.upperBound),
          position: span.position,
          contestedReason: span.contestedReason,
          seq: span.setter.seq,
          version: span.setter.version,
          isOpenAtStart: span.start < days.lowerBound
        )
      )
    }
    return spans
  }

  /// The first day from which something is on record; nil if nothing ever is.
  package static func firstDay(of items: [JSONValue]) throws(Refusal) -> CivilDate? {
    var first: CivilDate?
    for item in items {
      guard let found = try HistoryCandidate.read(item), found.counts else { continue }
      first = min(first ?? found.candidate.latest, found.candidate.latest)
    }
    return first
  }

  /// The last day on which something was said that bears on the stance.
  package static func lastDay(of items: [JSONValue]) throws(Refusal) -> CivilDate? {
    var last: CivilDate?
    for item in items {
      guard let found = try HistoryCandidate.read(item), found.counts else { continue }
      last = max(last ?? found.candidate.latest, found.candidate.latest)
    }
    return last
  }
}

/// An item of a history as the fold takes it.
struct HistoryCandidate {
  let candidate: StanceCandidate
  let role: FoldRole

  /// False for what others stand in place of.
  var counts: Bool { role != .sameUtterance && role != .superseded }

  /// Reads an item; nil for what the fold never sees.
  static func read(_ item: JSONValue) throws(Refusal) -> HistoryCandidate? {
    guard let role = item["role"]?.textValue.flatMap({ FoldRole(word: $0) }) else { return nil }
    guard let position = item["position"]?.textValue.flatMap({ Position(word: $0) }),
      let seq = item["seq"]?.intValue, let latest = item["latest"]?.textValue
    else { throw Refusal(.malformedJSON, "an item of the history is not as it should be") }
    var earliest: CivilDate?
    if let text = item["earliest"]?.textValue { earliest = try CivilDate.parse(text) }
    return HistoryCandidate(
      candidate: StanceCandidate(
        seq: UInt64(clamping: seq),
        version: UInt64(clamping: item["version"]?.intValue ?? seq),
        earliest: earliest,
        latest: try CivilDate.parse(latest),
        rank: item["rank"]?.textValue.flatMap { Rank(word: $0) } ?? .none,
        position: position
      ),
      role: role
    )
  }
}
