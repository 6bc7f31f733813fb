import ChanceryModel
import Testing

@Suite struct DefinitionTests {
  // MARK: - Actors

  static let codes: [(String, String, String?)] = [
    ("elysee-2", "office", nil), ("EAZ", "state", nil), ("XKX", "state", nil), ("G7", "group", nil),
    ("ITA", "state", nil), ("NATO", "organisation", nil), ("DDR", "state", nil),
    ("ITA", "group", "invalid-value /data/kind"), ("NATO", "group", "invalid-value /data/kind"),
    ("IT", "state", "invalid-value /data/actor"), ("ita", "group", "invalid-value /data/actor"),
    ("fr", "group", "invalid-value /data/actor"), ("It", "state", "invalid-slug /data/actor"),
  ]

  @Test(arguments: codes)
  func `a user's code is never a bare ISO code`(code: String, kind: String, wanted: String?) {
    let refused = refusal {
      try TestJournal.decode("actor.defined", #"{"actor":"\#(code)","name":"N","kind":"\#(kind)"}"#)
    }
    #expect(refused?.summary == wanted)
  }

  @Test func `a built-in actor may be given more names, and keeps its own`() throws {
    var journal = TestJournal()
    try journal.append(
      "actor.defined",
      #"{"actor":"ITA","name":"Italia","kind":"state","aliases":["Italy","Rome"]}"#
    )
    let names = journal.vocabulary.actor("ITA")?.names ?? []
    #expect(names.prefix(3) == ["Italia", "Italy", "Rome"])
    #expect(names.contains("Italian Republic"))
    #expect(names.count { $0 == "Italy" } == 1)
  }

  @Test func `an actor's parts go into its header`() throws {
    let body = try TestJournal.furnished().resolve(
      "actor.defined",
      #"""
      {"actor":"duo","name":"Duo","kind":"group","aliases":["The two"],"meeting":"paris-2025-03-27",
       "members":[{"actor":"ITA","from":"2025-02","to":"2025-03-11"},{"actor":"FRA"}]}
      """#
    )
    let wanted = ActorHeader(
      code: "duo",
      kind: .group,
      names: ["Duo", "The two"],
      members: [
        .init(actor: "ITA", from: .on(2025, 2, 1), to: .on(2025, 3, 11)), .init(actor: "FRA"),
      ],
      meeting: "paris-2025-03-27"
    )
    #expect(body == .actor(wanted))
  }

  @Test func `no actor is its own member, and no office its own owner`() throws {
    var journal = try TestJournal.furnished()
    let member = #"{"actor":"willing","name":"W","kind":"group","members":[{"actor":"willing"}]}"#
    #expect(
      refusal { try journal.resolve("actor.defined", member) }?.summary
        == "invalid-value /data/members/0/actor"
    )
    let owner = #"{"actor":"elysee","name":"É","kind":"office","of":"elysee-press"}"#
    #expect(
      refusal { try journal.resolve("actor.defined", owner) }?.summary == "invalid-value /data/of"
    )
    try journal.append(
      "actor.defined",
      #"{"actor":"elysee","name":"É","kind":"office","of":"UKR"}"#
    )
    #expect(journal.vocabulary.actor("elysee")?.of == "UKR")
  }

  @Test func `a person's offices go into the header with whole days`() throws {
    let journal = try TestJournal.furnished()
    #expect(
      journal.vocabulary.person("draghi")?.offices == [
        .init(actor: "chigi", rank: .head, from: .on(2021, 2, 1), to: .on(2022, 10, 21)),
        .init(
          actor: "EU",
          title: "rapporteur",
          rank: .official,
          from: .on(2023, 1, 1),
          to: .on(2024, 9, 30)
        ),
      ]
    )
  }

  // MARK: - Topics

  static let redefined =
    #"{"topic":"own-troops","title":"Troops","proposition":"Other.","kind":"assessment"}"#

  @Test func `a topic that nobody has spoken of is free to change`() throws {
    var journal = try TestJournal.furnished()
    try journal.append("topic.defined", Self.redefined)
    #expect(journal.vocabulary.topic("own-troops")?.proposition == "Other.")
  }

  @Test func `the proposition of a topic in use stays, its title may change`() throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "statement.made",
      #"{"said":"2025","holder":"ITA","topic":"own-troops","position":"oppose"}"#
    )
    #expect(
      refusal { try journal.resolve("topic.defined", Self.redefined) }?.summary
        == "in-use /data/proposition"
    )
    let asProcess = #"{"topic":"own-troops","title":"T","kind":"process"}"#
    #expect(refusal { try journal.resolve("topic.defined", asProcess) }?.code == .inUse)
    try journal.append(
      "topic.defined",
      #"{"topic":"own-troops","title":"New","proposition":"X sends troops.","from":"2025"}"#
    )
    #expect(journal.vocabulary.topic("own-troops")?.title == "New")
  }

  @Test func `topics form no circle`() throws {
    var journal = try TestJournal.furnished()
    func topic(_ slug: String, _ parent: String) -> String {
      #"{"topic":"\#(slug)","title":"T","proposition":"P","parent":"\#(parent)"}"#
    }
    try journal.append("topic.defined", topic("a", "ceasefire"))
    try journal.append("topic.defined", topic("b", "a"))
    for parent in ["a", "b"] {
      let refused = refusal { try journal.resolve("topic.defined", topic("a", parent)) }
      #expect(refused?.summary == "invalid-value /data/parent")
    }
  }

  // MARK: - Sources

  @Test func `a source filed with other words is refused, with the same it is not`() throws {
    var journal = try TestJournal.furnished()
    let other = #"{"source":"filed","text":"other"}"#
    let refused = refusal { try journal.resolve("source.filed", other) }
    #expect(refused?.summary == "in-use /data/text")
    #expect(refused?.hint?.contains("new version is a new source") == true)
    let digest = fakeDigest(Array("other".utf8))
    #expect(
      refusal { try journal.resolve("source.filed", #"{"source":"filed","sha256":"\#(digest)"}"#) }?
        .summary == "in-use /data/sha256"
    )
    try journal.append("source.filed", #"{"source":"filed","text":"\#(TestJournal.filedText)"}"#)
  }

  @Test func `filing again without the text keeps it on file`() throws {
    var journal = try TestJournal.furnished()
    let before = try #require(journal.vocabulary.source("filed"))
    try journal.append("source.filed", #"{"source":"filed","title":"T"}"#)
    let after = try #require(journal.vocabulary.source("filed"))
    #expect(after.hasText)
    #expect(after.sha256 == before.sha256)
    #expect(after.title == "T")
    #expect(journal.vocabulary.sourceText("filed") == Array(TestJournal.filedText.utf8))
  }

  @Test func `a digest alone is on file, and its text may follow`() throws {
    var journal = TestJournal()
    let digest = fakeDigest(Array("words".utf8))
    try journal.append("source.filed", #"{"source":"s","sha256":"\#(digest)","bytes":5}"#)
    #expect(journal.vocabulary.source("s")?.hasText == false)
    try journal.append("source.filed", #"{"source":"s","text":"words"}"#)
    #expect(journal.vocabulary.source("s")?.hasText == true)
  }

  @Test func `a source's parts go into its header, and roots form no circle`() throws {
    var journal = try TestJournal.furnished()
    let body = try journal.append(
      "source.filed",
      #"{"source":"copy","title":"T","published":"2025-03~","reliability":"C","derived_from":"daily"}"#
    )
    let wanted = SourceHeader(
      slug: "copy",
      title: "T",
      publishedText: "2025-03~",
      publishedEarliest: .on(2025, 3, 1),
      publishedLatest: .on(2025, 3, 31),
      reliability: UInt8(ascii: "C"),
      derivedFrom: "daily"
    )
    #expect(body == .source(wanted))
    let circle = #"{"source":"daily","derived_from":"copy"}"#
    #expect(
      refusal { try journal.resolve("source.filed", circle) }?.summary
        == "invalid-value /data/derived_from"
    )
  }

  // MARK: - Meetings

  @Test(arguments: ["scheduled", "held", "ongoing", "postponed", "cancelled"])
  func `every report of a meeting as such makes it known`(word: String) throws {
    var journal = TestJournal()
    try journal.append("meeting.\(word)", #"{"meeting":"m","date":"2025-03-27/2025-03-28"}"#)
    #expect(journal.vocabulary.hasMeeting("m"))
    let body = try journal.resolve(
      "attendance.reported",
      #"{"meeting":"m","actor":"ITA","role":"observer"}"#
    )
    guard case .meeting(let header) = body else { return }
    #expect(header.meeting == "m")
    #expect(header.actor == "ITA")
    #expect(header.role == .observer)
  }

  @Test func `a meeting's date is kept as days`() throws {
    let body = try TestJournal().resolve(
      "meeting.held",
      #"{"meeting":"m","date":"2025-03-27/2025-03-28"}"#
    )
    guard case .meeting(let header) = body else { return }
    #expect(header.dateEarliest == .on(2025, 3, 27))
    #expect(header.dateLatest == .on(2025, 3, 28))
  }

  @Test func `a meeting does not follow itself`() throws {
    let refused = refusal {
      try TestJournal.furnished().resolve(
        "meeting.held",
        #"{"meeting":"paris-2025-03-27","follows":"paris-2025-03-27"}"#
      )
    }
    #expect(refused?.summary == "invalid-value /data/follows")
  }
}
