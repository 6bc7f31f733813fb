import ChanceryModel
import Projections
import Testing

/// Replays against lines worked out from the model's timelines, in pages of any size.
@Suite struct ReplayTests {
  private struct Prepared {
    var test: TestEngine
    var history: RandomHistory
    /// The moment each seq was recorded at, from 1.
    var moments: [Instant]
  }

  private func prepared(_ seed: UInt64) throws -> Prepared {
    var history = RandomHistory(seed: seed, recorded: .on("2025-02-10"), isNarrow: seed % 4 == 0)
    let clock = TestClock("2025-02-10")
    let test = try TestEngine(clock: clock)
    var moments: [Instant] = []
    try test.append(history.furniture().map { try test.draft($0) })
    moments += Array(repeating: clock.now, count: Int(history.model.head))
    for _ in 0..<25 {
      // Each request is recorded some hours later, on a day or the next; dates do not mind.
      clock.advance(hours: Int64(history.below(9)))
      history.recorded = clock.now.day
      let appended = try history.append(1 + history.below(4), to: test)
      moments += Array(repeating: clock.now, count: appended)
    }
    return Prepared(test: test, history: history, moments: moments)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `by said the lines are the runs of the timelines, in pages of any size`(
    _ seed: UInt64
  ) throws {
    let prepared = try prepared(seed)
    let model = prepared.history.model
    for known in [model.head, model.head * 3 / 4, 20] {
      let expected = linesBySaid(model, known: known)
      for limit in 1...7 {
        let query = ReplayQuery(order: .said, known: .seq(known))
        let lines = try pages(query, limit, prepared.test)
        #expect(lines.map(face) == expected, "seed \(seed), known \(known), limit \(limit)")
      }
    }
    for (from, to) in [(2, 5), (4, 4), (9, 3)] {
      let days =
        CivilDate.on("2025-01-0\(from)")...max(.on("2025-01-0\(from)"), .on("2025-01-0\(to)"))
      let expected = linesBySaid(model, known: model.head).filter { days.contains($0.day) }
      let query = ReplayQuery(from: days.lowerBound, to: days.upperBound, order: .said)
      #expect(try pages(query, 3, prepared.test).map(face) == expected, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `by said for one holder and one topic`(_ seed: UInt64) throws {
    let prepared = try prepared(seed)
    let model = prepared.history.model
    let all = linesBySaid(model, known: model.head)
    for holder in [nil] + World.holders.map(Optional.some) {
      for topic in [nil] + World.topics.map(Optional.some) where holder != nil || topic != nil {
        let query = ReplayQuery(order: .said, topic: topic, holder: holder)
        let expected = all.filter { line in
          line.topic != nil && (holder ?? line.holder) == line.holder
            && (topic ?? line.topic) == line.topic
        }
        #expect(try pages(query, 2, prepared.test).map(face) == expected, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `by recorded the lines are what each event changed of the last word`(
    _ seed: UInt64
  ) throws {
    let prepared = try prepared(seed)
    let model = prepared.history.model
    let all = linesByRecorded(model)
    for known in [model.head, model.head / 2] {
      for limit in 1...7 {
        let query = ReplayQuery(order: .recorded, known: .seq(known))
        let lines = try pages(query, limit, prepared.test)
        let expected = all.filter { $0.seq <= known }
        #expect(lines.map(face) == expected, "seed \(seed), known \(known), limit \(limit)")
        #expect(lines.map(\.recordedAt) == lines.map { prepared.moments[Int($0.seq) - 1] })
      }
    }
    let day = CivilDate.on("2025-02-12")
    let query = ReplayQuery(from: day, to: day, order: .recorded)
    let expected = all.filter { prepared.moments[Int($0.seq) - 1].day == day }
    #expect(try pages(query, 3, prepared.test).map(face) == expected, "seed \(seed)")
  }

  @Test func `a replay is of the head of its first page`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    for day in 1...5 {
      try test.append(Event.said("2025-01-0\(day)", "FRA", day % 2 == 0 ? "oppose" : "support"))
    }
    let query = ReplayQuery(order: .said)
    let first = try test.engine.replay(query, after: nil, limit: 2)
    #expect(first.lines.count == 2 && first.head == 6)
    try test.append(Event.said("2025-01-04", "GBR", "support"))
    #expect(first.next != nil)
    let second = try test.engine.replay(query, after: first.next, limit: 100)
    #expect(second.lines.map(\.seq) == [4, 5, 6])
    #expect(second.head == 6)
  }

  @Test func `a place that no replay gave is refused`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    for order in ReplayQuery.Order.allCases {
      for key in [[], [1], [UInt8](repeating: 0xFF, count: 8), [UInt8](repeating: 0xFF, count: 16)]
      {
        let error = #expect(throws: Refusal.self) {
          let query = ReplayQuery(order: order)
          _ = try test.engine.replay(query, after: ReplayCursor(key: key), limit: 5)
        }
        #expect(error?.code == .badParameter, "\(order) \(key)")
      }
    }
  }

  // MARK: Lines

  /// A line without what only an index knows.
  private struct Face: Equatable {
    var day: CivilDate
    var holder: Text?
    var topic: Text?
    var meeting: Text?
    var from: Text?
    var to: Text?
    var isContested: Bool
    var seq: UInt64
  }

  private func face(_ line: ReplayLine) -> Face {
    switch line.change {
    case .stance(let holder, let topic, let from, let to, let isContested):
      Face(
        day: line.day,
        holder: holder,
        topic: topic,
        from: from?.word,
        to: to?.word,
        isContested: isContested,
        seq: line.seq
      )
    case .meeting(let meeting, let from, let to):
      Face(
        day: line.day,
        meeting: meeting,
        from: from?.word,
        to: to?.word,
        isContested: false,
        seq: line.seq
      )
    }
  }

  private struct Pair: Hashable {
    var holder: Text
    var topic: Text
  }

  /// All that were ever spoken of, in the order in which they first were.
  private func pairs(_ model: Model) -> [Pair] {
    var pairs: [Pair] = []
    func add(_ content: Model.Content) {
      switch content {
      case .statement(let statement):
        for stance in statement.stances {
          let pair = Pair(holder: stance.holder, topic: stance.topic)
          if !pairs.contains(pair) { pairs.append(pair) }
        }
      case .correction(of: _, version: _, let content): add(content)
      default: break
      }
    }
    for entry in model.entries { add(entry.content) }
    return pairs
  }

  /// Days ascending; on a day the stances in the order their pairs were first heard of, then the
  /// meetings.
  private func linesBySaid(_ model: Model, known: UInt64) -> [Face] {
    let view = model.view(known)
    let facts = World.meetings.flatMap { view.facts($0, publicDay: nil) }
    let said = World.holders.flatMap { holder in
      World.topics.flatMap { view.said(holder, $0) }
    }
    let pairs = pairs(model)
    let days = Set(said.map(\.moment.latest) + facts.map(\.header.said.latest))
    var lines: [Face] = []
    for day in days.sorted() {
      let today = AnswerClocks(at: day, known: known, head: known)
      let yesterday = AnswerClocks(at: day.adding(days: -1), known: known, head: known)
      for pair in pairs {
        let before = view.stance(pair.holder, pair.topic, yesterday)
        let after = view.stance(pair.holder, pair.topic, today)
        guard before.position != after.position else { continue }
        lines.append(
          Face(
            day: day,
            holder: pair.holder,
            topic: pair.topic,
            from: before.position?.word,
            to: after.position?.word,
            isContested: after.contestedReason != nil,
            seq: after.seq ?? 0
          )
        )
      }
      let roots = World.meetings.filter { view.root(of: $0) == $0 }
      // The line stands where the first fact that says so does: under that fact's own name.
      lines += roots.compactMap { status($0, view, yesterday, today) }
        .sorted { ($0.name, $0.face.seq) < ($1.name, $1.face.seq) }.map(\.face)
    }
    return lines
  }

  private func status(
    _ meeting: Text,
    _ view: ModelView,
    _ yesterday: AnswerClocks,
    _ today: AnswerClocks
  ) -> (name: Text, face: Face)? {
    let facts = view.facts(meeting, publicDay: nil)
    let before = MeetingFold.summary(meeting: meeting, facts: facts, at: yesterday.at).status
    let after = MeetingFold.summary(meeting: meeting, facts: facts, at: today.at).status
    guard before != after else { return nil }
    let first = facts.first {
      $0.header.said.latest == today.at && MeetingStatus($0.type) == after
    }
    let face = Face(
      day: today.at,
      meeting: meeting,
      from: before?.word,
      to: after?.word,
      isContested: false,
      seq: first?.seq ?? 0
    )
    return (first?.header.meeting ?? meeting, face)
  }

  // MARK: By recorded

  private func linesByRecorded(_ model: Model) -> [Face] {
    let pairs = pairs(model).sorted { ($0.topic, $0.holder) < ($1.topic, $1.holder) }
    var lines: [Face] = []
    var old = model.view(0)
    for entry in model.entries {
      let new = model.view(entry.seq)
      switch entry.content {
      case .statement(let statement):
        for stance in statement.stances {
          let pair = Pair(holder: stance.holder, topic: stance.topic)
          let line = change(of: pair, on: statement.moment.latest, old, new)
          lines += line.map { [$0] } ?? []
        }
      case .fact(let header, _) where MeetingStatus(entry.type) != nil:
        let line = change(of: new.root(of: header.meeting), on: header.said.latest, old, new)
        lines += line.map { [$0] } ?? []
      case .report, .fact, .topic, .person, .source, .actor, .redaction: break
      case .link, .merge, .correction, .withdrawal:
        lines += pairs.compactMap { change(of: $0, on: nil, old, new) }
        let roots = World.meetings.filter { new.root(of: $0) == $0 }
        lines += roots.compactMap { change(of: $0, on: nil, old, new) }
      }
      old = new
    }
    return lines
  }

  private func change(
    of pair: Pair,
    on day: CivilDate?,
    _ old: ModelView,
    _ new: ModelView
  ) -> Face? {
    let clocks = AnswerClocks(at: .last, known: new.known, head: new.known)
    let before = old.stance(pair.holder, pair.topic, clocks)
    let after = new.stance(pair.holder, pair.topic, clocks)
    guard before.position != after.position else { return nil }
    return Face(
      day: day ?? after.sinceLatest ?? before.sinceLatest ?? .last,
      holder: pair.holder,
      topic: pair.topic,
      from: before.position?.word,
      to: after.position?.word,
      isContested: after.contestedReason != nil,
      seq: new.known
    )
  }

  private func change(
    of meeting: Text,
    on day: CivilDate?,
    _ old: ModelView,
    _ new: ModelView
  ) -> Face? {
    let (before, oldDay) = standing(of: meeting, old)
    let (after, newDay) = standing(of: meeting, new)
    guard before != after else { return nil }
    return Face(
      day: day ?? newDay ?? oldDay ?? .last,
      meeting: meeting,
      from: before?.word,
      to: after?.word,
      isContested: false,
      seq: new.known
    )
  }

  private func standing(
    of meeting: Text,
    _ view: ModelView
  ) -> (status: MeetingStatus?, day: CivilDate?) {
    let facts = view.facts(meeting, publicDay: nil)
    let status = MeetingFold.summary(meeting: meeting, facts: facts, at: .last).status
    let days = facts.filter { MeetingStatus($0.type) == status && status != nil }
    return (status, days.map(\.header.said.latest).max())
  }

  private func pages(
    _ query: ReplayQuery,
    _ limit: Int,
    _ test: TestEngine
  ) throws -> [ReplayLine] {
    var lines: [ReplayLine] = []
    var after: ReplayCursor?
    repeat {
      let page = try test.engine.replay(query, after: after, limit: limit)
      // By recorded, a page ends with the event that fills it, and that may change all there is.
      let most = World.holders.count * World.topics.count + World.meetings.count
      #expect(page.lines.count <= (query.order == .said ? limit : limit + most - 1))
      lines += page.lines
      after = page.next
    } while after != nil
    return lines
  }
}
