/// What is derived from an event when it is appended, frozen in its record: for ever.
///
/// The header holds all that the projections need, so that a rebuild reads no JSON: short forms
/// expanded, references and ranks resolved against the vocabulary that stood at seq - 1, day bounds
/// clamped, quotes located. Codes stay text. `Journal.HeaderCodec` gives the bytes;
/// Documentation/DataFormat.md the layout.
package struct EventHeader: Sendable, Equatable {
  package var type: EventType
  /// When the daemon recorded the event: one moment a commit, never backwards.
  package var recordedAt: Instant
  /// This event's place in its request, from 0.
  package var requestIndex: UInt32
  /// How many events the request appended.
  package var requestCount: UInt32
  /// True if the daemon made the event because `declare=true` was given.
  package var isDeclared: Bool
  package var body: Body

  package init(
    type: EventType,
    recordedAt: Instant,
    requestIndex: UInt32,
    requestCount: UInt32,
    isDeclared: Bool,
    body: Body
  ) {
    self.type = type
    self.recordedAt = recordedAt
    self.requestIndex = requestIndex
    self.requestCount = requestCount
    self.isDeclared = isDeclared
    self.body = body
  }

  /// The part that depends on the type.
  package enum Body: Sendable, Equatable {
    case source(SourceHeader)
    case actor(ActorHeader)
    case person(PersonHeader)
    case topic(TopicHeader)
    case statement(StatementHeader)
    case report(StatementReportHeader)
    case meeting(MeetingFactHeader)
  }
}

// MARK: - Definitions

/// `source.filed`.
package struct SourceHeader: Sendable, Equatable {
  package var slug: Text
  package var title: Text?
  /// Publication: bounds nil where none was given or an end is open.
  package var publishedText: Text?
  package var publishedEarliest: CivilDate?
  package var publishedLatest: CivilDate?
  /// ASCII A-F, or nil.
  package var reliability: UInt8?
  package var derivedFrom: Text?
  /// Lower-case hex, if the document's digest is on file.
  package var sha256: Text?
  /// True if the text itself is on file beside the log.
  package var hasText: Bool

  package init(
    slug: Text,
    title: Text? = nil,
    publishedText: Text? = nil,
    publishedEarliest: CivilDate? = nil,
    publishedLatest: CivilDate? = nil,
    reliability: UInt8? = nil,
    derivedFrom: Text? = nil,
    sha256: Text? = nil,
    hasText: Bool = false
  ) {
    self.slug = slug
    self.title = title
    self.publishedText = publishedText
    self.publishedEarliest = publishedEarliest
    self.publishedLatest = publishedLatest
    self.reliability = reliability
    self.derivedFrom = derivedFrom
    self.sha256 = sha256
    self.hasText = hasText
  }
}

