import ChanceryModel
import Testing

/// Each sentence of design §6, one test or more.
@Suite struct MeetingFoldTests {
  // MARK: - What is shown

  @Test func `with no fact that counts, nothing is shown`() {
    let facts = [fact(1, .meetingHeld, said: 20, ["title": "Summit"])]
    let answer = answer(facts, at: 19)
    #expect(answer.summary == MeetingSummary(meeting: "paris"))
    #expect(answer.events.isEmpty)
    #expect(answer.values.isEmpty)
  }

  @Test func `the latest said is shown, whatever came in last`() {
    let facts = [
      fact(1, .meetingScheduled, said: 24, ["place": "Paris"]),
      fact(2, .meetingScheduled, said: 20, ["place": "London"]),
    ]
    #expect(summary(facts).place == "Paris")
    #expect(summary(facts, at: 23).place == "London")
  }

  @Test func `of one day held comes before ongoing, cancelled, postponed and scheduled`() {
    let types: [EventType] = [
      .meetingHeld, .meetingOngoing, .meetingCancelled, .meetingPostponed, .meetingScheduled,
    ]
    for first in types.indices {
      let facts = types[first...].enumerated().reversed().map {
        fact(UInt64($0.offset + 1), $0.element, said: 20, ["title": .string($0.element.name)])
      }
      #expect(summary(facts).title == types[first].name)
      #expect(summary(facts).status == MeetingStatus(types[first]))
    }
  }

  @Test func `then the better reliability, F and none last, then text order`() {
    let stated: [(Character?, Text)] = [
      ("A", "z"), ("B", "y"), ("E", "x"), ("F", "w"), (nil, "x"), ("F", "y"),
    ]
    for first in stated.indices {
      let facts = stated[first...].enumerated().map { index, value in
        fact(
          UInt64(index + 1),
          .meetingHeld,
          said: 20,
          ["level": .string(value.1)],
          reliability: value.0
        )
      }
      #expect(summary(facts.reversed()).level == stated[first].1)
    }
  }

  @Test func `a plan said earlier never undoes a report, and completes it`() {
    let facts = [
      fact(1, .meetingHeld, said: 28, ["place": "Paris"]),
      fact(2, .meetingScheduled, said: 20, ["place": "London", "title": "Summit"]),
    ]
    let summary = summary(facts)
    #expect(summary.status == .held)
    #expect(summary.place == "Paris")
    #expect(summary.title == "Summit")
    #expect(summary.contested.isEmpty)
  }

  @Test func `every value is kept with its source, the shown one first`() {
    let facts = [
      fact(1, .meetingScheduled, said: 20, ["level": "ministers"], source: "s1"),
      fact(2, .meetingHeld, said: 28, ["level": "leaders"], source: "s2", reliability: "B"),
      fact(3, .meetingHeld, said: 28, ["level": "leaders"], source: "s3"),
    ]
    let values = answer(facts).values[.level] ?? []
    #expect(values.map(\.seq) == [2, 3, 1])
    #expect(values.map(\.source) == ["s2", "s3", "s1"])
    #expect(values.map(\.reliability) == [UInt8(ascii: "B"), nil, nil])
    #expect(values.map(\.value) == ["leaders", "leaders", "ministers"])
    #expect(values.map(\.said) == ["2025-03-28", "2025-03-28", "2025-03-20"])
    #expect(answer(facts).values[.status]?.map(\.value) == ["held", "held", "scheduled"])
    #expect(answer(facts).values[.title] == nil)
  }

  @Test func `the date is shown with its days`() {
    let facts = [fact(1, .meetingScheduled, said: 20, ["date": "2025-03-26/27"], days: 26...27)]
    let summary = summary(facts)
    #expect(summary.date == "2025-03-26/27")
    #expect(summary.earliest == march(26))
    #expect(summary.latest == march(27))
  }

  @Test func `agenda and predecessor are shown too`() {
    let answer = answer([
      fact(1, .meetingScheduled, said: 20, ["agenda": ["troops", "aid"], "follows": "london"]),
      fact(2, .meetingScheduled, said: 19, ["agenda": "aid", "hosts": []]),
    ])
    #expect(answer.agenda == ["troops", "aid"])
    #expect(answer.follows == "london")
    #expect(answer.summary.hosts.isEmpty)
    #expect(answer.values[.hosts] == nil)
    #expect(answer.summary.contested.isEmpty)
  }

  // MARK: - Contested

  @Test(arguments: [MeetingField.place, .title, .format, .level])
  func `reports that differ contest the field`(field: MeetingField) {
    let facts = [
      fact(1, .meetingHeld, said: 20, [field.word: "one"]),
      fact(2, .meetingHeld, said: 21, [field.word: "another"]),
      fact(3, .meetingHeld, said: 21, [field.word: "another"]),
    ]
    #expect(summary(facts).contested == [field])
    #expect(summary(Array(facts.dropFirst())).contested.isEmpty)
  }

