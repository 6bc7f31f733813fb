import ChanceryModel
import Projections
import Testing

/// What differs between two clocks, against the two stances themselves.
@Suite struct ChangesTests {
  private static let recorded = CivilDate.on("2025-02-10")

  /// All pages of a question, `limit` items each.
  private func all(
    _ test: TestEngine,
    _ query: ChangesQuery,
    limit: Int
  ) throws -> [StanceDifference] {
    var items: [StanceDifference] = []
    var after: ChangesPlace?
    repeat {
      let page = try test.engine.changes(query, after: after, limit: limit)
      #expect(page.items.count <= limit)
      #expect(page.from.head == page.to.head)
      items += page.items
      let next = page.next
      if let next { #expect(ChangesPlace(next.text) == next) }
      after = next
    } while after != nil
    return items
  }

  /// The differences that two stances of each pair make.
  private func expected(_ test: TestEngine, _ query: ChangesQuery) throws -> [StanceDifference] {
    var items: [StanceDifference] = []
    for topic in World.topics where query.topic.map({ $0 == topic }) ?? true {
      for holder in World.holders.sorted() where query.holder.map({ $0 == holder }) ?? true {
        func stance(_ clocks: ClockQuery) throws -> StanceAnswer {
          let asked = try test.engine.stance(holder: holder, topic: topic, clocks: clocks)
          let listed = try test.engine.stances(
            holder: holder,
            clocks: clocks,
            after: nil,
            limit: 10
          ).items.first { $0.topic == topic }
          var answer = asked
          answer.statement = nil
          answer.correction = nil
          answer.by = listed?.by
          return answer
        }
        let (before, after) = (try stance(query.from), try stance(query.to))
        let since = query.tellsQuiet && before.at < after.at ? before.at : nil
        let item = StanceDifference(before: before, after: after, quietSince: since)
        if let item { items.append(item) }
      }
    }
    return items
  }

  private func clocks(_ history: inout RandomHistory, head: UInt64) -> ClockQuery {
    ClockQuery(
      at: history.day(),
      known: history.below(3) == 0 ? nil : .seq(UInt64(history.below(Int(head) + 1))),
      publicDay: history.below(3) == 0 ? history.day() : nil
    )
  }

  @Test(arguments: 0..<6)
  func `what differs is what two stances differ in, whatever the clocks`(_ part: Int) throws {
    var kinds: Set<StanceDifference.Kind> = []
    for seed in UInt64(part) * 10..<UInt64(part + 1) * 10 {
      var history = RandomHistory(seed: seed, recorded: Self.recorded, isWide: seed % 7 == 3)
      let test = try TestEngine()
      try test.append(history.furniture().map { try test.draft($0) })
      let length = 40 + history.below(60)
      while history.model.head < length { _ = try history.append(1 + history.below(9), to: test) }
      let head = history.model.head
      for round in 0..<12 {
        var query = ChangesQuery(
          from: clocks(&history, head: head),
          to: clocks(&history, head: head)
        )
        if round % 3 == 1 { query.to.at = query.from.at }
        if round % 4 == 2 { query.topic = history.anyTopic() }
        if round % 5 == 3 { query.holder = history.anyHolder() }
        query.tellsQuiet = round > 0
        let expected = try expected(test, query)
        kinds.formUnion(expected.map(\.kind))
        for limit in [1, 2, 100] {
          #expect(try all(test, query, limit: limit) == expected, "seed \(seed)")
        }
      }
    }
    #expect(kinds == Set(StanceDifference.Kind.allCases))
  }

  @Test func `the same clock on both sides makes no difference`() throws {
    let test = try prepared()
    for known in [nil, KnownQuery.seq(2)] {
      let clocks = ClockQuery(at: .on("2025-01-20"), known: known)
      #expect(try all(test, ChangesQuery(from: clocks, to: clocks), limit: 10) == [])
    }
  }

  /// France on the 5th and the 10th, then a late report of the 3rd, and Italy by a source of the 9th.
  private func prepared() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-10", "FRA", "support")
    )
    try test.append(
      Event.source("s", #","published":"2025-01-09""#),
      Event.said("2025-01-03", "FRA", "support"),
      Event.said("2025-01-07", "ITA", "oppose", #","source":"s""#)
    )
    return test
  }

  private func change(_ test: TestEngine, _ from: ClockQuery, _ to: ClockQuery) throws -> [String] {
    try all(test, ChangesQuery(from: from, to: to), limit: 10)
      .map { "\($0.holder) \($0.kind.rawValue) \($0.before.seq ?? 0) \($0.after.seq ?? 0)" }
  }

  @Test func `late reports show as what they are`() throws {
    let test = try prepared()
    let day = CivilDate.on("2025-01-20")
    func known(_ seq: UInt64) -> ClockQuery { ClockQuery(at: day, known: .seq(seq)) }
    func published(_ by: String) -> ClockQuery { ClockQuery(at: day, publicDay: .on(by)) }
    // The second support only confirms: no difference.
    #expect(try change(test, known(2), known(3)) == [])
    #expect(try change(test, known(3), known(6)) == ["FRA evidence 2 5", "ITA first 0 6"])
    #expect(try change(test, known(6), known(3)) == ["FRA evidence 5 2", "ITA gone 6 0"])
    #expect(try change(test, published("2025-01-08"), published("2025-01-09")) == ["ITA first 0 6"])
    // What no dated source has is on record and yet not public.
    #expect(
      try change(test, published("2025-01-09"), ClockQuery(at: day)) == ["FRA first 0 5"]
    )
    try test.append(Event.said("2025-01-12", "FRA", "oppose"))
    let (before, after) = (ClockQuery(at: .on("2025-01-11")), ClockQuery(at: .on("2025-01-12")))
    #expect(try change(test, before, after) == ["FRA changed 5 7"])
  }

