import ChanceryModel
import Projections
import Testing

/// What events about events do to answers, one story each.
@Suite struct ControlTests {
  private func corrected(_ event: UInt64, _ version: UInt64, _ data: String) -> String {
    #"{"type":"event.corrected","data":{"event":\#(event),"version":\#(version),"#
      + #""data":\#(data),"reason":"misread"}}"#
  }

  private func withdrawn(_ event: UInt64) -> String {
    #"{"type":"event.withdrawn","data":{"event":\#(event),"reason":"not so"}}"#
  }

  private func linked(_ from: UInt64, _ to: UInt64, _ kind: String, _ more: String = "") -> String {
    #"{"type":"statements.linked","data":{"from":\#(from),"to":\#(to),"kind":"\#(kind)"\#(more)}}"#
  }

  private func json(_ bytes: [UInt8]?) throws -> JSONValue {
    try JSONParser.parse(try #require(bytes))
  }

  private func shown(_ test: TestEngine, _ seq: UInt64) throws -> JSONValue {
    try json(try test.engine.event(seq, derived: true))
  }

  private func data(_ position: String, _ day: String = "2025-01-05") -> String {
    #"{"said":"\#(day)","holder":"FRA","topic":"t","position":"\#(position)"}"#
  }

  // MARK: Stances

  @Test func `a correction keeps seq and place, and what was known before stays`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    try test.append(corrected(2, 2, data("oppose", "2025-01-07")))
    let answer = try test.stance("FRA", "t", at: "2025-01-31")
    #expect(answer.position == .oppose && answer.seq == 2 && answer.version == 3)
    #expect(answer.since == "2025-01-07")
    #expect(try json(answer.statement)["data"]?["position"]?.textValue == "support")
    #expect(try json(answer.correction)["seq"]?.intValue == 3)
    #expect(try test.stance("FRA", "t", at: "2025-01-06").position == nil)
    let before = try test.stance("FRA", "t", at: "2025-01-06", known: 2)
    #expect(before.position == .support && before.version == 2 && before.correction == nil)
    try test.append(withdrawn(3))
    let again = try test.stance("FRA", "t", at: "2025-01-31")
    #expect(again.position == .support && again.version == 2 && again.correction == nil)
    try test.append(withdrawn(4))
    #expect(try test.stance("FRA", "t", at: "2025-01-31").position == .oppose)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `what is withdrawn is nowhere, and its own withdrawal brings it back`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
    try test.append(withdrawn(2))
    #expect(try test.stance("FRA", "t").position == nil)
    #expect(try test.stance("FRA", "t", known: 2).position == .support)
    let board = try test.engine.board(topic: "t", clocks: ClockQuery(), after: nil, limit: 9)
    #expect(board.items.isEmpty)
    let history = try test.engine.history(holder: "FRA", topic: "t", clocks: ClockQuery())
    #expect(history.items.isEmpty)
    try test.append(withdrawn(3))
    #expect(try test.stance("FRA", "t").position == .support)
  }