  @Test func `the same hosts in another order are the same`() {
    let first = fact(1, .meetingHeld, said: 20, ["hosts": ["FRA", "GBR"]])
    let second = fact(2, .meetingHeld, said: 20, ["hosts": ["GBR", "FRA"]])
    let third = fact(3, .meetingHeld, said: 20, ["hosts": ["FRA"]])
    #expect(summary([first, second]).contested.isEmpty)
    #expect(summary([first, second]).hosts == ["FRA", "GBR"])
    #expect(summary([first, third]).contested == [.hosts])
  }

  @Test func `dates contest each other if no day is in both`() {
    let month = fact(1, .meetingHeld, said: 28, ["date": "2025-03"], days: 1...31)
    let day = fact(2, .meetingHeld, said: 28, ["date": "2025-03-20"], days: 20...20)
    let other = fact(3, .meetingHeld, said: 28, ["date": "2025-03-21"], days: 21...21)
    #expect(summary([month, day]).contested.isEmpty)
    #expect(summary([month, day, other]).contested == [.date])
  }

  @Test func `a meeting reported held though called off is contested`() {
    let held = fact(1, .meetingHeld, said: 27)
    #expect(summary([held, fact(2, .meetingCancelled, said: 27)]).contested == [.status])
    #expect(summary([held, fact(2, .meetingCancelled, said: 28)]).contested == [.status])
    #expect(summary([held, fact(2, .meetingScheduled, said: 28)]).contested == [.status])
  }

  @Test func `a meeting called off and then held is not contested`() {
    let facts = [fact(1, .meetingPostponed, said: 20), fact(2, .meetingHeld, said: 27)]
    #expect(summary(facts).contested.isEmpty)
    #expect(summary(facts, at: 26).status == .postponed)
  }

  // MARK: - Attendance

  @Test func `attendance is by role, with each report`() {
    let facts = [
      fact(1, .attendanceReported, said: 27, actor: "ITA", .observer, source: "s1"),
      fact(2, .attendanceReported, said: 27, actor: "USA", .absent),
      fact(3, .attendanceReported, said: 27, actor: "FRA", .host),
      fact(4, .attendanceReported, said: 27, actor: "DEU", .participant),
      fact(
        5,
        .attendanceReported,
        said: 26,
        ["person": "portolano", "level": "chiefs", "mode": "video", "representing": "EU"],
        actor: "ITA",
        .participant
      ),
    ]
    let attendance = answer(facts).attendance
    #expect(attendance.map(\.actor) == ["FRA", "DEU", "ITA", "USA"])
    #expect(attendance[2].role == .observer)
    #expect(attendance[2].reports.map(\.seq) == [1, 5])
    #expect(attendance[2].reports[0].source == "s1")
    #expect(attendance[2].reports[1].person == "portolano")
    #expect(attendance[2].reports[1].level == "chiefs")
    #expect(attendance[2].reports[1].mode == "video")
    #expect(attendance[2].reports[1].representing == "EU")
    #expect(summary(facts).attendance == 4)
  }

  @Test func `what was said before the day is planned, and yields to a report`() {
    let facts = [
      fact(1, .meetingScheduled, said: 20, ["date": "2025-03-27"], days: 27...27),
      fact(2, .attendanceReported, said: 26, actor: "FRA", .participant),
      fact(3, .attendanceReported, said: 27, actor: "ITA", .absent),
      fact(4, .attendanceReported, said: 28, actor: "ITA", .invited),
    ]
    let attendance = answer(facts).attendance
    #expect(attendance.map(\.actor) == ["FRA", "ITA"])
    #expect(attendance.map(\.isPlanned) == [true, false])
    #expect(attendance[1].role == .absent)
    #expect(attendance[1].reports.map(\.isPlanned) == [false, true])
  }

  @Test func `of equals the better source decides, then the role that says most`() {
    let facts = [
      fact(1, .attendanceReported, said: 27, actor: "ITA", .observer, reliability: "B"),
      fact(2, .attendanceReported, said: 27, actor: "ITA", .host),
      fact(3, .attendanceReported, said: 27, actor: "POL", .observer),
      fact(4, .attendanceReported, said: 27, actor: "POL", .participant),
    ]
    #expect(answer(facts).attendance.map(\.role) == [.participant, .observer])
  }

  @Test func `an actor not mentioned is not absent`() {
    #expect(answer([fact(1, .meetingHeld, said: 27)]).attendance.isEmpty)
  }

  // MARK: - Counts and outcomes

  @Test func `all counts stand side by side`() {
    let facts = [
      fact(1, .meetingHeld, said: 28, ["date": "2025-03-27"], days: 27...27),
      fact(2, .countReported, said: 28, ["value": 30, "unit": "countries", "qualifier": "about"]),
      fact(3, .countReported, said: 26, ["value": 31, "unit": "countries"], source: "s4"),
      fact(4, .countReported, said: 28, ["value": 34, "unit": "chiefs", "kind": "expected"]),
    ]
    let counts = answer(facts).counts
    #expect(counts.map(\.seq) == [3, 2, 4])
    #expect(counts.map(\.value) == [31, 30, 34])
    #expect(counts.map(\.isPlanned) == [true, false, true])
    #expect(counts.map(\.unit) == ["countries", "countries", "chiefs"])
    #expect(counts.map(\.qualifier) == [nil, "about", nil])
    #expect(counts.map(\.kind) == [nil, nil, "expected"])
    #expect(counts[0].source == "s4")
    #expect(summary(facts).counts == 3)
  }

