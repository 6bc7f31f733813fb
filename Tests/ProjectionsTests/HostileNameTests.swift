import ChanceryModel
import Projections
import Testing

/// Names in questions that nobody would choose: refused as unknown, never a crash, never a failure.
@Suite struct HostileNameTests {
  static let names: [Text] = [
    "", " ", "\0", "t\0", "t\0\0\0\0", "t\0\0\0\0\0\0\0\0", "t\0\0\0\0\0\0\0\0\u{1}", "FRA\0t",
    "\u{FFFD}", "é", "../../etc/passwd", Text(String(repeating: "a", count: 500)),
    Text(String(repeating: "a", count: 511)), Text(String(repeating: "a", count: 512)),
    Text(String(repeating: "é", count: 9000)), "'; DROP TABLE topics; --", "%00", "\u{202E}",
  ]

  // By place: the names themselves would spoil the output.
  @Test(arguments: names.indices)
  func `a name that is none is unknown, wherever it is asked`(_ place: Int) throws {
    let name = Self.names[place]
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      Event.said("2025-01-05", "FRA", "support"),
      Event.meeting("meeting.held", "t"),
      Event.source("t"),
      #"{"type":"person.defined","data":{"person":"t","name":"T"}}"#
    )
    let now = ClockQuery()
    func code(_ body: () throws -> Void) -> RefusalCode? {
      (#expect(throws: Refusal.self) { try body() })?.code
    }
    let engine = test.engine
    #expect(code { _ = try engine.stance(holder: name, topic: "t", clocks: now) } == .unknownActor)
    #expect(
      code { _ = try engine.stance(holder: "FRA", topic: name, clocks: now) } == .unknownTopic
    )
    #expect(
      code { _ = try engine.stances(holder: name, clocks: now, after: nil, limit: 5) }
        == .unknownActor
    )
    #expect(
      code { _ = try engine.board(topic: name, clocks: now, after: nil, limit: 5) }
        == .unknownTopic
    )
    #expect(code { _ = try engine.history(holder: name, topic: nil, clocks: now) } == .unknownActor)
    #expect(code { _ = try engine.meeting(name, clocks: now) } == .unknownMeeting)
    #expect(code { _ = try engine.sourceText(name) } == .unknownSource)
    #expect(code { _ = try engine.vocabularyItem(.person, name) } == .unknownPerson)
    #expect(
      code {
        let query = ReplayQuery(topic: name)
        _ = try engine.replay(query, after: nil, limit: 5)
      } == .unknownTopic
    )
    // Folding leaves out what is no letter, as it does for people who type "t.".
    let isFolded = name.utf8.starts(with: "t\0".utf8)
    #expect(try engine.vocabularyMatch(.topic, name: name).items.isEmpty != isFolded)
    // A place in a list may be any name; what comes after it is shown.
    for kind in VocabularyKind.allCases {
      _ = try engine.vocabulary(kind, all: true, after: name, limit: 5)
    }
    _ = try engine.board(topic: "t", clocks: now, after: name, limit: 5)
    _ = try engine.stances(holder: "FRA", clocks: now, after: name, limit: 5)
    _ = try engine.meetings(clocks: now, from: nil, to: nil, after: name, limit: 5)
    for (filter, refusal) in [
      (EventFilter(holder: name), RefusalCode.unknownActor),
      (EventFilter(topic: name), .unknownTopic), (EventFilter(meeting: name), .unknownMeeting),
    ] {
      #expect(code { _ = try engine.events(filter, after: 0, limit: 5) } == refusal)
    }
  }
}
