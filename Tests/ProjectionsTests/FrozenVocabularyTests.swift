import ChanceryModel
import Projections
import Testing

/// What a definition meant when an event was appended is what it means for that event, for ever.
@Suite struct FrozenVocabularyTests {
  private static func person(_ rank: String, _ actor: String = "FRA") -> String {
    #"{"type":"person.defined","data":{"person":"p","name":"P \#(rank)","#
      + #""offices":[{"actor":"\#(actor)","rank":"\#(rank)"}]}}"#
  }

  private func derived(_ test: TestEngine, _ seq: UInt64) throws -> JSONValue {
    let event = try JSONParser.parse(try test.engine.event(seq, derived: true))
    return try #require(event["derived"])
  }

  @Test func `a later office re-ranks nothing that was said before`() throws {
    let test = try TestEngine()
    let said = { (position: String) in
      Event.said("2025-01-05", "FRA", position, #","speaker":{"person":"p"}"#)
    }
    try test.append(Event.topic("t"), Self.person("minister"), said("support"))
    let before = try derived(test, 3)
    try test.append(Self.person("head"), said("oppose"))
    #expect(try derived(test, 3) == before)
    #expect(before["rank"]?.stringValue == "minister")
    #expect(try derived(test, 5)["rank"]?.stringValue == "head")
    // On one day the higher rank wins.
    #expect(try test.stance("FRA", "t").position == .oppose)
    #expect(try test.stance("FRA", "t", known: 4).position == .support)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `a later office makes no declaration of what was attributed`() throws {
    let test = try TestEngine()
    let said = Event.said("2025-01-05", "FRA", "support", #","speaker":{"person":"p"}"#)
    try test.append(Event.topic("t"), Self.person("head", "GBR"), said)
    try test.append(Self.person("head", "FRA"))
    let answer = try test.stance("FRA", "t")
    #expect(answer.position == nil)
    #expect(answer.aside.map(\.standing) == [.attributed])
    try test.append(said)
    #expect(try test.stance("FRA", "t").position == .support)
  }

  @Test func `a later floor moves no open date, a later publication no clamp`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.source("s", #","published":"2025-01-20""#),
      Event.said("[..2025-01-25]", "FRA", "support", #","source":"s""#)
    )
    let before = try derived(test, 3)
    #expect(before["earliest"] == .null)
    #expect(before["latest"]?.stringValue == "2025-01-20")
    try test.append(
      Event.topic("t", #","from":"2025-01-10""#),
      Event.source("s", #","published":"2025-01-15""#)
    )
    #expect(try derived(test, 3) == before)
    try test.append(Event.said("[..2025-01-25]", "FRA", "oppose", #","source":"s""#))
    let after = try derived(test, 6)
    #expect(after["earliest"]?.stringValue == "2025-01-10")
    #expect(after["latest"]?.stringValue == "2025-01-15")
  }

  @Test func `a definition in an earlier event of the request counts, one in a later does not`()
    throws
  {
    let test = try TestEngine()
    let said = Event.said("2025-01-05", "FRA", "support", #","speaker":{"person":"p"}"#)
    #expect(try test.refusal(Event.topic("t"), said, Self.person("head"))?.code == .unknownPerson)
    try test.append(Event.topic("t"), Self.person("minister"), said, Self.person("head"), said)
    #expect(try derived(test, 3)["rank"]?.stringValue == "minister")
    #expect(try derived(test, 5)["rank"]?.stringValue == "head")
  }

  @Test func `names in a question resolve at the head, whatever is known`() throws {
    let test = try TestEngine()
    #expect(throws: Refusal.self) { try test.stance("FRA", "t") }
    try test.append(Event.topic("a"))
    try test.append(Event.topic("t"))
    #expect(try test.stance("FRA", "t", known: 1).position == nil)
    #expect(throws: Refusal.self) { try test.stance("XXA", "t") }
    #expect(throws: Refusal.self) { try test.stance("FRA", "t", known: 3) }
  }

  @Test func `the proposition of a topic in use does not change`() throws {
    let test = try TestEngine()
    let other = #"{"type":"topic.defined","data":{"topic":"t","title":"T","proposition":"Q"}}"#
    try test.append(Event.topic("t"), other)
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    #expect(try test.refusal(Event.topic("t"))?.code == .inUse)
    try test.append(other)
    let item = try test.engine.vocabularyItem(.topic, "t").item
    #expect(item["proposition"]?.stringValue == "Q")
    #expect(item["seq"]?.intValue == 4)
    #expect(item["holders"]?.intValue == 1)
  }

  @Test func `a statement resolved ahead is resolved again after a definition`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Self.person("minister"))
    // Each statement is prepared against a snapshot; the definition before it is not in all of them.
    for round in 0..<50 {
      let rank = round % 2 == 0 ? "head" : "minister"
      let done = try [
        test.draft(Self.person(rank)),
        test.draft(Event.said("2025-01-05", "FRA", "support", #","speaker":{"person":"p"}"#)),
      ]
      try test.append([done[0]])
      let answer = try test.append([done[1]])
      #expect(try derived(test, answer.head)["rank"]?.stringValue == rank)
    }
  }
}
