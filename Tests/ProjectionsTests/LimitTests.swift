import ChanceryModel
import LMDB
import Projections
import Testing

/// What a request may be, and what happens when the machine gives out: reads go on.
@Suite struct LimitTests {
  @Test func `4,001 events are refused, 4,000 are not`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let draft = try test.draft(Event.said("2025-01-05", "FRA", "support"))
    guard case .failure(let refusal) = test.result(Array(repeating: draft, count: 4001)) else {
      Issue.record("appended")
      return
    }
    #expect(refusal.code == .tooManyEvents)
    #expect(test.engine.head == 1)
    #expect(try test.append(Array(repeating: draft, count: 4000)).appended == 4000)
  }

  @Test func `what is declared counts as well`() throws {
    let test = try TestEngine()
    let drafts = try (0..<4000).map { number in
      try test.draft(
        #"{"type":"statement.made","data":{"said":"2025-01-05","holder":"FRA","topic":"t\#(number / 2)","#
          + #""position":"support"}}"#
      )
    }
    guard case .failure(let refusal) = test.result(drafts, declare: true) else {
      Issue.record("appended")
      return
    }
    #expect(refusal.code == .tooManyEvents)
    #expect(test.engine.head == 0)
  }

  @Test func `more than 16,384 index rows are refused`() throws {
    let test = try TestEngine()
    try test.append((0..<20).map { try test.draft(Event.topic("t\($0)")) })
    let stances = (0..<20).map { #"{"holder":"FRA","topic":"t\#($0)","position":"support"}"# }
    let draft = try test.draft(
      #"{"type":"statement.made","data":{"said":"2025-01-05","stances":["#
        + stances.joined(separator: ",") + "]}}"
    )
    // A statement of 20 stances counts as 21 rows.
    guard case .failure(let refusal) = test.result(Array(repeating: draft, count: 781)) else {
      Issue.record("appended")
      return
    }
    #expect(refusal.code == .tooManyEvents)
    #expect(test.engine.head == 20)
    #expect(try test.append(Array(repeating: draft, count: 780)).appended == 780)
    // To withdraw one ends as many, and is an event.
    let withdrawals = try (21...UInt64(765)).map { try test.draft(Event.withdrawn($0)) }
    guard case .failure(let again) = test.result(withdrawals) else {
      Issue.record("withdrawn")
      return
    }
    #expect(again.code == .tooManyEvents)
    #expect(try test.append(Array(withdrawals.dropLast())).appended == 744)
  }

  @Test func `a clock a day behind is not believed`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    test.clock.advance(hours: -25)
    let event = Event.said("2025-01-06", "FRA", "oppose")
    #expect(try test.refusal(event)?.code == .clockBehind)
    guard case .failure(let refusal) = test.result([try test.draft(event)], dryRun: true) else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.code == .clockBehind)
    #expect(try test.stance("FRA", "t").position == .support)
    test.clock.advance(hours: 2)
    try test.append(event)
    let last = try JSONParser.parse(try test.engine.event(3, derived: false))
    #expect(last["recordedat"]?.stringValue == "2025-02-10T12:00:00.000000Z")
  }

  @Test func `a full map is refused, reads go on, and nothing is lost`() throws {
    let directory = try TemporaryDirectory()
    var head: UInt64 = 0
    var expected: StanceAnswer?
    do {
      let test = try TestEngine(in: directory, mapBytes: 2 << 20)
      try test.append(Event.topic("t"))
      let note = String(repeating: "x", count: 20_000)
      var refusals = 0
      for number in 0..<200 {
        let refusal = try test.refusal(
          Event.said("2025-01-05", "FRA", "support", #","note":"\#(number)\#(note)""#)
        )
        guard let refusal else { continue }
        #expect(refusal.code == .storageFull)
        refusals += 1
        if refusals == 3 { break }
      }
      #expect(refusals == 3)
      head = test.engine.head
      #expect(head > 20)
      expected = try test.stance("FRA", "t")
      #expect(expected?.position == .support)
      guard
        case .failure(let refusal) = test.result(
          [
            try test.draft(
              Event.said("2025-01-05", "FRA", "oppose", #","note":"\#(note)\#(note)""#)
            )
          ],
          dryRun: true
        )
      else {
        Issue.record("the dry run had room")
        return
      }
      #expect(refusal.code == .storageFull)
      test.engine.close()
    }
    let larger = try TestEngine(in: directory, mapBytes: 64 << 20)
    #expect(larger.engine.head == head)
    #expect(try larger.stance("FRA", "t") == expected)
    try larger.append(Event.said("2025-01-06", "FRA", "oppose"))
    #expect(try larger.rebuild(check: true).end == .complete)
  }

  @Test func `a rebuild that finds no room is refused, and all else goes on`() throws {
    let test = try TestEngine(mapBytes: 2 << 20)
    try test.append(Event.topic("t"))
    for number in 0..<600 {
      let day = CivilDate.on("2023-01-01").adding(days: number)
      try test.append(Event.said(day.description, "FRA", number % 2 == 0 ? "oppose" : "support"))
    }
    let note = String(repeating: "x", count: 20_000)
    while try test.refusal(Event.topic("u\(test.engine.head)", #","note":"\#(note)""#)) == nil {}
    let before = try test.stance("FRA", "t")
    for isCheck in [true, false] {
      let error = #expect(throws: Refusal.self) { try test.rebuild(check: isCheck) }
      #expect(error?.code == .storageFull)
    }
    #expect(try test.stance("FRA", "t") == before)
  }

  @Test func `a closed engine refuses appends and still answers`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    test.engine.close()
    test.engine.close()
    #expect(try test.refusal(Event.topic("u"))?.code == .shuttingDown)
    #expect(try test.stance("FRA", "t").position == .support)
  }

  @Test func `said later than tomorrow is refused by the day of recording`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-02-11", "FRA", "support"))
    #expect(
      try test.refusal(Event.said("2025-02-12", "FRA", "support"))?.code == .saidInFuture
    )
  }
}
