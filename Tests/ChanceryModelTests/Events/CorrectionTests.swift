import ChanceryModel
import Testing

/// What a correction may change, of what, and against which version.
@Suite struct CorrectionTests {
  static let said =
    #"{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"oppose"}"#

  /// The statement ``said`` is event 17 of the furnished journal, recorded on 1 April 2025.
  static func journal() throws -> TestJournal {
    var journal = try TestJournal.furnished()
    try journal.append("statement.made", said, envelope: #","source":"desk","id":"s""#)
    return journal
  }

  static func correction(
    _ event: String,
    _ version: String,
    _ data: String
  ) -> String {
    #"{"event":\#(event),"version":\#(version),"data":\#(data),"reason":"r"}"#
  }

  static func position(_ position: String) -> String {
    said.replacing("oppose", with: position)
  }

  // MARK: Versions

  @Test func `a correction holds the new content, resolved, and what it replaces`() throws {
    let journal = try Self.journal()
    let corrected = try journal.resolve(
      "event.corrected",
      Self.correction("17", "17", Self.position("support"))
    )
    guard case .correction(let header) = corrected, case .statement(let body) = header.body else {
      Issue.record("no correction of a statement")
      return
    }
    #expect(header.event == 17)
    #expect(header.version == 17)
    #expect(header.type == .statementMade)
    #expect(body.stances.first?.position == .support)
    #expect(body.stances.first?.standing == .declared)
  }

  @Test func `of two who correct the same version the second is told, and then corrects the first`()
    throws
  {
    var journal = try Self.journal()
    try journal.append("event.corrected", Self.correction("17", "17", Self.position("support")))
    let refused = refusal {
      try journal.resolve(
        "event.corrected",
        Self.correction("17", "17", Self.position("neutral"))
      )
    }
    #expect(refused?.summary == "version-conflict /data/version")
    #expect(refused?.detail == "event 17 is in version 18, not 17")
    #expect(refused?.items.first?.detail == "expected 17, actual 18")
    #expect(refused?.hint?.contains("show 17") == true)
    try journal.append("event.corrected", Self.correction("17", "18", Self.position("neutral")))
    #expect(journal.vocabulary.state(17) == EventState(version: 19))
  }

  @Test func `events are named by number, id or key`() throws {
    let journal = try Self.journal()
    for event in ["17", #""s""#, #"{"source":"desk","id":"s"}"#] {
      let body = try journal.resolve(
        "event.corrected",
        Self.correction(event, event, Self.said),
        envelope: #","source":"desk""#
      )
      #expect(body.control == EventControl(kind: .correction, event: 17))
    }
  }

  @Test func `ids in the new data are those under the corrected event's own source`() throws {
    var journal = try Self.journal()
    let more = Self.said.replacing("}", with: #","refers_to":"s"}"#)
    try journal.append("statement.made", more, envelope: #","source":"desk","id":"u""#)  // 18
    let body = try journal.resolve(
      "event.corrected",
      Self.correction("18", "18", more),
      envelope: #","source":"another desk""#
    )
    guard case .correction(let header) = body, case .statement(let said) = header.body else {
      Issue.record("no correction of a statement")
      return
    }
    #expect(said.refersTo == [17])
  }

  @Test func `the days are clamped by the day the corrected event was recorded`() throws {
    var journal = try Self.journal()
    journal.today = .on(2025, 9, 1)
    let vague = Self.said.replacing("2025-03-24", with: "2025")
    let body = try journal.resolve("event.corrected", Self.correction("17", "17", vague))
    guard case .correction(let header) = body, case .statement(let said) = header.body else {
      Issue.record("no correction of a statement")
      return
    }
    #expect(said.said.latest == .on(2025, 4, 1))
    let later = Self.said.replacing("2025-03-24", with: "2025-05-01")
    let refused = refusal {
      try journal.resolve("event.corrected", Self.correction("17", "17", later))
    }
    #expect(refused?.summary == "said-in-future /data/data/said")
  }

  // MARK: What is refused

  @Test(arguments: [
    (correction("18", "17", said), "unknown-event /data/event"),
    (correction("17", "18", said), "unknown-event /data/version"),
    (correction("17", "1", said), "version-conflict /data/version"),
    (#"{"event":17,"version":17,"data":\#(said)}"#, "missing-field /data/reason"),
    (#"{"event":17,"version":17,"reason":"r"}"#, "missing-field /data/data"),
    (#"{"event":17,"version":17,"data":[],"reason":"r"}"#, "invalid-value /data/data"),
    (#"{"event":17,"data":{},"reason":"r"}"#, "missing-field /data/version"),
    (correction("17", "17", "{}"), "missing-field /data/data/said"),
    (
      correction("17", "17", #"{"said":"2025-03-24","holdr":"ITA","quote":"x"}"#),
      "unknown-field /data/data/holdr"
    ),
    (
      correction("17", "17", said.replacing("own-troops", with: "own-trops")),
      "unknown-topic /data/data/topic"
    ),
    (
      correction("17", "17", said.replacing("}", with: #","refers_to":[17,99]}"#)),
      "unknown-event /data/data/refers_to/1"
    ),
    (
      correction(
        "17",
        "17",
        said.replacing("}", with: #","source":"filed","quote":"never said"}"#)
      ),
      "quote-not-found /data/data/quote"
    ),
    (
      correction("1", "1", #"{"topic":"talks","title":"T","proposition":"P"}"#),
      "invalid-value /data/data/topic"
    ),
    (
      correction("4", "4", #"{"actor":"chigi","name":"N","kind":"office","of":"FRA"}"#),
      "invalid-value /data/data/actor"
    ),
    (correction("8", "8", #"{"person":"draghi","name":"N"}"#), "invalid-value /data/data/person"),
    (correction("12", "12", #"{"source":"weekly"}"#), "invalid-value /data/data/source"),
    (
      correction("16", "16", #"{"meeting":"elsewhere"}"#),
      "invalid-value /data/data/meeting"
    ),
    (
      correction("15", "15", #"{"source":"filed","text":"another"}"#),
      "invalid-value /data/data/text"
    ),
    (correction("15", "15", #"{"source":"filed"}"#), "invalid-value /data/data/sha256"),
  ])
  func `a correction is refused with a code and a place`(data: String, wanted: String) throws {
    let journal = try Self.journal()
    let refused = refusal { try journal.resolve("event.corrected", data) }
    #expect(refused?.summary == wanted)
  }

  @Test func `all faults of the new data come back together`() throws {
    let journal = try Self.journal()
    let refused = refusal {
      try journal.resolve(
        "event.corrected",
        Self.correction("17", "17", #"{"said":"tomorrow","holder":"x y","topic":"t"}"#)
      )
    }
    #expect(
      Set(refused?.items.map(\.pointer) ?? []) == [
        "/data/data/said", "/data/data/holder", "/data/data/position",
      ]
    )
  }

  @Test func `what is withdrawn is not corrected before it stands again`() throws {
    var journal = try Self.journal()
    try journal.append("event.withdrawn", #"{"event":17,"reason":"r"}"#)
    let data = Self.correction("17", "17", Self.position("support"))
    let refused = refusal { try journal.resolve("event.corrected", data) }
    #expect(refused?.summary == "already-withdrawn /data/event")
    #expect(refused?.hint?.contains("withdraw event 18 first") == true)
    try journal.append("event.withdrawn", #"{"event":18,"reason":"r"}"#)
    try journal.append("event.corrected", data)
    #expect(journal.vocabulary.state(17) == EventState(version: 20))
  }

  // MARK: Of what

  @Test func `a definition is corrected, its proposition too though it is in use`() throws {
    var journal = try Self.journal()
    let data = #"{"topic":"own-troops","title":"Troops","proposition":"Other.","parent":"talks"}"#
    #expect(refusal { try journal.resolve("topic.defined", data) }?.code == .inUse)
    try journal.append("event.corrected", Self.correction("1", "1", data))
    #expect(journal.vocabulary.topic("own-troops")?.proposition == "Other.")
    #expect(journal.vocabulary.topic("own-troops")?.title == "Troops")
    try journal.append("event.withdrawn", #"{"event":18,"reason":"r"}"#)
    #expect(journal.vocabulary.topic("own-troops")?.proposition == "X sends troops.")
    #expect(journal.vocabulary.topic("own-troops")?.parent == nil)
  }

  @Test func `a replaced definition is corrected without coming back`() throws {
    var journal = try Self.journal()
    try journal.append("person.defined", #"{"person":"meloni","name":"Giorgia"}"#)  // 18
    try journal.append(
      "event.corrected",
      Self.correction("8", "8", #"{"person":"meloni","name":"G. Meloni"}"#)
    )
    #expect(journal.vocabulary.person("meloni")?.names == ["Giorgia"])
    try journal.append("event.withdrawn", #"{"event":18,"reason":"r"}"#)
    #expect(journal.vocabulary.person("meloni")?.names == ["G. Meloni"])
  }

  @Test func `a source tells more of itself, and keeps its text`() throws {
    var journal = try Self.journal()
    let digest = fakeDigest(Array(TestJournal.filedText.utf8))
    let bytes = TestJournal.filedText.utf8.count
    let data =
      #"{"source":"filed","published":"2025-03-20","reliability":"A","sha256":"\#(digest)","bytes":"#
    #expect(
      refusal {
        try journal.resolve("event.corrected", Self.correction("15", "15", data + "7}"))
      }?.summary == "invalid-value /data/data/bytes"
    )
    try journal.append("event.corrected", Self.correction("15", "15", data + "\(bytes)}"))
    let source = try #require(journal.vocabulary.source("filed"))
    #expect(source.publishedLatest == .on(2025, 3, 20))
    #expect(source.reliability == UInt8(ascii: "A"))
    #expect(source.hasText)
    #expect(journal.vocabulary.sourceText("filed") == Array(TestJournal.filedText.utf8))
    // An undated source that was filed without a digest may be given one.
    try journal.append(
      "event.corrected",
      Self.correction("14", "14", #"{"source":"undated","sha256":"\#(digest)"}"#)
    )
    #expect(journal.vocabulary.source("undated")?.sha256 == digest)
  }

  @Test func `a fact on a meeting is corrected to be of another meeting`() throws {
    var journal = try Self.journal()
    try journal.append("meeting.held", #"{"meeting":"other"}"#)  // 18
    try journal.append(
      "attendance.reported",
      #"{"meeting":"other","actor":"ITA","role":"host"}"#
    )
    let body = try journal.resolve(
      "event.corrected",
      Self.correction(
        "19",
        "19",
        #"{"meeting":"paris-2025-03-27","actor":"FRA","role":"host"}"#
      )
    )
    guard case .correction(let header) = body, case .meeting(let fact) = header.body else {
      Issue.record("no correction of a fact")
      return
    }
    #expect(fact.meeting == "paris-2025-03-27")
    #expect(fact.actor == "FRA")
  }

  @Test
  func
    `a link is corrected in its ends, a merge in where it leads, a review not in what it judges`()
    throws
  {
    var journal = try LinkTests.journal()
    try journal.append("statements.linked", #"{"from":17,"to":18,"kind":"repeats"}"#)  // 20
    try journal.append("meeting.held", #"{"meeting":"third"}"#)
    try journal.append("meetings.merged", LinkTests.merge)  // 22
    try journal.append("event.reviewed", #"{"event":17,"verdict":"accepted","coder":"b"}"#)  // 23
    let link = #"{"from":18,"to":17,"kind":"denies"}"#
    #expect(
      try journal.resolve("event.corrected", Self.correction("20", "20", link))
        == .correction(
          CorrectionHeader(
            event: 20,
            version: 20,
            type: .statementsLinked,
            body: .link(LinkHeader(from: 18, to: 17, kind: .denies, certainty: .certain))
          )
        )
    )
    let third = #"{"from":"paris-2025-03-27","into":"third","reason":"r"}"#
    try journal.append("event.corrected", Self.correction("22", "22", third))
    #expect(journal.vocabulary.merge(of: "paris-2025-03-27") == "third")
    for (event, data, wanted) in [
      (20, #"{"from":18,"to":18,"kind":"denies"}"#, "invalid-value /data/data/to"),
      (
        22, #"{"from":"third","into":"paris-summit","reason":"r"}"#, "invalid-value /data/data/from"
      ),
      (23, #"{"event":18,"verdict":"accepted","coder":"b"}"#, "invalid-value /data/data/event"),
    ] {
      let version = journal.vocabulary.state(UInt64(event)).version
      let refused = refusal {
        try journal.resolve(
          "event.corrected",
          Self.correction("\(event)", "\(version)", data)
        )
      }
      #expect(refused?.summary == wanted)
    }
  }

  // MARK: Chains

  @Test
  func `a correction is corrected: what it says of the event changes, not which event it is of`()
    throws
  {
    var journal = try Self.journal()
    try journal.append("event.corrected", Self.correction("17", "17", Self.position("support")))
    func inner(_ event: Int, _ version: Int, _ position: String) -> String {
      Self.correction("\(event)", "\(version)", Self.position(position))
    }
    let body = try journal.append(
      "event.corrected",
      Self.correction("18", "18", inner(17, 17, "neutral"))
    )
    #expect(journal.vocabulary.state(17) == EventState(version: 19))
    #expect(journal.vocabulary.state(18) == EventState(version: 19))
    guard case .statement(let said)? = body.content(of: 17, at: 19) else {
      Issue.record("no content of the statement")
      return
    }
    #expect(said.stances.first?.position == .neutral)
    for (data, wanted) in [
      (inner(1, 17, "neutral"), "invalid-value /data/data/event"),
      (inner(17, 1, "neutral"), "invalid-value /data/data/version"),
      (inner(17, 17, "maybe"), "invalid-value /data/data/data/position"),
      (inner(99, 17, "neutral"), "unknown-event /data/data/event"),
    ] {
      let refused = refusal {
        try journal.resolve("event.corrected", Self.correction("18", "19", data))
      }
      #expect(refused?.summary == wanted)
    }
    try journal.append("event.withdrawn", #"{"event":19,"reason":"r"}"#)
    #expect(journal.vocabulary.state(17) == EventState(version: 18))
    try journal.append("event.withdrawn", #"{"event":18,"reason":"r"}"#)
    #expect(journal.vocabulary.state(17) == EventState(version: 17))
  }

  @Test func `a withdrawal is corrected in its reason, not in what it withdraws`() throws {
    var journal = try Self.journal()
    try journal.append("event.withdrawn", #"{"event":17,"reason":"r"}"#)
    let other = #"{"event":16,"reason":"better"}"#
    #expect(
      refusal { try journal.resolve("event.corrected", Self.correction("18", "18", other)) }?
        .summary == "invalid-value /data/data/event"
    )
    try journal.append(
      "event.corrected",
      Self.correction("18", "18", #"{"event":17,"reason":"better"}"#)
    )
    #expect(journal.vocabulary.state(17) == EventState(version: 17, isStanding: false))
    #expect(journal.vocabulary.state(18) == EventState(version: 19))
  }

  @Test func `a chain ends where a record could not be read any more`() throws {
    var journal = try Self.journal()
    for number in 0..<UInt64(StateRules.depthMax) {
      try journal.append("event.withdrawn", #"{"event":\#(17 + number),"reason":"r"}"#)
    }
    let last = journal.head
    let refused = refusal {
      try journal.resolve("event.withdrawn", #"{"event":\#(last),"reason":"r"}"#)
    }
    #expect(refused?.summary == "invalid-value /data/event")
    #expect(refused?.hint == "withdraw or correct the event itself: event 17")
  }
}
