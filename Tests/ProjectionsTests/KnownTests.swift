import ChanceryModel
import Projections
import Testing

/// What we knew at a moment, a day or a seq, and what the answers echo of the question.
@Suite struct KnownTests {
  /// Three commits on three days: the topic and a stance, another, a third.
  private func prepared() throws -> TestEngine {
    let test = try TestEngine(clock: TestClock("2025-02-10"))
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    test.clock.advance(hours: 24)
    try test.append(Event.said("2025-01-06", "FRA", "oppose"))
    test.clock.advance(hours: 24)
    try test.append(Event.said("2025-01-04", "FRA", "neutral"))
    return test
  }

  private func answer(_ test: TestEngine, _ known: KnownQuery?) throws -> StanceAnswer {
    let clocks = ClockQuery(known: known)
    return try test.engine.stance(holder: "FRA", topic: "t", clocks: clocks)
  }

  @Test func `a day means its end, a moment itself, each resolved to a seq`() throws {
    let test = try prepared()
    let noon = Instant.noon(of: .on("2025-02-11"))
    let expected: [(KnownQuery, UInt64, Position?)] = [
      (.day(.on("2025-02-09")), 0, nil), (.day(.on("2025-02-10")), 2, .support),
      (.day(.on("2025-02-11")), 3, .oppose), (.day(.on("2025-02-12")), 4, .oppose),
      (.day(.last), 4, .oppose), (.day(.first), 0, nil),
      (.instant(noon), 3, .oppose),
      (.instant(Instant(microseconds: noon.microseconds - 1)), 2, .support),
      (.instant(Instant(microseconds: .min)), 0, nil),
      (.instant(Instant(microseconds: .max)), 4, .oppose),
      (.seq(0), 0, nil), (.seq(1), 1, nil), (.seq(2), 2, .support),
    ]
    for (query, seq, position) in expected {
      let answer = try answer(test, query)
      #expect(answer.known == seq, "\(query)")
      #expect(answer.position == position, "\(query)")
      #expect(answer.head == 4)
    }
  }

  @Test func `without clocks the day is today's and all is known`() throws {
    let test = try prepared()
    let answer = try answer(test, nil)
    #expect(answer.at == .on("2025-02-12"))
    #expect(answer.known == 4 && answer.head == 4)
    #expect(answer.publicDay == nil)
  }

  @Test(arguments: [5, UInt64(Int64.max), UInt64.max - 1, UInt64.max])
  func `a seq after the head is refused wherever it is asked`(_ seq: UInt64) throws {
    let test = try prepared()
    let clocks = ClockQuery(known: .seq(seq))
    func code(_ body: () throws -> Void) -> RefusalCode? {
      (#expect(throws: Refusal.self) { try body() })?.code
    }
    #expect(code { _ = try answer(test, .seq(seq)) } == .badParameter)
    #expect(
      code { _ = try test.engine.board(topic: "t", clocks: clocks, after: nil, limit: 5) }
        == .badParameter
    )
    #expect(
      code { _ = try test.engine.history(holder: "FRA", topic: nil, clocks: clocks) }
        == .badParameter
    )
    #expect(
      code {
        let query = ReplayQuery(known: .seq(seq))
        _ = try test.engine.replay(query, after: nil, limit: 5)
      } == .badParameter
    )
  }

  @Test func `a late arrival changes the past, not what was known of it`() throws {
    let test = try prepared()
    #expect(try test.stance("FRA", "t", at: "2025-01-04").position == .neutral)
    #expect(try test.stance("FRA", "t", at: "2025-01-04", known: 3).position == nil)
    #expect(try test.stance("FRA", "t", at: "2025-01-05", known: 2).position == .support)
    let history = try test.engine.history(holder: "FRA", topic: "t", clocks: ClockQuery())
    #expect(history.items.map(\.seq) == [4, 2, 3])
    #expect(history.items.map(\.role) == [.sets, .sets, .sets])
  }
}
