import ChanceryModel
import Journal

/// The records behind the golden files: every field of every header set, none twice alike.
///
/// For ever, like the files: a new version of the record gets a table of its own beside this one.
enum GoldenRecords {
  /// A record of version 1 for every type.
  static let v1: [EventType: [UInt8]] = {
    var records: [EventType: [UInt8]] = [:]
    for type in EventType.allCases { records[type] = record(type) }
    return records
  }()

  /// A record of version 1 whose content was erased: no salt, no data, no body.
  static let redactedV1: [UInt8] = {
    var header = GoldenRecords.header(.statementMade)
    header.body = .redacted
    return Record.encode(
      header: HeaderCodec.encode(header),
      salt: [UInt8](repeating: 0, count: Record.saltByteCount),
      leaf: leaf(.statementMade),
      data: []
    )
  }()

  /// What the record of a type was made of.
  static func header(_ type: EventType) -> EventHeader {
    EventHeader(
      type: type,
      recordedAt: recordedAt,
      requestIndex: UInt32(type.rawValue),
      requestCount: 300,
      isDeclared: type == .actorDefined,
      body: body(type)
    )
  }

  private static let recordedAt = Instant(microseconds: 1_742_835_731_482_913)

  private static let data = CanonicalJSON.bytes(
    of: ["note": "golden", "number": 0.5, "text": "é “quoted”"]
  )

  private static func salt(_ type: EventType) -> [UInt8] {
    (0..<UInt8(Record.saltByteCount)).map { $0 &* 17 ^ type.rawValue }
  }

  private static func record(_ type: EventType) -> [UInt8] {
    Record.encode(
      header: HeaderCodec.encode(header(type)),
      salt: salt(type),
      leaf: leaf(type),
      data: data
    )
  }

  private static func leaf(_ type: EventType) -> [UInt8] {
    Leaf.bytes(
      Leaf.Attributes(
        type: type,
        source: "urn:uuid:8d4e7a9c-5a3f-4f29-9c5e-0f6d5b1f2a11",
        id: Text("golden/\(type.rawValue)"),
        recordedAt: recordedAt,
        recordedBy: "uid:1000",
        dataHash: Leaf.dataHash(salt: salt(type), data: data),
        time: "2025-03-24T17:02:11Z",
        subject: "a \"subject\"",
        dataSchema: "urn:example:schema",
        dataContentType: "application/json"
      )
    )
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? .first
  }

  private static let said = Moment(
    text: "[2025-03-20..2025-03-24]",
    earliest: day(2025, 3, 20),
    latest: day(2025, 3, 24)
  )

  private static let report = ReportHeader(
    source: "article-002",
    form: .partialQuote,
    publishedLatest: day(2025, 3, 25),
    reliability: UInt8(ascii: "B"),
    span: ByteSpan(start: 0, end: 130),
    quotes: [ByteSpan(start: 5, end: 20), nil, ByteSpan(start: 70_000, end: 70_000)]
  )

  private static func body(_ type: EventType) -> EventHeader.Body {
    switch type {
    case .sourceFiled: .source(source)
    case .actorDefined: .actor(actor)
    case .personDefined: .person(person)
    case .topicDefined: .topic(topic)
    case .statementMade: .statement(statement)
    case .statementReported: .report(StatementReportHeader(statement: 1 << 40, report: report))
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled,
      .attendanceReported, .countReported, .outcomeReported:
      .meeting(meeting)
    case .statementsLinked:
      .link(LinkHeader(from: 300, to: 1, kind: .sameUtterance, certainty: .probable))
    case .meetingsMerged: .merge(MergeHeader(from: "paris-2025-03-27", into: "paris-summit"))
    case .eventCorrected: .correction(correction)
    case .eventWithdrawn: .withdrawal(WithdrawalHeader(event: 1 << 40))
    case .eventRedacted:
      .redaction(RedactionHeader(event: 5, erased: [5, 300], marks: [0, 127, 128, 65_535]))
    case .eventReviewed:
      .review(ReviewHeader(event: 129, verdict: .disputed, coder: "a second coder"))
    case .stanceExpected:
      .expectation(
        ExpectationHeader(
          holder: "ITA",
          topic: "own-troops",
          position: .oppose,
          at: day(2025, 3, 27)
        )
      )
    }
  }

  /// A correction of a correction of a statement.
  private static let correction = CorrectionHeader(
    event: 18,
    version: 18,
    type: .eventCorrected,
    body: .correction(
      CorrectionHeader(event: 5, version: 5, type: .statementMade, body: .statement(statement))
    )
  )

  private static let source = SourceHeader(
    slug: "article-002",
    title: "The coalition’s plans",
    publishedText: "2025-03-24?",
    publishedEarliest: day(2025, 3, 24),
    publishedLatest: day(2025, 3, 24),
    reliability: UInt8(ascii: "C"),
    derivedFrom: "agency-1",
    sha256: "afa3f65497387c789185ccde354a48f668b0288cf09c14b06bcc2ad0953bd061",
    hasText: true
  )

  private static let actor = ActorHeader(
    code: "elysee",
    kind: .office,
    names: ["Élysée", "The French presidency"],
    of: "FRA",
    members: [
      ActorHeader.Member(actor: "FRA", from: day(-44, 3, 15), to: nil),
      ActorHeader.Member(actor: "GBR", from: nil, to: day(1969, 12, 31)),
    ],
    meeting: "paris-2025-03-11"
  )

  private static let person = PersonHeader(
    slug: "macron",
    names: ["Emmanuel Macron", "Macron"],
    offices: [
      PersonHeader.Office(
        actor: "FRA",
        title: "President",
        rank: .head,
        from: day(2017, 5, 14),
        to: day(9999, 12, 31)
      ),
      PersonHeader.Office(actor: "FRA", rank: .minister, to: day(2016, 8, 30)),
    ]
  )

  private static let topic = TopicHeader(
    slug: "own-troops",
    title: "Own troops in Ukraine",
    kind: .assessment,
    parent: "force-deployment",
    proposition: "The holder sends troops of its own.",
    from: day(2025, 2, 17)
  )

  private static let statement = StatementHeader(
    said: said,
    kind: .vote,
    rank: .head,
    person: "macron",
    actor: "FRA",
    stances: [
      StanceHeader(
        holder: "ITA",
        topic: "own-troops",
        position: .oppose,
        standing: .declared,
        conditions: [Condition(kind: .exception, text: "under a UN flag")],
        except: ["SMR"]
      ),
      StanceHeader(holder: "FRA", topic: "own-troops", position: nil, standing: .absence),
      StanceHeader(
        holder: "GBR",
        topic: "own-troops",
        position: .support,
        standing: .leaked,
        conditions: []
      ),
    ],
    aboutTopics: ["ceasefire"],
    aboutActors: ["RUS", "USA"],
    aboutMeetings: ["paris-2025-03-27"],
    meeting: "london-2025-03-20",
    reports: [report, ReportHeader(source: "article-003")],
    refersTo: [1, 300]
  )

  private static let meeting = MeetingFactHeader(
    meeting: "paris-2025-03-11",
    said: said,
    report: report,
    dateEarliest: day(2025, 3, 11),
    dateLatest: day(2025, 3, 12),
    actor: "ITA",
    role: .observer,
    follows: "london-2025-03-02"
  )
}
