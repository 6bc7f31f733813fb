import ChanceryModel
import Projections
import Testing

/// How people are called where one line must do, and what is asked of meetings.
@Suite struct MeetingNameTests {
  private func prepared() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(
      Event.topic("t"),
      #"{"type":"person.defined","data":{"person":"macron","name":"Emmanuel Macron","#
        + #""offices":[{"actor":"FRA","rank":"head"}]}}"#,
      Event.source("s", #","published":"2025-01-10""#),
      Event.meeting("meeting.held", "m", #","date":"2025-01-09","source":"s""#)
    )
    return test
  }

  @Test func `whoever gave a count is called by name`() throws {
    let test = try prepared()
    let count = #","value":30,"unit":"countries","source":"s","by":"#
    try test.append(
      Event.meeting("count.reported", "m", count + #"{"person":"macron"}"#),
      Event.meeting("count.reported", "m", count + #"{"kind":"anonymous"}"#),
      Event.meeting("count.reported", "m", count + #""An official""#)
    )
    let meeting = try test.engine.meeting("m", clocks: ClockQuery())
    #expect(meeting.counts.map(\.by) == ["Emmanuel Macron", "anonymous", "An official"])
  }

  @Test func `whoever spoke is called the same in a board and in a history`() throws {
    let test = try prepared()
    let speakers = [
      #"{"person":"macron"}"#: "Emmanuel Macron",
      #"{"person":"macron","name":"The host"}"#: "The host",
      #"{"kind":"state","actor":"FRA"}"#: "FRA",
      #"{"kind":"state","actor":"FRA","role":"the foreign ministry"}"#: "the foreign ministry",
    ]
    for (speaker, name) in speakers {
      let test = try self.prepared()
      try test.append(Event.said("2025-01-05", "FRA", "support", #","speaker":\#(speaker)"#))
      let board = try test.engine.board(topic: "t", clocks: ClockQuery(), after: nil, limit: 5)
      #expect(board.items.map(\.by) == [Text(name)], "\(speaker)")
      let history = try test.engine.history(holder: "FRA", topic: "t", clocks: ClockQuery())
      #expect(history.items.map(\.by) == [Text(name)], "\(speaker)")
    }
    try test.append(
      Event.said("2025-01-05", "FRA", "support", #","speaker":{"kind":"anonymous"}"#)
    )
    let history = try test.engine.history(holder: "FRA", topic: "t", clocks: ClockQuery())
    #expect(history.items.map(\.by) == ["anonymous"])
  }

  @Test func `a meeting known only later, or from no source in time, is empty but known`() throws {
    let test = try prepared()
    for clocks in [
      ClockQuery(known: .seq(2)), ClockQuery(at: .on("2025-01-08")),
      ClockQuery(publicDay: .on("2025-01-09")),
    ] {
      #expect(try test.engine.meeting("m", clocks: clocks).events.isEmpty)
      let list = try test.engine.meetings(
        clocks: clocks,
        from: nil,
        to: nil,
        after: nil,
        limit: 10
      )
      #expect(list.items.isEmpty)
    }
  }

  @Test func `a list of meetings between two days leaves out the others`() throws {
    let test = try prepared()
    try test.append(
      Event.meeting("meeting.held", "a", #","date":"2025-01-01","said":"2025-01-01""#),
      Event.meeting("meeting.held", "b", #","date":"2025-01-03/2025-01-05","said":"2025-01-05""#),
      Event.meeting("meeting.held", "c", #","said":"2025-01-05""#)
    )
    func slugs(_ from: String?, _ to: String?) throws -> [Text] {
      try test.engine.meetings(
        clocks: ClockQuery(),
        from: from.map { .on($0) },
        to: to.map { .on($0) },
        after: nil,
        limit: 10
      ).items.map(\.meeting)
    }
    #expect(try slugs(nil, nil) == ["a", "b", "c", "m"])
    #expect(try slugs("2025-01-04", "2025-01-04") == ["b", "c"])
    #expect(try slugs("2025-01-06", nil) == ["c", "m"])
    #expect(try slugs(nil, "2025-01-02") == ["a", "c"])
  }
}
