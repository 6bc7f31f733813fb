import ChanceryModel
import Testing

@Suite struct ReferenceTests {
  /// A journal with one more statement, whose key is (`desk`, `s1`) and whose seq is the head.
  static func withStatement() throws -> TestJournal {
    var journal = try TestJournal.furnished()
    try journal.append(
      "statement.made",
      #"{"said":"2025-03-24","paraphrase":"p"}"#,
      envelope: #","source":"desk","id":"s1""#
    )
    return journal
  }

  @Test func `a statement is named by number, by id under the same source, or by key`() throws {
    let journal = try Self.withStatement()
    let spellings = [
      ("\(journal.head)", ""), (#""s1""#, #","source":"desk""#),
      (#"{"source":"desk","id":"s1"}"#, ""),
    ]
    for (reference, envelope) in spellings {
      let body = try journal.resolve(
        "statement.reported",
        #"{"statement":\#(reference),"report":{"source":"weekly"}}"#,
        envelope: envelope
      )
      guard case .report(let header) = body else { return }
      #expect(header.statement == journal.head)
      #expect(header.report.source == "weekly")
    }
  }

  @Test(arguments: [
    ("99", "unknown-event"), (#""s1""#, "unknown-event"),
    (#"{"source":"desk","id":"s2"}"#, "unknown-event"),
    ("1", "invalid-value"),
  ])
  func `a statement that is none is refused`(reference: String, code: String) throws {
    let journal = try Self.withStatement()
    let refused = refusal {
      try journal.resolve(
        "statement.reported",
        #"{"statement":\#(reference),"report":{"source":"weekly"}}"#
      )
    }
    #expect(refused?.summary == "\(code) /data/statement")
  }

  @Test func `an id without a source is one of the journal's own`() throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "statement.made",
      #"{"said":"2025-03-24","paraphrase":"p"}"#,
      envelope: #","id":"mine""#
    )
    let header = try journal.statement(#""said":"2025-03-24","refers_to":"mine""#)
    #expect(header.refersTo == [journal.head])
  }

  @Test func `a statement refers to words and meetings, not to definitions`() throws {
    let journal = try Self.withStatement()
    let meeting = journal.head - 1
    let header = try journal.statement(
      #""said":"2025-03-24","refers_to":[\#(journal.head),\#(meeting)]"#
    )
    #expect(header.refersTo == [journal.head, meeting])
    let refused = refusal {
      try journal.statement(#""said":"2025-03-24","refers_to":[\#(meeting),1]"#)
    }
    #expect(refused?.summary == "invalid-value /data/refers_to/1")
  }

  @Test func `an event does not refer to itself or to a later one`() throws {
    let journal = try Self.withStatement()
    let refused = refusal {
      try journal.statement(#""said":"2025-03-24","refers_to":\#(journal.head + 1)"#)
    }
    #expect(refused?.summary == "unknown-event /data/refers_to")
  }

  // MARK: - Names

  static let unknowns: [(String, String, String)] = [
    ("source.filed", #"{"source":"s","derived_from":"x"}"#, "unknown-source /data/derived_from"),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"office","of":"x"}"#,
      "unknown-actor /data/of"
    ),
    (
      "actor.defined",
      #"{"actor":"a","name":"N","kind":"group","members":[{"actor":"FRA"},{"actor":"x"}]}"#,
      "unknown-actor /data/members/1/actor"
    ),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"group","meeting":"x"}"#,
      "unknown-meeting /data/meeting"
    ),
    (
      "person.defined", #"{"person":"p","name":"N","offices":[{"actor":"x"}]}"#,
      "unknown-actor /data/offices/0/actor"
    ),
    (
      "topic.defined", #"{"topic":"t","title":"T","proposition":"P","parent":"x"}"#,
      "unknown-topic /data/parent"
    ),
    (
      "statement.reported", #"{"statement":1,"report":{"source":"x"}}"#,
      "unknown-source /data/report/source"
    ),
    ("meeting.held", #"{"meeting":"m","hosts":["FRA","x"]}"#, "unknown-actor /data/hosts/1"),
    ("meeting.held", #"{"meeting":"m","follows":"x"}"#, "unknown-meeting /data/follows"),
    ("meeting.held", #"{"meeting":"m","source":"x"}"#, "unknown-source /data/source"),
    (
      "meeting.held", #"{"meeting":"m","report":{"source":"x"}}"#,
      "unknown-source /data/report/source"
    ),
    ("meeting.held", #"{"meeting":"m","by":{"person":"x"}}"#, "unknown-person /data/by/person"),
    (
      "attendance.reported", #"{"meeting":"x","actor":"ITA","role":"host"}"#,
      "unknown-meeting /data/meeting"
    ),
    (
      "attendance.reported", #"{"meeting":"paris-2025-03-27","actor":"x","role":"host"}"#,
      "unknown-actor /data/actor"
    ),
    (
      "attendance.reported",
      #"{"meeting":"paris-2025-03-27","actor":"ITA","role":"host","person":"x"}"#,
      "unknown-person /data/person"
    ),
    (
      "attendance.reported",
      #"{"meeting":"paris-2025-03-27","actor":"ITA","role":"host","representing":"x"}"#,
      "unknown-actor /data/representing"
    ),
    ("count.reported", #"{"meeting":"x","value":3,"unit":"u"}"#, "unknown-meeting /data/meeting"),
    (
      "outcome.reported", #"{"meeting":"x","text":"T","kind":"plan"}"#,
      "unknown-meeting /data/meeting"
    ),
    (
      "outcome.reported",
      #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan","parts":[{"text":"a","topic":"x"}]}"#,
      "unknown-topic /data/parts/0/topic"
    ),
    (
      "outcome.reported",
      #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan","parts":[{"text":"a","actors":["FRA","x"]}]}"#,
      "unknown-actor /data/parts/0/actors/1"
    ),
    (
      "outcome.reported",
      #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan","agreed_by":["x"]}"#,
      "unknown-actor /data/agreed_by/0"
    ),
    (
      "outcome.reported",
      #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan","dissent":["x"]}"#,
      "unknown-actor /data/dissent/0"
    ),
    (
      "outcome.reported",
      #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan","follow_up":"x"}"#,
      "unknown-meeting /data/follow_up"
    ),
  ]

  @Test(arguments: unknowns)
  func `a name that is not known is refused where it stands`(
    type: String,
    data: String,
    wanted: String
  ) throws {
    let journal = try TestJournal.furnished()
    #expect(refusal { try journal.resolve(type, data) }?.summary == wanted)
  }

  @Test(arguments: [
    (#""speaker":{"person":"x"}"#, "unknown-person /data/speaker/person"),
    (#""speaker":{"actor":"x"}"#, "unknown-actor /data/speaker/actor"),
    (#""speaker":{"name":"N","for":["FRA","x"]}"#, "unknown-actor /data/speaker/for/1"),
    (#""to":["x"]"#, "unknown-actor /data/to/0"),
    (#""about":[{"topic":"own-troops"},{"topic":"x"}]"#, "unknown-topic /data/about/1/topic"),
    (#""about":[{"actor":"x"}]"#, "unknown-actor /data/about/0/actor"),
    (#""about":[{"meeting":"x"}]"#, "unknown-meeting /data/about/0/meeting"),
    (#""meeting":"x""#, "unknown-meeting /data/meeting"),
    (#""reports":[{"source":"daily"},{"source":"x"}]"#, "unknown-source /data/reports/1/source"),
    (
      #""condition":{"kind":"timing","text":"t","about":{"holder":"RUS","topic":"x"}}"#,
      "unknown-topic /data/condition/about/topic"
    ),
    (
      #""condition":["a",{"kind":"timing","text":"t","about":{"holder":"x","topic":"ceasefire"}}]"#,
      "unknown-actor /data/condition/1/about/holder"
    ),
  ])
  func `a name in a statement, too`(fields: String, wanted: String) throws {
    let journal = try TestJournal.furnished()
    #expect(refusal { try journal.statement(#""said":"2025",\#(fields)"#) }?.summary == wanted)
  }

  @Test func `all unknown names of an event come back together, with the nearest`() throws {
    let refused = refusal {
      try TestJournal.furnished().resolve(
        "statement.made",
        #"""
        {"said":"2025","stances":[{"holder":"ITA","topic":"own-trops","position":"oppose",
         "except":["nobody"]}]}
        """#
      )
    }
    #expect(refused?.code == .unknownTopic)
    #expect(refused?.items.map(\.pointer) == ["/data/stances/0/topic", "/data/stances/0/except/0"])
    #expect(refused?.hint?.contains("own-troops") == true)
  }

  @Test func `subjects and meeting go into the header`() throws {
    let header = try TestJournal.furnished().statement(
      #"""
      "said":"2025-03-27","meeting":"paris-2025-03-27","kind":"vote",
      "about":[{"topic":"talks"},{"actor":"RUS"},{"meeting":"paris-2025-03-27"}]
      """#
    )
    #expect(header.aboutTopics == ["talks"])
    #expect(header.aboutActors == ["RUS"])
    #expect(header.aboutMeetings == ["paris-2025-03-27"])
    #expect(header.meeting == "paris-2025-03-27")
    #expect(header.kind == .vote)
  }
}
