import ChanceryModel
import Projections
import Testing

/// What `declare=true` makes, and what a dry run shows.
@Suite struct DeclareTests {
  private static let event =
    #"{"type":"statement.made","data":{"said":"2025-01-05","stances":["#
    + #"{"holder":"quint","topic":"t2","position":"support"},"#
    + #"{"holder":"FRA","topic":"t1","position":"oppose"}],"source":"s1"}}"#

  @Test func `missing names are defined first and listed`() throws {
    let test = try TestEngine()
    #expect(try test.refusal(Self.event) != nil)
    let answer = try test.append(Self.event, Self.event, declare: true)
    #expect(answer.declared == [1, 2, 3, 4])
    #expect(answer.results.map(\.seq) == [5, 6])
    #expect(answer.appended == 2)
    #expect(answer.first == 1 && answer.last == 6)
    for seq in 1...4 as ClosedRange<UInt64> {
      let event = try JSONParser.parse(try test.engine.event(seq, derived: false))
      #expect(event["data"]?["extra"]?["declared"]?.boolValue == true)
      #expect(event["id"]?.stringValue?.hasPrefix("declared/") == true)
    }
    #expect(try test.stance("FRA", "t1").position == .oppose)
    #expect(try test.append(Self.event, declare: true).declared.isEmpty)
  }

  @Test func `a refused request declares nothing`() throws {
    let test = try TestEngine()
    let bad = #"{"type":"statement.reported","data":{"statement":9,"report":{"source":"s1"}}}"#
    #expect(try test.refusal(Self.event, bad, declare: true)?.code == .unknownEvent)
    #expect(test.engine.head == 0)
    #expect(throws: Refusal.self) { try test.engine.vocabularyItem(.topic, "t1") }
  }

  @Test func `a user's event under a declared id does not break later requests`() throws {
    let test = try TestEngine()
    let taken =
      #"{"type":"topic.defined","id":"declared/topic/t1","data":{"topic":"x","title":"X","proposition":"P"}}"#
    let answer = try test.append(taken, Self.event, declare: true)
    #expect(answer.declared.count == 4)
    #expect(try test.append(taken).duplicates == 1)
  }

  @Test func `a dry run changes nothing and tells what would change`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    let drafts = [try test.draft(Event.said("2025-01-07", "FRA", "oppose"))]
    let answer = try test.result(drafts, dryRun: true).get()
    #expect(answer.isDryRun)
    #expect(answer.head == 2)
    #expect(answer.results.map(\.seq) == [3])
    let states = (
      StanceChange.State(position: .support, since: "2025-01-05", seq: 2),
      StanceChange.State(position: .oppose, since: "2025-01-07", seq: 3)
    )
    #expect(
      answer.changes == [
        StanceChange(
          holder: "FRA",
          topic: "t",
          at: .on("2025-01-07"),
          before: states.0,
          after: states.1
        ),
        StanceChange(
          holder: "FRA",
          topic: "t",
          at: .on("2025-02-10"),
          before: states.0,
          after: states.1
        ),
      ]
    )
    #expect(test.engine.head == 2)
    #expect(try test.stance("FRA", "t").position == .support)
    #expect(try test.rebuild(check: true).end == .complete)
    #expect(try test.append(drafts).results.map(\.seq) == [3])
  }

  @Test func `a dry run refuses what an append would refuse`() throws {
    let test = try TestEngine()
    let drafts = [try test.draft(Event.said("2025-01-07", "FRA", "oppose"))]
    guard case .failure(let refusal) = test.result(drafts, dryRun: true) else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.code == .unknownTopic)
    let declared = try test.result(drafts, declare: true, dryRun: true).get()
    #expect(declared.declared == [1])
    #expect(test.engine.head == 0)
    #expect(throws: Refusal.self) { try test.stance("FRA", "t") }
  }
}