/// The kind of an actor.
///
/// Raw values are stored: for ever.
package enum ActorKind: UInt8, Sendable, CaseIterable {
  case state = 1
  case organisation = 2
  case group = 3
  case office = 4

  package var word: Text {
    switch self {
    case .state: "state"
    case .organisation: "organisation"
    case .group: "group"
    case .office: "office"
    }
  }

  package init?(word: Text) {
    guard let found = ActorKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `actor.defined`; a built-in actor is presented in the same form.
package struct ActorHeader: Sendable, Equatable {
  /// A dated membership of a group.
  package struct Member: Sendable, Equatable {
    package var actor: Text
    package var from: CivilDate?
    package var to: CivilDate?

    package init(actor: Text, from: CivilDate? = nil, to: CivilDate? = nil) {
      self.actor = actor
      self.from = from
      self.to = to
    }
  }

  package var code: Text
  package var kind: ActorKind
  /// The display name first, then aliases.
  package var names: [Text]
  /// The state an office belongs to.
  package var of: Text?
  package var members: [Member]
  /// The meeting whose participants the group is.
  package var meeting: Text?

  package init(
    code: Text,
    kind: ActorKind,
    names: [Text],
    of: Text? = nil,
    members: [Member] = [],
    meeting: Text? = nil
  ) {
    self.code = code
    self.kind = kind
    self.names = names
    self.of = of
    self.members = members
    self.meeting = meeting
  }
}

/// `person.defined`.
package struct PersonHeader: Sendable, Equatable {
  /// An office held between two days, both included; nil ends are open.
  package struct Office: Sendable, Equatable {
    package var actor: Text
    package var title: Text?
    package var rank: Rank
    package var from: CivilDate?
    package var to: CivilDate?

    package init(
      actor: Text,
      title: Text? = nil,
      rank: Rank,
      from: CivilDate? = nil,
      to: CivilDate? = nil
    ) {
      self.actor = actor
      self.title = title
      self.rank = rank
      self.from = from
      self.to = to
    }
  }

  package var slug: Text
  /// The display name first, then aliases.
  package var names: [Text]
  package var offices: [Office]

  package init(slug: Text, names: [Text], offices: [Office] = []) {
    self.slug = slug
    self.names = names
    self.offices = offices
  }
}

/// The kind of a topic.
///
/// Raw values are stored: for ever.
package enum TopicKind: UInt8, Sendable, CaseIterable {
  case policy = 1
  case assessment = 2
  case process = 3

  package var word: Text {
    switch self {
    case .policy: "policy"
    case .assessment: "assessment"
    case .process: "process"
    }
  }

  package init?(word: Text) {
    guard let found = TopicKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `topic.defined`.
package struct TopicHeader: Sendable, Equatable {
  package var slug: Text
  package var title: Text
  package var kind: TopicKind
  package var parent: Text?
  package var proposition: Text?
  /// The floor of open dates: the first day the topic can have been spoken of.
  package var from: CivilDate?

  package init(
    slug: Text,
    title: Text,
    kind: TopicKind = .policy,
    parent: Text? = nil,
    proposition: Text? = nil,
    from: CivilDate? = nil
  ) {
    self.slug = slug
    self.title = title
    self.kind = kind
    self.parent = parent
    self.proposition = proposition
    self.from = from
  }
}

// MARK: - Statements

/// What a statement is made of.
///
/// Raw values are stored: for ever.
package enum StatementKind: UInt8, Sendable, CaseIterable {
  case words = 1
  case vote = 2
  case deed = 3

  package var word: Text {
    switch self {
    case .words: "words"
    case .vote: "vote"
    case .deed: "deed"
    }
  }

  package init?(word: Text) {
    guard let found = StatementKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// A condition as the fold compares it: by (kind, text).
package struct Condition: Sendable, Hashable {
  package var kind: ConditionKind
  package var text: Text

  package init(kind: ConditionKind, text: Text) {
    self.kind = kind
    self.text = text
  }
}

/// One stance of a statement, resolved.
package struct StanceHeader: Sendable, Equatable {
  package var holder: Text
  package var topic: Text
  /// nil for an absence.
  package var position: Position?
  package var standing: Standing
  /// nil: not given, what was said before stays; empty: cleared; else added.
  package var conditions: [Condition]?
  /// Members of a group that do not share the stance.
  package var except: [Text]

  package init(
    holder: Text,
    topic: Text,
    position: Position?,
    standing: Standing,
    conditions: [Condition]? = nil,
    except: [Text] = []
  ) {
    self.holder = holder
    self.topic = topic
    self.position = position
    self.standing = standing
    self.conditions = conditions
    self.except = except
  }
}

/// A span of a source's text in UTF-8 bytes, end exclusive.
package struct ByteSpan: Sendable, Hashable {
  package var start: UInt32
  package var end: UInt32

  package init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// How a source renders what was said.
///
/// Raw values are stored: for ever.
package enum ReportForm: UInt8, Sendable, CaseIterable {
  case quote = 1
  case partialQuote = 2
  case paraphrase = 3
  case narrated = 4

  package var word: Text {
    switch self {
    case .quote: "quote"
    case .partialQuote: "partial-quote"
    case .paraphrase: "paraphrase"
    case .narrated: "narrated"
    }
  }

  package init?(word: Text) {
    guard let found = ReportForm.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// One source's rendering, resolved.
package struct ReportHeader: Sendable, Equatable {
  package var source: Text
  package var form: ReportForm?
  /// The last day the source can have been published, as known at append; nil if undated.
  package var publishedLatest: CivilDate?
  /// The source's Admiralty reliability at append, ASCII A-F, or nil.
  package var reliability: UInt8?
  /// Where the report's text stands: as given, or as found in a filed text.
  package var span: ByteSpan?
  /// Where each quote stands, in order; nil where neither given nor found.
  package var quotes: [ByteSpan?]

  package init(
    source: Text,
    form: ReportForm? = nil,
    publishedLatest: CivilDate? = nil,
    reliability: UInt8? = nil,
    span: ByteSpan? = nil,
    quotes: [ByteSpan?] = []
  ) {
    self.source = source
    self.form = form
    self.publishedLatest = publishedLatest
    self.reliability = reliability
    self.span = span
    self.quotes = quotes
  }
}

/// `statement.made`.
package struct StatementHeader: Sendable, Equatable {
  package var said: Moment
  package var kind: StatementKind
  package var rank: Rank
  /// The person who spoke, if a defined one.
  package var person: Text?
  /// The actor the speaker spoke for: an office, a state, an organisation.
  package var actor: Text?
  package var stances: [StanceHeader]
  package var aboutTopics: [Text]
  package var aboutActors: [Text]
  package var aboutMeetings: [Text]
  /// The meeting where it was said.
  package var meeting: Text?
  package var reports: [ReportHeader]
  /// Earlier events the statement refers to, by seq.
  package var refersTo: [UInt64]

  package init(
    said: Moment,
    kind: StatementKind = .words,
    rank: Rank = .none,
    person: Text? = nil,
    actor: Text? = nil,
    stances: [StanceHeader] = [],
    aboutTopics: [Text] = [],
    aboutActors: [Text] = [],
    aboutMeetings: [Text] = [],
    meeting: Text? = nil,
    reports: [ReportHeader] = [],
    refersTo: [UInt64] = []
  ) {
    self.said = said
    self.kind = kind
    self.rank = rank
    self.person = person
    self.actor = actor
    self.stances = stances
    self.aboutTopics = aboutTopics
    self.aboutActors = aboutActors
    self.aboutMeetings = aboutMeetings
    self.meeting = meeting
    self.reports = reports
    self.refersTo = refersTo
  }

  /// The first day by which every reader could know of the statement: the earliest `published`
  /// (latest day) of its sources; nil if no source is dated.
  package var publicDay: CivilDate? {
    reports.compactMap(\.publishedLatest).min()
  }
}

/// `statement.reported`: one more source for the same utterance.
package struct StatementReportHeader: Sendable, Equatable {
  /// The statement's seq.
  package var statement: UInt64
  package var report: ReportHeader

  package init(statement: UInt64, report: ReportHeader) {
    self.statement = statement
    self.report = report
  }
}

// MARK: - Meetings

/// The role of a participant.
///
/// Raw values are stored: for ever.
package enum AttendanceRole: UInt8, Sendable, CaseIterable {
  case host = 1
  case participant = 2
  case observer = 3
  case invited = 4
  case expected = 5
  case absent = 6

  package var word: Text {
    switch self {
    case .host: "host"
    case .participant: "participant"
    case .observer: "observer"
    case .invited: "invited"
    case .expected: "expected"
    case .absent: "absent"
    }
  }

  package init?(word: Text) {
    guard let found = AttendanceRole.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `meeting.*`, `attendance.reported`, `count.reported`, `outcome.reported`: one fact on a meeting.
///
/// The fact's own words (title, place, text, value) are read from the event's data when a meeting is
/// shown; the header holds what orders and selects facts.
package struct MeetingFactHeader: Sendable, Equatable {
  package var meeting: Text
  /// When the fact was stated: given, else its source's publication, else the day recorded.
  package var said: Moment
  package var report: ReportHeader?
  /// The meeting's own date, where the fact gives one.
  package var dateEarliest: CivilDate?
  package var dateLatest: CivilDate?
  /// Attendance: who, and as what.
  package var actor: Text?
  package var role: AttendanceRole?
  /// The meeting this one follows, where the fact says so.
  package var follows: Text?

  package init(
    meeting: Text,
    said: Moment,
    report: ReportHeader? = nil,
    dateEarliest: CivilDate? = nil,
    dateLatest: CivilDate? = nil,
    actor: Text? = nil,
    role: AttendanceRole? = nil,
    follows: Text? = nil
  ) {
    self.meeting = meeting
    self.said = said
    self.report = report
    self.dateEarliest = dateEarliest
    self.dateLatest = dateLatest
    self.actor = actor
    self.role = role
    self.follows = follows
  }
}
