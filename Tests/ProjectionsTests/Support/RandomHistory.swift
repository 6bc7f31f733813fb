import ChanceryModel
import Testing

/// A random history in the small ``World``, and the model of what it comes to: the same for a seed.
///
/// Everything collides: few days, few holders, bounds that overlap, sources that came before or
/// after, statements that arrive years late, and corrections, withdrawals and links of all of it.
struct RandomHistory {
  var model = Model()
  private var random: SeededGenerator
  /// The day on which all is recorded.
  var recorded: CivilDate
  /// True for a history of one holder who hardly ever turns: long runs, long lists.
  let isNarrow: Bool
  /// True for a history of decades, with bounds from days to decades wide.
  let isWide: Bool
  /// False for a history in which nothing is about an earlier event but reports.
  let hasControls: Bool
  /// How many requests were refused, by code.
  private(set) var refused: [RefusalCode: Int] = [:]

  init(
    seed: UInt64,
    recorded: CivilDate,
    isNarrow: Bool = false,
    isWide: Bool = false,
    hasControls: Bool = true
  ) {
    random = SeededGenerator(seed: seed)
    self.recorded = recorded
    self.isNarrow = isNarrow
    self.isWide = isWide
    self.hasControls = hasControls
  }

  // MARK: Chance

  mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &random) }

  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }

  mutating func day() -> CivilDate {
    isWide
      ? CivilDate.on("1995-01-01").adding(days: below(11_000))
      : CivilDate.on("2025-01-01").adding(days: below(12))
  }

  mutating func anyHolder() -> Text { isNarrow ? "ITA" : one(of: World.holders) }

  mutating func anyTopic() -> Text { isNarrow ? "t-a" : one(of: World.topics) }

  // MARK: Events

  /// The definitions that all else needs.
  mutating func furniture() -> [JSONValue] {
    for topic in World.topics {
      model.add(.topicDefined, .topic(topic, floor: World.floors[topic]), recorded: recorded)
    }
    for holder in World.holders {
      model.add(.actorDefined, .actor(World.office(holder)), recorded: recorded)
      let person = World.person(holder)
      model.add(.personDefined, .person(person, name: World.leader(holder)), recorded: recorded)
    }
    for (source, latest) in World.published {
      model.add(.sourceFiled, .source(source, published: latest), recorded: recorded)
    }
    for meeting in World.meetings {
      let header = MeetingFactHeader(
        meeting: meeting,
        said: moment("2025-01-02", .on("2025-01-02"), .on("2025-01-02")),
        dateEarliest: .on("2025-01-07"),
        dateLatest: .on("2025-01-07")
      )
      let data: JSONValue = [
        "meeting": .string(meeting), "date": "2025-01-07", "said": "2025-01-02",
      ]
      model.add(.meetingScheduled, .fact(header, data: data), recorded: recorded)
    }
    return World.furniture
  }

  /// Appends the next events in one request, and takes them out of the model again if it is refused.
  ///
  /// - Returns: How many were appended.
  mutating func append(_ count: Int, to test: TestEngine) throws -> Int {
    let before = model
    let events = (0..<count).map { _ in next() }
    switch test.result(try events.map { try test.draft($0) }) {
    case .success(let answer):
      #expect(answer.head == model.head)
      return count
    case .failure(let refusal):
      model = before
      refused[refusal.code, default: 0] += 1
      // What may happen to events that know nothing of each other.
      let expected: Set<RefusalCode> = [
        .alreadyMerged, .alreadyWithdrawn, .inUse, .invalidValue, .unknownActor, .unknownMeeting,
        .unknownPerson, .unknownSource, .unknownTopic,
      ]
      #expect(expected.contains(refusal.code), "\(refusal)")
      return 0
    }
  }

  /// The next event, entered in the model.
  mutating func next() -> JSONValue {
    if hasControls, chance(2, of: 5), let event = control() { return event }
    switch below(12) {
    case 0, 1:
      if let (data, content) = report() { return enter(.statementReported, data, content) }
    case 2, 3:
      let type = one(of: RandomHistory.factTypes)
      let (data, content) = meetingFact(type, of: nil, recorded: recorded)
      return enter(type, data, content)
    default: break
    }
    let (data, content) = statement(recorded: recorded)
    return enter(.statementMade, data, content)
  }

  mutating func enter(
    _ type: EventType,
    _ data: JSONValue,
    _ content: Model.Content
  ) -> JSONValue {
    model.add(type, content, recorded: recorded)
    return World.event(type.name, data)
  }

  static let factTypes: [EventType] = [
    .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled,
    .attendanceReported, .countReported, .outcomeReported,
  ]

  // MARK: Statements

  mutating func statement(recorded: CivilDate) -> (JSONValue, Model.Content) {
    var data = JSONObject()
    let holder = anyHolder()
    var pairs = [(holder, anyTopic())]
    if !isNarrow, chance(1, of: 5) {
      let other = (one(of: World.holders), one(of: World.topics))
      if other != pairs[0] { pairs.append(other) }
    }
    let sources = reportedSources()
    let view = model.view(model.head)
    let floor = pairs.compactMap { view.floor(of: $0.1) }.min()
    let said = said(clampedBy: sources, floor: floor, recorded: recorded)
    data["said"] = .string(said.text)
    let speaker = speaker(for: holder, on: said.latest)
    data["speaker"] = speaker.data
    var statement = Model.Statement(
      moment: said,
      kind: chance(3, of: 4) ? .words : one(of: [.vote, .deed]),
      rank: speaker.rank,
      speaker: speaker.speaker,
      stances: [],
      published: sources,
      about: []
    )
    if statement.kind != .words { data["kind"] = .string(statement.kind.word) }
    if !sources.isEmpty {
      data["reports"] = .array(sources.map { ["source": .string($0.source)] })
    }
    var stances: [JSONValue] = []
    for (holder, topic) in pairs {
      let standing: Standing = speaker.speaksFor(holder) ? .declared : .attributed
      let (data, stance) = stance(holder, topic, standing)
      stances.append(data)
      statement.stances.append(stance)
    }
    data["stances"] = .array(stances)
    if chance(1, of: 6) {
      let meeting = one(of: World.meetings)
      statement.madeAt = meeting
      data["meeting"] = .string(meeting)
    }
    if chance(1, of: 6) {
      let meeting = one(of: World.meetings)
      statement.about = [meeting]
      data["about"] = .array([["meeting": .string(meeting)]])
    }
    return (.object(data), .statement(statement))
  }

  private mutating func stance(
    _ holder: Text,
    _ topic: Text,
    _ standing: Standing
  ) -> (JSONValue, StanceHeader) {
    var stance = StanceHeader(holder: holder, topic: topic, position: nil, standing: standing)
    var data = JSONObject()
    data["holder"] = .string(holder)
    data["topic"] = .string(topic)
    if chance(1, of: 6) {
      stance.standing = one(of: Standing.allCases)
      data["standing"] = .string(stance.standing.word)
    }
    if stance.standing != .absence {
      let position =
        isNarrow
        ? one(of: [.oppose, .oppose, .oppose, .oppose, .oppose, .oppose, .support])
        : one(of: [.support, .oppose, .oppose] + Position.allCases)
      stance.position = position
      data["position"] = .string(position.word)
    }
    if chance(1, of: 2) {
      let conditions = conditions()
      stance.conditions = conditions
      data["conditions"] = .array(
        conditions.map { ["kind": .string($0.kind.word), "text": .string($0.text)] }
      )
    }
    return (.object(data), stance)
  }

  private mutating func conditions() -> [Condition] {
    let texts: [Text] = ["a ceasefire", "a UN flag"]
    return (0..<below(3)).map { _ in
      Condition(kind: one(of: [.exception, .timing]), text: one(of: texts))
    }
  }

  mutating func report() -> (JSONValue, Model.Content)? {
    guard let statement = anyStatement() else { return nil }
    let publication = one(of: model.view(model.head).sources)
    return (
      [
        "statement": .integer(Int(statement)),
        "report": ["source": .string(publication.source)],
      ],
      .report(Model.Report(statement: statement, publication: publication))
    )
  }

  /// A statement that was not redacted, standing or not.
  mutating func anyStatement() -> UInt64? {
    let statements = model.entries.filter { $0.type == .statementMade && !$0.isErased }.map(\.seq)
    return statements.isEmpty ? nil : one(of: statements)
  }

  /// A statement, report, link, correction or withdrawal to erase.
  mutating func anyErasable() -> UInt64? {
    let types: Set<EventType> = [
      .statementMade, .statementReported, .statementsLinked, .eventCorrected, .eventWithdrawn,
      .countReported,
    ]
    let events = model.entries.filter { types.contains($0.type) && !$0.isErased }.map(\.seq)
    return events.isEmpty ? nil : one(of: events)
  }

  // MARK: Meetings

  mutating func meetingFact(
    _ type: EventType,
    of meeting: Text?,
    recorded: CivilDate
  ) -> (JSONValue, Model.Content) {
    let publication = one(of: model.view(model.head).sources)
    var header = MeetingFactHeader(
      meeting: meeting ?? one(of: World.meetings),
      said: said(clampedBy: [publication], floor: nil, recorded: recorded),
      report: ReportHeader(
        source: publication.source,
        publishedLatest: publication.latest,
        reliability: World.reliability[publication.source]?.utf8.first
      )
    )
    var data = JSONObject()
    data["meeting"] = .string(header.meeting)
    data["said"] = .string(header.said.text)
    data["report"] = ["source": .string(publication.source)]
    switch type {
    case .attendanceReported:
      header.actor = one(of: World.holders)
      header.role = one(of: AttendanceRole.allCases)
      data["actor"] = header.actor.map { .string($0) }
      data["role"] = header.role.map { .string($0.word) }
    case .countReported:
      data["value"] = .integer(below(40))
      data["unit"] = "countries"
    case .outcomeReported:
      data["text"] = "They agreed."
      data["kind"] = "decision"
    default: place(&header, &data)
    }
    return (.object(data), .fact(header, data: .object(data)))
  }

  private mutating func place(_ header: inout MeetingFactHeader, _ data: inout JSONObject) {
    if chance(1, of: 2) {
      let day = day()
      header.dateEarliest = day
      header.dateLatest = day
      data["date"] = .string(Text(day.description))
    }
    if chance(1, of: 2) { data["place"] = one(of: ["Paris", "London"]) }
    if chance(1, of: 5) {
      // Only a later name follows an earlier one: no meeting follows itself.
      let earlier = World.meetings.filter { $0 < header.meeting }
      if !earlier.isEmpty {
        let followed = one(of: earlier)
        header.follows = followed
        data["follows"] = .string(followed)
      }
    }
  }

  // MARK: Parts

  private mutating func reportedSources() -> [Model.Publication] {
    var left = model.view(model.head).sources
    return (0..<one(of: [0, 1, 1, 2])).map { _ in left.remove(at: below(left.count)) }
  }

  private func moment(_ text: Text, _ earliest: CivilDate?, _ latest: CivilDate) -> Moment {
    Moment(text: text, earliest: earliest, latest: latest)
  }

  private mutating func said(
    clampedBy sources: [Model.Publication],
    floor: CivilDate?,
    recorded: CivilDate
  ) -> Moment {
    let first = day()
    let last = first.adding(days: 1 + below(isWide ? 1 << below(14) : 5))
    let clamp = min(sources.compactMap(\.latest).min() ?? recorded, recorded)
    func clamped(_ text: String, _ earliest: CivilDate?, _ latest: CivilDate) -> Moment {
      let latest = min(latest, max(clamp, earliest ?? clamp))
      let open = floor.flatMap { $0 <= latest ? $0 : nil }
      return Moment(text: Text(text), earliest: earliest ?? open, latest: latest)
    }
    switch below(8) {
    case 0: return clamped("[\(first)..\(last)]", first, last)
    case 1: return clamped("[..\(last)]", nil, last)
    case 2: return clamped("2025-01", .on("2025-01-01"), .on("2025-01-31"))
    case 3: return clamped("\(first)~", first, first)
    case 4: return clamped("2025", .on("2025-01-01"), .on("2025-12-31"))
    default: return clamped("\(first)", first, first)
    }
  }

  /// Who speaks, what that makes of it, and how it is shown.
  private struct Speaker {
    var data: JSONValue?
    var rank: Rank
    var speaker: Model.Speaker?
    /// The holder spoken for; nil for nobody.
    var holder: Text?

    func speaksFor(_ other: Text) -> Bool { data == nil || holder == other }
  }

  private mutating func speaker(for holder: Text, on day: CivilDate) -> Speaker {
    switch below(7) {
    case 0, 1:
      Speaker(
        data: ["person": .string(World.person(holder))],
        rank: day < World.promotion ? .minister : .head,
        speaker: .person(World.person(holder)),
        holder: holder
      )
    case 2:
      Speaker(
        data: ["kind": "state", "actor": .string(holder)],
        rank: .spokesperson,
        speaker: .name(holder),
        holder: holder
      )
    case 3:
      Speaker(
        data: ["kind": "office", "actor": .string(World.office(holder))],
        rank: .spokesperson,
        speaker: .name(World.office(holder)),
        holder: holder
      )
    case 4:
      Speaker(data: ["kind": "outlet", "name": "X"], rank: .none, speaker: .name("X"))
    default: Speaker(data: nil, rank: .none)
    }
  }
}