  @Test func `outcomes carry their parts and who agreed`() {
    let facts = [
      fact(
        1,
        .outcomeReported,
        said: 28,
        [
          "text": "a plan", "kind": "plan", "agreed_by": ["FRA"], "dissent": ["HUN"],
          "follow_up": "london",
          "parts": [["text": "at sea", "topic": "own-troops", "actors": ["GBR"]]],
          "by": ["person": "macron"],
        ]
      )
    ]
    let outcome = answer(facts).outcomes[0]
    #expect(outcome.text == "a plan")
    #expect(outcome.kind == "plan")
    #expect(outcome.agreedBy == ["FRA"])
    #expect(outcome.dissent == ["HUN"])
    #expect(outcome.followUp == "london")
    #expect(outcome.parts == [.init(text: "at sea", topic: "own-troops", actors: ["GBR"])])
    #expect(outcome.by == "Emmanuel Macron")
    #expect(summary(facts).outcomes == 1)
  }

  @Test func `what the caller knows is handed through`() {
    let answer = MeetingFold.answer(
      meeting: "paris",
      facts: [fact(3, .meetingHeld, said: 20), fact(2, .meetingHeld, said: 20)],
      clocks: AnswerClocks(at: march(27), known: 9, head: 9),
      followedBy: ["london"],
      statementsMade: [4],
      statementsAbout: [5]
    )
    #expect(answer.followedBy == ["london"])
    #expect(answer.statementsMade == [4])
    #expect(answer.statementsAbout == [5])
    #expect(answer.events == [2, 3])
  }

  @Test func `the order of arrival changes no value shown`() {
    for seed in 0..<500 {
      var generator = RandomHistories(seed: UInt64(seed))
      let facts = (1...8).map { randomFact(UInt64($0), using: &generator) }
      var renumbered = facts.shuffled(using: &generator)
      for index in renumbered.indices { renumbered[index].seq = UInt64(index + 1) }
      var (one, other) = (summary(facts), summary(renumbered))
      // The event that is cited has another number, and says the same.
      let statuses = zip([facts, renumbered], [one, other]).map { facts, summary in
        facts.first { $0.seq == summary.seq }?.type
      }
      #expect(statuses[0] == statuses[1], "seed \(seed)")
      (one.seq, other.seq) = (nil, nil)
      #expect(one == other, "seed \(seed)")
    }
  }

  @Test func `words of statuses read back`() {
    for status in MeetingStatus.allCases { #expect(MeetingStatus(word: status.word) == status) }
    #expect(MeetingStatus(.countReported) == nil)
  }
}

// MARK: - Facts in short

private func march(_ day: Int) -> CivilDate {
  CivilDate(year: 2025, month: 3, day: day) ?? .first
}

private func fact(
  _ seq: UInt64,
  _ type: EventType,
  said day: Int,
  _ data: JSONValue = [:],
  actor: Text? = nil,
  _ role: AttendanceRole? = nil,
  source: Text? = nil,
  reliability: Character? = nil,
  days: ClosedRange<Int>? = nil
) -> MeetingFact {
  let said = Moment(
    text: Text(march(day).description),
    earliest: march(day),
    latest: march(day)
  )
  let report = ReportHeader(source: source ?? "s0", reliability: reliability?.asciiValue)
  let header = MeetingFactHeader(
    meeting: "paris",
    said: said,
    report: source == nil && reliability == nil ? nil : report,
    dateEarliest: days.map { march($0.lowerBound) },
    dateLatest: days.map { march($0.upperBound) },
    actor: actor,
    role: role
  )
  return MeetingFact(seq: seq, type: type, header: header, data: data)
}

private func randomFact(
  _ seq: UInt64,
  using generator: inout RandomHistories
) -> MeetingFact {
  let types: [EventType] = [.meetingScheduled, .meetingHeld, .meetingCancelled]
  let words: [JSONValue] = ["a", "b", "c"]
  return fact(
    seq,
    types.randomElement(using: &generator) ?? .meetingHeld,
    said: Int.random(in: 20...22, using: &generator),
    [
      "place": words.randomElement(using: &generator) ?? "a",
      "level": words.randomElement(using: &generator) ?? "a",
      "hosts": [words.randomElement(using: &generator) ?? "a"],
    ],
    reliability: ["A", "B", "F", nil].randomElement(using: &generator) ?? nil
  )
}

private func summary(_ facts: [MeetingFact], at day: Int = 30) -> MeetingSummary {
  MeetingFold.summary(meeting: "paris", facts: facts, at: march(day))
}

private func answer(_ facts: [MeetingFact], at day: Int = 30) -> MeetingAnswer {
  MeetingFold.answer(
    meeting: "paris",
    facts: facts,
    clocks: AnswerClocks(at: march(day), known: 9, head: 9),
    personName: { $0 == "macron" ? "Emmanuel Macron" : nil }
  )
}
