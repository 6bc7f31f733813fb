import ChanceryModel
import Projections
import Testing

/// Random histories, appended in requests of any size, against the plain list of ``Model``.
@Suite struct ModelTests {
  private static let recorded = CivilDate.on("2025-02-10")

  /// A question and what was answered while `known` was the head.
  private struct Asked {
    var holder: Text
    var topic: Text
    var clocks: AnswerClocks
    var answer: StanceAnswer
  }

  @Test(arguments: 0..<10)
  func `every answer is the model's, whatever came in which order`(_ part: Int) throws {
    for seed in UInt64(part) * 32..<UInt64(part + 1) * 32 {
      try check(seed: seed)
    }
  }

  private func check(seed: UInt64) throws {
    var history = RandomHistory(
      seed: seed,
      recorded: Self.recorded,
      isNarrow: seed % 5 == 0,
      isWide: seed % 7 == 3,
      hasControls: seed % 8 != 1
    )
    let test = try TestEngine()
    var asked: [Asked] = []
    try test.append(history.furniture().map { try test.draft($0) })
    let length = 30 + history.below(90)
    var appended = 0
    while appended < length {
      let batch = 1 + history.below(9)
      appended += max(1, try history.append(batch, to: test))
      let head = history.model.head
      for _ in 0..<2 { asked.append(try stance(&history, test, seed, known: nil)) }
      _ = try stance(&history, test, seed, known: UInt64(history.below(Int(head) + 1)))
      if history.below(8) == 0 { try lists(&history, test, seed) }
    }
    try lists(&history, test, seed)
    try again(asked, test, seed)
    if seed % 4 == 2 { try redact(&history, test, seed) }
    let rebuilt = try test.rebuild(check: true)
    #expect(rebuilt.end == .complete, "seed \(seed)")
    #expect(rebuilt.projections.filter { !$0.isIdentical }.isEmpty, "seed \(seed)")
    if seed % 8 == 0 {
      // No redaction came between, so that what was answered holds.
      #expect(try test.rebuild(check: false).end == .complete, "seed \(seed)")
      try again(asked, test, seed)
      try lists(&history, test, seed)
    }
  }

  /// Erases some events, and goes on: every answer, of every head, is as if they had never been.
  private func redact(
    _ history: inout RandomHistory,
    _ test: TestEngine,
    _ seed: UInt64
  ) throws {
    for _ in 0..<1 + history.below(3) {
      guard let seq = history.anyErasable() else { return }
      let erased: [UInt64]
      do { erased = try #require(try test.redact(seq, reason: "r").redaction?.erased) } catch {
        // What it took from others may be used.
        let code = (error as? Refusal)?.code
        #expect(code == .unknownMeeting || code == .inUse, "seed \(seed): \(error)")
        continue
      }
      history.model.redact(seq, erased: erased, recorded: Self.recorded)
      try lists(&history, test, seed)
      _ = try history.append(4, to: test)
      for _ in 0..<4 {
        _ = try stance(&history, test, seed, known: nil)
        let known = UInt64(history.below(Int(history.model.head) + 1))
        _ = try stance(&history, test, seed, known: known)
      }
    }
    try lists(&history, test, seed)
  }

  private func clocks(_ history: inout RandomHistory, known: UInt64?) -> AnswerClocks {
    AnswerClocks(
      at: history.below(6) == 0 ? .on("2025-01-31") : history.day(),
      known: known ?? history.model.head,
      publicDay: history.below(3) == 0 ? history.day() : nil,
      head: history.model.head
    )
  }

