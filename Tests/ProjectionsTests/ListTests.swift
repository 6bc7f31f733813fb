import ChanceryModel
import Projections
import Testing

/// Lists in an answer hold the ten newest and say when there are more.
@Suite struct ListTests {
  /// A journal in which Italy says the same on 15 days, told from the last day to the first.
  private func backwards() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.source("s", #","published":"2025-01-01""#))
    for day in (1...15).reversed() {
      let written = day < 10 ? "0\(day)" : "\(day)"
      try test.append(Event.said("2025-01-\(written)", "ITA", "oppose", #","source":"s""#))
    }
    return test
  }

  @Test func `the ten newest confirmations are those of the last days, not those told last`() throws
  {
    let test = try backwards()
    let answer = try test.stance("ITA", "t", at: "2025-01-31")
    #expect(answer.seq == 17)
    #expect(answer.confirmedBy == Array(3...12))
    #expect(answer.more == ["confirmed_by"])
  }

  @Test func `with a public day the ten newest confirmations are the same`() throws {
    let test = try backwards()
    let answer = try test.stance("ITA", "t", at: "2025-01-31", publicDay: "2025-02-01")
    #expect(answer.seq == 17)
    #expect(answer.confirmedBy == Array(3...12))
    #expect(answer.more == ["confirmed_by"])
  }

  @Test func `ten are all, eleven are cut`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    for count in 1...12 {
      try test.append(
        Event.said("2025-01-05", "FRA", "support", #","standing":"leaked""#),
        Event.said("[2025-01-10..2025-01-20]", "FRA", "oppose")
      )
      let answer = try test.stance("FRA", "t", at: "2025-01-15")
      #expect(answer.aside.count == min(count, 10))
      #expect(answer.possible.count == min(count, 10))
      #expect(answer.more.sorted() == (count > 10 ? ["aside", "possible"] : []))
      #expect(answer.aside.last?.seq == UInt64(2 * count))
      #expect(answer.possible.last?.seq == UInt64(2 * count + 1))
    }
  }

  @Test func `days at both ends of the calendar are answered`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("[..2025-01-05]", "FRA", "support"),
      Event.said("-9999-01-01", "FRA", "oppose"),
      Event.said("[-9999-01-01..2025-01-07]", "FRA", "neutral")
    )
    for day in [CivilDate.first, .on("2025-01-01"), .on("2025-01-07"), .last] {
      let clocks = ClockQuery(at: day)
      let answer = try test.engine.stance(holder: "FRA", topic: "t", clocks: clocks)
      #expect(answer.position == .oppose)
      #expect(answer.possible.count == 2)
      _ = try test.engine.history(holder: "FRA", topic: "t", clocks: clocks)
      _ = try test.engine.stance(
        holder: "FRA",
        topic: "t",
        clocks: ClockQuery(at: day, publicDay: day)
      )
    }
    #expect(try test.rebuild(check: true).end == .complete)
  }
}