  @Test func `quiet is who has the same stance and said nothing after the first day`() throws {
    let test = try prepared()
    try test.append(Event.said("2025-01-20", "FRA", "support"))
    func quiet(_ from: String, _ to: String, asks: Bool = true) throws -> [String] {
      let query = ChangesQuery(
        from: ClockQuery(at: .on(from)),
        to: ClockQuery(at: .on(to)),
        tellsQuiet: asks
      )
      return try all(test, query, limit: 10).map { "\($0.holder) \($0.kind.rawValue)" }
    }
    // France confirms on the 20th, Italy never comes back to it.
    #expect(try quiet("2025-01-11", "2025-01-19") == ["FRA quiet", "ITA quiet"])
    #expect(try quiet("2025-01-11", "2025-01-20") == ["ITA quiet"])
    #expect(try quiet("2025-01-07", "2025-01-09") == ["FRA quiet", "ITA quiet"], "FROM is in it")
    #expect(try quiet("2025-01-06", "2025-01-12") == ["ITA first"], "the 10th confirms")
    #expect(try quiet("2025-01-11", "2025-01-11") == [], "there are no days between")
    #expect(try quiet("2025-01-11", "2025-01-19", asks: false) == [])
  }

  @Test func `names and places that are none are told`() throws {
    let test = try prepared()
    func code(_ query: ChangesQuery) -> RefusalCode? {
      (#expect(throws: Refusal.self) {
        try test.engine.changes(query, after: nil, limit: 10)
      })?.code
    }
    let now = ClockQuery()
    #expect(code(ChangesQuery(from: now, to: now, topic: "u")) == .unknownTopic)
    #expect(code(ChangesQuery(from: now, to: now, holder: "XXX")) == .unknownActor)
    #expect(code(ChangesQuery(from: ClockQuery(known: .seq(7)), to: now)) == .badParameter)
    // A place from elsewhere is just a place: long or short, it is before or behind what there is.
    let query = ChangesQuery(from: ClockQuery(known: .seq(0)), to: now)
    for (topic, count) in [("a", 2), ("t", 1), ("u", 0), (String(repeating: "t", count: 500), 0)] {
      // A page may end early on a slow machine: all of them are counted.
      var place: ChangesPlace? = ChangesPlace(topic: Text(topic), holder: "FRA")
      var found = 0
      while let after = place {
        let page = try test.engine.changes(query, after: after, limit: 10)
        found += page.items.count
        place = page.next
      }
      #expect(found == count)
    }
    for text in ["", "t", "/", "t/", "/FRA", "t/FRA/x"] { #expect(ChangesPlace(Text(text)) == nil) }
  }
}