  @Test func `a link counts while it is certain and stands, and both its ends`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-06", "FRA", "support"),
      Event.said("2025-01-07", "FRA", "oppose")
    )
    func stance() throws -> [UInt64?] {
      let answer = try test.stance("FRA", "t")
      return [answer.seq] + answer.confirmedBy.map(Optional.some)
    }
    func roles() throws -> [Text] {
      try test.engine.history(holder: "FRA", topic: "t", clocks: ClockQuery()).items
        .map { $0.role?.word ?? "aside" }
    }
    #expect(try stance() == [4])
    try test.append(linked(3, 4, "supersedes", #","certainty":"probable""#))
    #expect(try stance() == [4])
    try test.append(linked(3, 4, "supersedes"))
    #expect(try stance() == [2, 3])
    #expect(try roles() == ["sets", "confirms", "superseded"])
    try test.append(linked(3, 2, "same-utterance"))
    #expect(try stance() == [2])
    #expect(try roles() == ["sets", "same-utterance", "superseded"])
    try test.append(withdrawn(3))
    #expect(try stance() == [4])
    try test.append(withdrawn(8))
    #expect(try stance() == [2])
    try test.append(withdrawn(6))
    #expect(try stance() == [4])
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `with a public day a statement is superseded once that was public`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.source("s1", #","published":"2025-01-08""#),
      Event.source("s2", #","published":"2025-01-20""#),
      Event.said("2025-01-07", "FRA", "oppose", #","source":"s1""#),
      Event.said("2025-01-06", "FRA", "support", #","source":"s2""#),
      linked(5, 4, "supersedes")
    )
    #expect(try test.stance("FRA", "t").position == .support)
    #expect(try test.stance("FRA", "t", publicDay: "2025-01-19").position == .oppose)
    #expect(try test.stance("FRA", "t", publicDay: "2025-01-20").position == .support)
    try test.append(Event.reported(5, "s1"))
    #expect(try test.stance("FRA", "t", publicDay: "2025-01-19").position == .support)
    #expect(try test.stance("FRA", "t", known: 6, publicDay: "2025-01-19").position == .oppose)
    try test.append(withdrawn(7))
    #expect(try test.stance("FRA", "t", publicDay: "2025-01-19").position == .oppose)
  }

  @Test func `a dry run tells what a correction, a withdrawal and a link would change`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-07", "FRA", "oppose")
    )
    func changes(_ event: String) throws -> [String] {
      let answer = try test.result([try test.draft(event)], dryRun: true).get()
      return try #require(answer.changes).map {
        "\($0.at) \($0.before.position?.word ?? "-") \($0.after.position?.word ?? "-")"
      }
    }
    #expect(
      try changes(corrected(2, 2, data("neutral", "2025-01-06"))) == [
        "2025-01-05 support -", "2025-01-06 support neutral",
      ]
    )
    #expect(
      try changes(withdrawn(3)) == ["2025-01-07 oppose support", "2025-02-10 oppose support"]
    )
    #expect(try changes(linked(3, 2, "supersedes")) == ["2025-01-05 support -"])
    #expect(try changes(linked(3, 2, "denies")) == [])
    #expect(test.engine.head == 3)
  }

  // MARK: Meetings

  @Test func `merged meetings are one record until that is withdrawn`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.meeting("meeting.scheduled", "a", #","place":"Paris","said":"2025-01-02""#),
      Event.meeting("meeting.held", "b", #","place":"London","said":"2025-01-03""#),
      Event.said("2025-01-05", "FRA", "support", #","meeting":"a""#)
    )
    try test.append(
      #"{"type":"meetings.merged","data":{"from":"a","into":"b","reason":"one and the same"}}"#
    )
    let one = try test.engine.meeting("a", clocks: ClockQuery())
    #expect(try test.engine.meeting("b", clocks: ClockQuery()) == one)
    #expect(one.summary.meeting == "b" && one.mergedFrom == ["a"])
    #expect(one.events == [2, 3] && one.statementsMade == [4])
    func listed(_ known: UInt64? = nil) throws -> [Text] {
      try test.engine.meetings(
        clocks: ClockQuery(known: known.map { .seq($0) }),
        from: nil,
        to: nil,
        after: nil,
        limit: 9
      ).items.map(\.meeting)
    }
    #expect(try listed() == ["b"])
    #expect(try listed(4) == ["a", "b"])
    try test.append(Event.meeting("meeting.ongoing", "a", #","said":"2025-01-04""#))
    #expect(try test.engine.meeting("b", clocks: ClockQuery()).summary.status == .ongoing)
    try test.append(withdrawn(5))
    #expect(try listed() == ["a", "b"])
    #expect(try test.engine.meeting("b", clocks: ClockQuery()).summary.status == .held)
    #expect(try test.engine.meeting("a", clocks: ClockQuery()).summary.status == .ongoing)
  }

  // MARK: Definitions

  @Test func `definitions are shown in the version that counts, and only while they stand`() throws
  {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.topic("u"), Event.said("2025-01-05", "FRA", "support"))
    try test.append(
      corrected(2, 2, #"{"topic":"u","title":"Quite another","proposition":"P"}"#)
    )
    func topics() throws -> [Text] {
      try test.engine.vocabulary(.topic, all: false, after: nil, limit: 9).items
        .compactMap { $0["title"]?.textValue }
    }
    #expect(try topics() == ["T", "Quite another"])
    let found = try test.engine.vocabularyMatch(.topic, name: "quite another")
    #expect(found.items.compactMap { $0["topic"]?.textValue } == ["u"])
    try test.append(withdrawn(2))
    #expect(try topics() == ["T"])
    let known = ClockQuery(known: .seq(4))
    #expect(try test.engine.board(topic: "u", clocks: known, after: nil, limit: 9).items == [])
    let refusal = #expect(throws: Refusal.self) {
      try test.engine.board(topic: "u", clocks: ClockQuery(), after: nil, limit: 9)
    }
    #expect(refusal?.code == .unknownTopic)
  }

  @Test func `actors and holders are those of whom something stands`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-05", "ITA", "support", #","standing":"attributed""#)
    )
    func codes() throws -> [Text] {
      try test.engine.vocabulary(.actor, all: false, after: nil, limit: 9).items
        .compactMap { $0["actor"]?.textValue }
    }
    func holders() throws -> Int? {
      let found = try test.engine.vocabularyItem(.topic, "t")
      return found.item["holders"]?.intValue
    }
    #expect(try codes() == ["FRA", "ITA"])
    #expect(try holders() == 2)
    try test.append(withdrawn(2), withdrawn(3))
    #expect(try codes() == [])
    #expect(try holders() == 0)
    // What was said of a pair once can be asked about for ever.
    #expect(try test.stance("FRA", "t", known: 3).position == .support)
    try test.append(withdrawn(4))
    #expect(try codes() == ["FRA"])
    #expect(try holders() == 1)
  }

  @Test func `the text of a source is there while a filing of it stands`() throws {
    let test = try TestEngine()
    try test.append(Event.source("s", #","text":"word for word""#))
    let digest = try #require(try shown(test, 1)["data"]?["sha256"]?.textValue)
    let described = #"{"source":"s","title":"A title","sha256":"\#(digest)","bytes":13}"#
    try test.append(corrected(1, 1, described))
    #expect(try test.engine.sourceText("s") == Array("word for word".utf8))
    let found = try test.engine.vocabularyItem(.source, "s")
    #expect(found.item["title"]?.textValue == "A title" && found.item["text"] == .bool(true))
    try test.append(withdrawn(1))
    let refusal = #expect(throws: Refusal.self) { try test.engine.sourceText("s") }
    #expect(refusal?.code == .unknownSource)
  }

  // MARK: Events

  @Test func `an event tells what became of it and what is about it`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.source("s"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-06", "FRA", "support")
    )
    try test.append(
      corrected(3, 3, data("oppose")),
      linked(4, 3, "denies", #","certainty":"probable""#),
      Event.reported(3, "s"),
      Event.reported(3, "s"),
      #"{"type":"event.reviewed","data":{"event":3,"verdict":"disputed","coder":"second"}}"#
    )
    try test.append(withdrawn(8))
    try test.append(withdrawn(6))
    try test.append(withdrawn(3))
    let event = try shown(test, 3)
    #expect(event["state"] == ["version": 5, "standing": false])
    #expect(event["corrected_by"] == [5])
    #expect(event["withdrawn_by"] == [12])
    #expect(event["reported_by"] == [7])
    #expect(
      event["links"] == [
        [
          "seq": 6, "from": 4, "to": 3, "kind": "denies", "certainty": "probable",
          "standing": false,
        ]
      ]
    )
    #expect(event["reviews"] == [["seq": 9, "verdict": "disputed", "coder": "second"]])
    #expect(event["redacted"] == .null)
    #expect(event["data"]?["position"]?.textValue == "support")
    #expect(try shown(test, 4)["links"]?.arrayValue?.count == 1)
    #expect(try shown(test, 12)["state"] == ["version": 12, "standing": true])
  }

  @Test func `of a redacted event what is left is shown, with who and why`() throws {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-06", "FRA", "oppose")
    )
    _ = try test.redact(3, reason: "a court said so")
    let event = try shown(test, 3)
    #expect(event["data"] == .null && event["redactedby"]?.intValue == 4)
    #expect(event["redacted"]?["seq"]?.intValue == 4)
    #expect(event["redacted"]?["reason"]?.textValue == "a court said so")
    #expect(event["redacted"]?["recordedby"] != nil && event["redacted"]?["recordedat"] != nil)
    #expect(event["derived"] == .null && event["type"]?.textValue == "statement.made")
    let page = try test.engine.events(EventFilter(), after: 2, limit: 1)
    #expect(try json(page.items.first)["redactedby"]?.intValue == 4)
    let answer = try test.stance("FRA", "t")
    #expect(answer.position == .support && answer.redactions == 1)
    #expect(try test.stance("FRA", "t", known: 2).redactions == 0)
    let history = try test.engine.history(holder: "FRA", topic: nil, clocks: ClockQuery())
    #expect(history.redactions == 1)
  }
}
