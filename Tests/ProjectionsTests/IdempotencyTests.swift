import ChanceryModel
import Projections
import Testing

/// What may be sent twice, and what is refused whole.
@Suite struct IdempotencyTests {
  private func prepared() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    return test
  }

  @Test func `the same event again is the first result, marked`() throws {
    let test = try prepared()
    let event = Event.said("2025-01-05", "FRA", "support", id: "a")
    let first = try test.append(event)
    #expect(first.results == [AppendResult(seq: 2, id: "a", derived: first.results[0].derived)])
    let second = try test.append(event)
    #expect(second.appended == 0)
    #expect(second.duplicates == 1)
    #expect(second.first == nil && second.last == nil)
    #expect(second.head == 2)
    #expect(second.results == [AppendResult(seq: 2, id: "a", isDuplicate: true)])
  }

  @Test func `the order of members and the spelling of numbers make no difference`() throws {
    let test = try prepared()
    try test.append(
      #"{"type":"topic.defined","id":"x","data":{"topic":"u","title":"é","proposition":"P","extra":{"a":1,"b":2}}}"#
    )
    let again = try test.append(
      #"{"data":{"extra":{"b":2.0,"a":1e0},"title":"\u00e9","topic":"u","proposition":"P"},"id":"x","type":"topic.defined"}"#
    )
    #expect(again.duplicates == 1)
    let other = try test.refusal(
      #"{"type":"topic.defined","id":"x","data":{"topic":"u","title":"e\u0301","proposition":"P","extra":{"a":1,"b":2}}}"#
    )
    #expect(other?.code == .idConflict)
  }

  @Test func `the same event twice in one request is appended once`() throws {
    let test = try prepared()
    let (a, b) = (
      Event.said("2025-01-05", "FRA", "support", id: "a"),
      Event.said("2025-01-06", "FRA", "oppose", id: "b")
    )
    let answer = try test.append(a, b, a, b, a)
    #expect(answer.appended == 2)
    #expect(answer.duplicates == 3)
    #expect(answer.results.map(\.seq) == [2, 3, 2, 3, 2])
    #expect(answer.results.map(\.isDuplicate) == [false, false, true, true, true])
    #expect(answer.head == 3)
  }

  @Test func `a request of old and new events appends the new ones`() throws {
    let test = try prepared()
    let events = (1...5).map { Event.said("2025-01-0\($0)", "FRA", "support", id: "\($0)") }
    try test.append(events[1], events[3])
    let answer = try test.append(events[0], events[1], events[2], events[3], events[4], events[0])
    #expect(answer.results.map(\.seq) == [4, 2, 5, 3, 6, 4])
    #expect(answer.results.map(\.isDuplicate) == [false, true, false, true, false, true])
    #expect(answer.first == 4 && answer.last == 6)
  }

  @Test func `a key with other data or another type is a conflict, and nothing is appended`() throws
  {
    let test = try prepared()
    try test.append(Event.said("2025-01-05", "FRA", "support", id: "a"))
    let new = Event.said("2025-01-06", "FRA", "support", id: "new")
    let others = [
      Event.said("2025-01-05", "FRA", "oppose", id: "a"),
      #"{"type":"topic.defined","source":"tests","id":"a","data":{"topic":"v","title":"V","proposition":"P"}}"#,
    ]
    for other in others {
      let refusal = try test.refusal(new, other)
      #expect(refusal?.code == .idConflict)
      #expect(refusal?.items.first?.pointer == "/1/id")
      #expect(test.engine.head == 2)
    }
    let within = try test.refusal(new, Event.said("2025-01-07", "FRA", "support", id: "new"))
    #expect(within?.code == .idConflict)
    #expect(test.engine.head == 2)
    #expect(try test.append(new).appended == 1)
  }

  @Test func `the same id under another source is another event`() throws {
    let test = try prepared()
    let data = #""data":{"topic":"u","title":"U","proposition":"P"}"#
    try test.append(
      #"{"type":"topic.defined","id":"a",\#(data)}"#,
      #"{"type":"topic.defined","source":"x","id":"a",\#(data)}"#
    )
    #expect(test.engine.head == 3)
  }

  @Test func `If-Match on another head is refused with both, but not for what is there`() throws {
    let test = try prepared()
    let event = Event.said("2025-01-05", "FRA", "support", id: "a")
    let refusal = try test.refusal(event, expectedHead: 0)
    #expect(refusal?.code == .headMismatch)
    #expect(refusal?.items.first?.detail == "expected 0, actual 1")
    #expect(test.engine.head == 1)
    #expect(try test.refusal(event, expectedHead: 1) == nil)
    // The answer to the first try was lost: the same request again must not fail.
    #expect(try test.refusal(event, expectedHead: 1) == nil)
    #expect(test.engine.head == 2)
    let mixed = try test.refusal(
      event,
      Event.said("2025-01-06", "FRA", "support", id: "b"),
      expectedHead: 1
    )
    #expect(mixed?.code == .headMismatch)
    // A conflict is told before the head is looked at.
    let conflict = try test.refusal(
      Event.said("2025-01-05", "FRA", "oppose", id: "a"),
      expectedHead: 0
    )
    #expect(conflict?.code == .idConflict)
  }

  @Test func `one bad event in a request appends nothing of it`() throws {
    let test = try prepared()
    let good = (0..<5).map { Event.said("2025-01-0\($0 + 1)", "ITA", "support", id: "\($0)") }
    let bad = Event.said("2025-01-05", "XYZ", "support")
    for place in 0...5 {
      var drafts = try good.map { try test.draft($0) }
      drafts.insert(try test.draft(bad), at: place)
      guard case .failure(let refusal) = test.result(drafts) else {
        Issue.record("appended")
        continue
      }
      #expect(refusal.code == .unknownActor)
      #expect(refusal.items.first?.pointer == "/\(place)/data/holder")
      #expect(test.engine.head == 1)
    }
    #expect(try test.stance("ITA", "t").position == nil)
    #expect(try test.append(good.map { try test.draft($0) }).appended == 5)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `an event may refer to an earlier one of its request, by seq, id or key`() throws {
    let test = try prepared()
    let first = Event.said("2025-01-05", "FRA", "support", id: "a")
    let answer = try test.append(
      first,
      Event.source("s", #","published":"2025-01-06""#),
      #"{"type":"statement.reported","source":"tests","data":{"statement":"a","report":{"source":"s"}}}"#,
      #"{"type":"statement.reported","data":{"statement":{"source":"tests","id":"a"},"report":{"source":"s"}}}"#,
      Event.reported(2, "s")
    )
    #expect(answer.appended == 5)
    let later = try test.refusal(
      #"{"type":"statement.reported","source":"tests","data":{"statement":"z","report":{"source":"s"}}}"#,
      Event.said("2025-01-05", "FRA", "support", id: "z")
    )
    #expect(later?.code == .unknownEvent)
    #expect(try test.refusal(Event.reported(99, "s"))?.code == .unknownEvent)
    #expect(try test.refusal(Event.reported(3, "s")) != nil)
  }
}