  /// Asks one question and compares.
  private func stance(
    _ history: inout RandomHistory,
    _ test: TestEngine,
    _ seed: UInt64,
    known: UInt64?
  ) throws -> Asked {
    let clocks = clocks(&history, known: known)
    let holder = history.anyHolder()
    let topic = history.anyTopic()
    var answer = try test.engine.stance(
      holder: holder,
      topic: topic,
      clocks: ClockQuery(at: clocks.at, known: .seq(clocks.known), publicDay: clocks.publicDay)
    )
    #expect((answer.statement == nil) == (answer.seq == nil), "seed \(seed)")
    #expect((answer.correction == nil) == (answer.seq == answer.version), "seed \(seed)")
    answer.statement = nil
    answer.correction = nil
    let expected = history.model.view(clocks.known).stance(holder, topic, clocks)
    #expect(
      answer.comparable == expected.comparable,
      "seed \(seed), head \(clocks.head): \(holder) \(topic) at \(clocks.at) known \(clocks.known)"
    )
    try why(answer, holder, topic, clocks, history.model.view(clocks.known), test, seed)
    return Asked(holder: holder, topic: topic, clocks: clocks, answer: answer)
  }

  /// The steps come to the stance: each list of it is of those that a clause names, and no other.
  private func why(
    _ stance: StanceAnswer,
    _ holder: Text,
    _ topic: Text,
    _ clocks: AnswerClocks,
    _ view: ModelView,
    _ test: TestEngine,
    _ seed: UInt64
  ) throws {
    let place: Comment = "seed \(seed): \(holder) \(topic) \(clocks)"
    let query = ClockQuery(
      at: clocks.at,
      known: .seq(clocks.known),
      publicDay: clocks.publicDay
    )
    let why = try test.engine.why(holder: holder, topic: topic, clocks: query)
    var shown = why.stance
    shown.by = nil
    #expect(shown == stance, place)
    let kept = why.steps.filter(\.clause.isKept)
    #expect(kept.last?.item.position == stance.position, place)
    let setter = kept.lastIndex { $0.clause == .sets }
    #expect(setter.map { kept[$0].item.seq } == stance.seq, place)
    #expect(setter.map { kept[$0].item.version } == stance.version, place)
    let confirmed = setter.map { kept[($0 + 1)...].map(\.item.seq).sorted() } ?? []
    if !stance.more.contains("confirmed_by") { #expect(confirmed == stance.confirmedBy, place) }
    func named(_ clauses: Set<FoldClause>) -> Set<UInt64> {
      Set(why.steps.filter { clauses.contains($0.clause) }.map(\.item.seq))
    }
    if !stance.more.contains("possible") {
      #expect(named([.notYet, .exactDay]) == Set(stance.possible.map(\.seq)), place)
    }
    if !stance.more.contains("aside") {
      #expect(named([.standing, .deed]) == Set(stance.aside.map(\.seq)), place)
    }
    // Whatever was said of the pair by then is there once, with the role that a history gives it.
    let history = view.history(holder, [topic], clocks)
    #expect(why.steps.filter { $0.clause != .unpublished }.map(\.item) == history, place)
    let said = view.said(holder, topic)
    let hidden = said.filter { one in
      !one.spoken.isPublic(by: clocks.publicDay)
        && (one.isCandidate ? one.moment.earliest ?? .first : one.moment.latest) <= clocks.at
    }
    #expect(named([.unpublished]) == Set(hidden.map(\.seq)), place)
    for step in why.steps where step.clause == .superseded {
      // Links are found where they stand now: one that was corrected since is not told of the past.
      if clocks.known == clocks.head { #expect(!step.passedFor.isEmpty, place) }
      let links = view.links.filter { $0.kind == .supersedes }
      #expect(step.passedFor.allSatisfy { seq in links.contains { $0.from == seq } }, place)
    }
  }

  /// The same questions later, with `known` as the head was then: the same answers.
  private func again(_ asked: [Asked], _ test: TestEngine, _ seed: UInt64) throws {
    for question in asked {
      let clocks = question.clocks
      var answer = try test.engine.stance(
        holder: question.holder,
        topic: question.topic,
        clocks: ClockQuery(at: clocks.at, known: .seq(clocks.known), publicDay: clocks.publicDay)
      )
      answer.statement = nil
      answer.correction = nil
      answer.head = question.answer.head
      #expect(answer == question.answer, "seed \(seed), known \(clocks.known)")
    }
  }

  /// Compares boards, holders, histories and meetings, page by page.
  private func lists(
    _ history: inout RandomHistory,
    _ test: TestEngine,
    _ seed: UInt64
  ) throws {
    let known = history.below(2) == 0 ? nil : UInt64(history.below(Int(history.model.head)))
    let clocks = clocks(&history, known: known)
    let view = history.model.view(clocks.known)
    let limit = 1 + history.below(4)
    let query = ClockQuery(
      at: clocks.at,
      known: .seq(clocks.known),
      publicDay: clocks.publicDay
    )
    let place: Comment = "seed \(seed), head \(clocks.head), \(clocks)"
    for topic in World.topics {
      let board = try pages { after in
        let page = try test.engine.board(topic: topic, clocks: query, after: after, limit: limit)
        #expect(page.clocks == clocks, place)
        return (page.items, page.next)
      }
      let expected = World.holders.compactMap { view.listed($0, topic, clocks) }
      #expect(board.map(\.comparable) == expected.map(\.comparable), place)
    }
    for holder in World.holders {
      let stances = try pages { after in
        let page = try test.engine.stances(
          holder: holder,
          clocks: query,
          after: after,
          limit: limit
        )
        return (page.items, page.next)
      }
      let expected = World.topics.compactMap { view.listed(holder, $0, clocks) }
      #expect(stances.map(\.comparable) == expected.map(\.comparable), place)
      try histories(holder, view, query, clocks, limit, test, place)
    }
    try meetings(history.model, view, query, clocks, test, place)
  }

  private func histories(
    _ holder: Text,
    _ view: ModelView,
    _ query: ClockQuery,
    _ clocks: AnswerClocks,
    _ limit: Int,
    _ test: TestEngine,
    _ place: Comment
  ) throws {
    for topic in [nil] + World.topics.map(Optional.some) {
      let items = try pages { after in
        let page = try test.engine.history(
          holder: holder,
          topic: topic,
          clocks: query,
          after: after.flatMap { Int($0.string) } ?? 0,
          limit: limit * 5
        )
        return (page.items, page.next)
      }
      let expected = view.history(holder, topic.map { [$0] } ?? World.topics, clocks)
      #expect(items == expected, place)
    }
  }

  private func meetings(
    _ model: Model,
    _ view: ModelView,
    _ query: ClockQuery,
    _ clocks: AnswerClocks,
    _ test: TestEngine,
    _ place: Comment
  ) throws {
    for meeting in World.meetings {
      guard view.isDefined(meeting: meeting) || model.view(model.head).isDefined(meeting: meeting)
      else {
        let refusal = #expect(throws: Refusal.self, place) {
          try test.engine.meeting(meeting, clocks: query)
        }
        #expect(refusal?.code == .unknownMeeting, place)
        continue
      }
      let answer = try test.engine.meeting(meeting, clocks: query)
      #expect(answer == view.meeting(meeting, clocks), place)
    }
    let items = try pages { after in
      let page = try test.engine.meetings(
        clocks: query,
        from: nil,
        to: nil,
        after: after,
        limit: 1
      )
      return (page.items, page.next)
    }
    #expect(items == view.summaries(clocks), place)
  }

  private func pages<Item>(_ page: (Text?) throws -> ([Item], Text?)) throws -> [Item] {
    var items: [Item] = []
    var after: Text?
    repeat {
      let (more, next) = try page(after)
      items += more
      after = next
    } while after != nil
    return items
  }
}

extension StanceAnswer {
  /// The answer with the order of ``more`` left out, which says nothing.
  var comparable: StanceAnswer {
    var copy = self
    copy.more.sort()
    return copy
  }
}
