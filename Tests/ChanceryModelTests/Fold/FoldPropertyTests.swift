import ChanceryModel
import Testing

@Suite struct FoldPropertyTests {
  /// Every day of a random history, and one on either side.
  private static let days = (-1...8).map { CivilDate(dayNumber: $0) }

  @Test(arguments: 0..<8)
  func `the fold is the rule as written, on random histories`(block: Int) {
    for index in 0..<3000 {
      let seed = UInt64(block * 3000 + index)
      var generator = RandomHistories(seed: seed)
      let history = generator.history()
      let day = generator.day()
      let literal = LiteralFold(history, at: day)
      #expect(Fold.outcome(of: history, at: day) == literal.outcome, "seed \(seed)")
      let roles = Fold.history(of: history, at: day)
      #expect(roles.count == literal.roles.count, "seed \(seed)")
      for (candidate, role) in roles {
        #expect(role == literal.roles[candidate.seq], "seed \(seed), \(candidate.seq)")
      }
      #expect(
        Fold.runs(of: history) == LiteralFold(history, at: .init(dayNumber: 20)).runs,
        "seed \(seed)"
      )
    }
  }

  @Test func `spans say of every day what the fold says of it`() {
    for seed in 0..<3000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let spans = Fold.spans(of: history)
      for day in FoldPropertyTests.days {
        let outcome = Fold.outcome(of: history, at: day)
        let span = spans.last { $0.start <= day }
        #expect(span?.position == outcome.position, "seed \(seed), \(day)")
        #expect(span?.setter == outcome.setBy, "seed \(seed), \(day)")
        #expect(span?.contestedReason == outcome.contestedReason, "seed \(seed), \(day)")
      }
      for (before, after) in zip(spans, spans.dropFirst()) {
        #expect(before.start < after.start, "seed \(seed)")
        var moved = after
        moved.start = before.start
        #expect(before != moved, "seed \(seed): a span is as long as it can be")
      }
    }
  }

  @Test func `the order of arrival decides nothing`() {
    for seed in 0..<3000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let seqs = history.map(\.seq).shuffled(using: &generator)
      var renumbered = history
      for index in renumbered.indices { renumbered[index].seq = seqs[index] }
      renumbered.shuffle(using: &generator)
      for day in FoldPropertyTests.days {
        let first = Fold.outcome(of: history, at: day)
        let second = Fold.outcome(of: renumbered, at: day)
        #expect(first.position == second.position, "seed \(seed)")
        #expect(first.contestedReason == second.contestedReason, "seed \(seed)")
        #expect(first.contestedBy.count == second.contestedBy.count, "seed \(seed)")
        #expect(first.setBy?.earliest == second.setBy?.earliest, "seed \(seed)")
        #expect(first.setBy?.latest == second.setBy?.latest, "seed \(seed)")
        #expect(first.lastSaid?.latest == second.lastSaid?.latest, "seed \(seed)")
        #expect(
          Set(first.conditions.map(\.condition)) == Set(second.conditions.map(\.condition)),
          "seed \(seed)"
        )
        #expect(first.confirmedBy.count == second.confirmedBy.count, "seed \(seed)")
      }
    }
  }

  @Test func `a later statement never changes what held before its first possible day`() {
    for seed in 0..<2000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let day = generator.day()
      let past = history.filter { $0.earliest.map { $0 <= day } ?? true }
      #expect(
        Fold.outcome(of: history, at: day) == Fold.outcome(of: past, at: day),
        "seed \(seed)"
      )
    }
  }

  @Test func `the runs up to a day are the first of the whole timeline's`() {
    for seed in 0..<2000 {
      var generator = RandomHistories(seed: UInt64(seed))
      let history = generator.history()
      let day = generator.day()
      let known = Fold.runs(of: history.filter { $0.latest <= day })
      #expect(Array(Fold.runs(of: history).prefix(known.count)) == known, "seed \(seed)")
    }
  }
}
