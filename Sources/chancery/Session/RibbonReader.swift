import ChanceryModel
import ChanceryRender

/// Gathers the ribbons of some pairs over some days.
struct RibbonReader {
  let record: RecordReader
  let topics: [String]
  let holders: [String]

  /// Ribbons of one stretch of days, by topic, those with something on record first and those who spoke
  /// first before all others; empty if nothing is on record.
  ///
  /// Without a first day they begin when something was first said, without a last when it was last.
  func ribbons(from: CivilDate?, to: CivilDate?) throws(Fault) -> [Ribbon] {
    let pairs = try record.pairs(topics: topics, holders: holders)
    guard let days = try days(of: pairs, from: from, to: to) else { return [] }
    let ribbons = try record.ribbons(of: pairs, over: days)
    let order = Dictionary(
      topics.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return ribbons.sorted { left, right in
      let topics = (order[left.topic.string] ?? 0, order[right.topic.string] ?? 0)
      if topics.0 != topics.1 { return topics.0 < topics.1 }
      if left.topic != right.topic { return left.topic < right.topic }
      return Ribbon.isBefore(left, right)
    }
  }

  private func days(
    of pairs: [RecordReader.Pair],
    from: CivilDate?,
    to: CivilDate?
  ) throws(Fault) -> ClosedRange<CivilDate>? {
    var first: CivilDate?
    var last: CivilDate?
    for pair in pairs {
      let ends = try record.reading { () throws(Refusal) in
        (try Ribbon.firstDay(of: pair.items), try Ribbon.lastDay(of: pair.items))
      }
      first = [first, ends.0].compactMap { $0 }.min()
      last = [last, ends.1].compactMap { $0 }.max()
    }
    guard let begin = from ?? first else { return nil }
    let end = to ?? max(begin, last ?? begin)
    guard begin <= end else {
      throw .usage(
        "the last day, \(end), is before the first, \(begin)",
        remedy: "give the two days the other way round"
      )
    }
    return begin...end
  }
}
