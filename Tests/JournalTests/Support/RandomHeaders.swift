import ChanceryModel

/// Headers with every field at random: empty, small, large, of any script.
struct RandomHeaders {
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// The types that a record can have.
  static let types = EventType.allCases

  mutating func header(of type: EventType) -> EventHeader {
    EventHeader(
      type: type,
      recordedAt: Instant(microseconds: Int64.random(in: .min ... .max, using: &random)),
      requestIndex: UInt32.random(in: 0 ... .max, using: &random) >> UInt32(below(33) % 32),
      requestCount: UInt32.random(in: 0 ... .max, using: &random) >> UInt32(below(33) % 32),
      isDeclared: Bool.random(using: &random),
      body: body(of: type)
    )
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &random) }

  private mutating func body(of type: EventType) -> EventHeader.Body {
    switch type {
    case .sourceFiled: .source(source())
    case .actorDefined: .actor(actor())
    case .personDefined: .person(person())
    case .topicDefined: .topic(topic())
    case .statementMade: .statement(statement())
    case .statementReported:
      .report(StatementReportHeader(statement: sequence(), report: report()))
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled,
      .attendanceReported, .countReported, .outcomeReported:
      .meeting(meetingFact())
    case .statementsLinked: .link(link())
    case .meetingsMerged: .merge(MergeHeader(from: text(), into: text()))
    case .eventCorrected: .correction(correction())
    case .eventWithdrawn: .withdrawal(WithdrawalHeader(event: sequence()))
    case .eventRedacted: .redaction(redaction())
    case .eventReviewed:
      .review(
        ReviewHeader(event: sequence(), verdict: one(of: Verdict.allCases), coder: text())
      )
    case .stanceExpected:
      .expectation(
        ExpectationHeader(
          holder: text(),
          topic: text(),
          position: one(of: Position.allCases),
          at: day()
        )
      )
    }
  }

  private mutating func link() -> LinkHeader {
    LinkHeader(
      from: sequence(),
      to: sequence(),
      kind: one(of: LinkKind.allCases),
      certainty: one(of: LinkCertainty.allCases)
    )
  }

  /// A correction of anything, now and then of a correction.
  private mutating func correction() -> CorrectionHeader {
    let types = RandomHeaders.types.filter { $0 != .eventCorrected }
    let type = below(4) == 0 ? .eventCorrected : one(of: types)
    return CorrectionHeader(
      event: sequence(),
      version: sequence(),
      type: type,
      body: body(of: type)
    )
  }

  private mutating func redaction() -> RedactionHeader {
    RedactionHeader(
      event: sequence(),
      erased: list { $0.sequence() },
      marks: list { UInt16.random(in: 0 ... .max, using: &$0.random) }
    )
  }

  private mutating func source() -> SourceHeader {
    SourceHeader(
      slug: text(),
      title: maybe { $0.text() },
      publishedText: maybe { $0.text() },
      publishedEarliest: maybe { $0.day() },
      publishedLatest: maybe { $0.day() },
      reliability: reliability(),
      derivedFrom: maybe { $0.text() },
      sha256: maybe { $0.text() },
      hasText: Bool.random(using: &random)
    )
  }

  private mutating func actor() -> ActorHeader {
    ActorHeader(
      code: text(),
      kind: one(of: ActorKind.allCases),
      names: list { $0.text() },
      of: maybe { $0.text() },
      members: list {
        ActorHeader.Member(
          actor: $0.text(),
          from: $0.maybe { $0.day() },
          to: $0.maybe { $0.day() }
        )
      },
      meeting: maybe { $0.text() }
    )
  }

  private mutating func person() -> PersonHeader {
    PersonHeader(
      slug: text(),
      names: list { $0.text() },
      offices: list {
        PersonHeader.Office(
          actor: $0.text(),
          title: $0.maybe { $0.text() },
          rank: $0.one(of: Rank.allCases),
          from: $0.maybe { $0.day() },
          to: $0.maybe { $0.day() }
        )
      }
    )
  }

  private mutating func topic() -> TopicHeader {
    TopicHeader(
      slug: text(),
      title: text(),
      kind: one(of: TopicKind.allCases),
      parent: maybe { $0.text() },
      proposition: maybe { $0.text() },
      from: maybe { $0.day() }
    )
  }

  private mutating func statement() -> StatementHeader {
    StatementHeader(
      said: moment(),
      kind: one(of: StatementKind.allCases),
      rank: one(of: Rank.allCases),
      person: maybe { $0.text() },
      actor: maybe { $0.text() },
      stances: list {
        StanceHeader(
          holder: $0.text(),
          topic: $0.text(),
          position: $0.maybe { $0.one(of: Position.allCases) },
          standing: $0.one(of: Standing.allCases),
          conditions: $0.maybe { $0.list { $0.condition() } },
          except: $0.list { $0.text() }
        )
      },
      aboutTopics: list { $0.text() },
      aboutActors: list { $0.text() },
      aboutMeetings: list { $0.text() },
      meeting: maybe { $0.text() },
      reports: list { $0.report() },
      refersTo: list { $0.sequence() }
    )
  }

  private mutating func meetingFact() -> MeetingFactHeader {
    MeetingFactHeader(
      meeting: text(),
      said: moment(),
      report: maybe { $0.report() },
      dateEarliest: maybe { $0.day() },
      dateLatest: maybe { $0.day() },
      actor: maybe { $0.text() },
      role: maybe { $0.one(of: AttendanceRole.allCases) },
      follows: maybe { $0.text() }
    )
  }

  private mutating func report() -> ReportHeader {
    ReportHeader(
      source: text(),
      form: maybe { $0.one(of: ReportForm.allCases) },
      publishedLatest: maybe { $0.day() },
      reliability: reliability(),
      span: maybe { $0.span() },
      quotes: list { $0.maybe { $0.span() } }
    )
  }

  private mutating func condition() -> Condition {
    Condition(kind: one(of: ConditionKind.allCases), text: text())
  }

  private mutating func moment() -> Moment {
    let days = [day(), day()].sorted()
    return Moment(text: text(), earliest: maybe { _ in days[0] }, latest: days[1])
  }

  private mutating func span() -> ByteSpan {
    let start = UInt32.random(in: 0 ... .max, using: &random)
    return ByteSpan(start: start, end: UInt32.random(in: start ... .max, using: &random))
  }

  private mutating func reliability() -> UInt8? {
    maybe { $0.one(of: Array(UInt8(ascii: "A")...UInt8(ascii: "F"))) }
  }

  private mutating func sequence() -> UInt64 {
    UInt64.random(in: 0 ... .max, using: &random) >> UInt64(below(64))
  }

  private mutating func day() -> CivilDate {
    let range = CivilDate.first.dayNumber...CivilDate.last.dayNumber
    switch below(4) {
    case 0: return one(of: [CivilDate.first, .last, CivilDate(dayNumber: 0)])
    case 1: return CivilDate(dayNumber: Int32.random(in: range, using: &random))
    default: return CivilDate(dayNumber: 20_000 + Int32(below(400)))
    }
  }

  private mutating func text() -> Text {
    let alphabet = [
      "a", "7", "-", " ", "é", "e\u{301}", "Ж", "中", "👩‍👩‍👧", "\"", "\\", "\u{1}", "\u{7F}",
    ]
    let count = one(of: [0, 1, 3, 12, 127, 128, 300])
    return Text((0..<count).map { _ in one(of: alphabet) }.joined())
  }

  private mutating func maybe<Value>(_ make: (inout RandomHeaders) -> Value) -> Value? {
    below(3) == 0 ? nil : make(&self)
  }

  private mutating func list<Value>(_ make: (inout RandomHeaders) -> Value) -> [Value] {
    (0..<one(of: [0, 0, 1, 2, 5])).map { _ in make(&self) }
  }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[below(values.count)]
  }
}
