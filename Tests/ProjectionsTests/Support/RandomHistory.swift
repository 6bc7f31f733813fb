import ChanceryModel

/// A random history in the small ``World``, and the model of what it comes to: the same for a seed.
///
/// Everything collides: few days, few holders, bounds that overlap, sources that came before or
/// after, statements that arrive years late.
struct RandomHistory {
  private(set) var model = Model()
  private var random: SeededGenerator
  /// The day on which all is recorded.
  var recorded: CivilDate
  /// True for a history of one holder who hardly ever turns: long runs, long lists.
  private let isNarrow: Bool
  /// True for a history of decades, with bounds from days to decades wide.
  private let isWide: Bool

  init(seed: UInt64, recorded: CivilDate, isNarrow: Bool = false, isWide: Bool = false) {
    random = SeededGenerator(seed: seed)
    self.recorded = recorded
    self.isNarrow = isNarrow
    self.isWide = isWide
  }

  // MARK: Chance

  mutating func below(_ end: Int) -> Int { Int.random(in: 0..<end, using: &random) }

  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  private mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }

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
    for meeting in World.meetings {
      model.facts.append(
        MeetingFact(
          seq: model.head + UInt64(World.furniture.count - World.meetings.count)
            + UInt64(model.facts.count) + 1,
          type: .meetingScheduled,
          header: MeetingFactHeader(
            meeting: meeting,
            said: moment("2025-01-02", .on("2025-01-02"), .on("2025-01-02")),
            dateEarliest: .on("2025-01-07"),
            dateLatest: .on("2025-01-07")
          ),
          data: ["meeting": .string(meeting), "date": "2025-01-07", "said": "2025-01-02"]
        )
      )
    }
    model.head += UInt64(World.furniture.count)
    return World.furniture
  }

  /// The next event, entered in the model.
  mutating func next() -> JSONValue {
    model.head += 1
    switch below(12) {
    case 0, 1: if let event = report() { return event }
    case 2, 3: return meetingFact()
    default: break
    }
    return statement()
  }

  private mutating func statement() -> JSONValue {
    var data = JSONObject()
    let holder = anyHolder()
    var pairs = [(holder, anyTopic())]
    if !isNarrow, chance(1, of: 5) {
      let other = (one(of: World.holders), one(of: World.topics))
      if other != pairs[0] { pairs.append(other) }
    }
    let sources = reportedSources()
    let floor = pairs.compactMap { World.floors[$0.1] }.min()
    let said = said(clampedBy: sources, floor: floor)
    data["said"] = .string(said.text)
    let speaker = speaker(for: holder, on: said.latest)
    data["speaker"] = speaker.data
    let kind = chance(3, of: 4) ? StatementKind.words : one(of: [.vote, .deed])
    if kind != .words { data["kind"] = .string(kind.word) }
    if !sources.isEmpty {
      data["reports"] = .array(sources.map { ["source": .string($0.source)] })
    }
    var stances: [JSONValue] = []
    for (holder, topic) in pairs {
      var stance = Model.Said(
        seq: model.head,
        holder: holder,
        topic: topic,
        standing: speaker.speaksFor(holder) ? .declared : .attributed,
        kind: kind,
        rank: speaker.rank,
        moment: said,
        by: speaker.name,
        published: sources.map { (model.head, $0.source, $0.latest) }
      )
      stances.append(self.stance(&stance))
      model.said.append(stance)
    }
    data["stances"] = .array(stances)
    mention(&data, said, sources)
    return World.event("statement.made", .object(data))
  }

  private mutating func stance(_ said: inout Model.Said) -> JSONValue {
    var data = JSONObject()
    data["holder"] = .string(said.holder)
    data["topic"] = .string(said.topic)
    if chance(1, of: 6) {
      said.standing = one(of: Standing.allCases)
      data["standing"] = .string(said.standing.word)
    }
    if said.standing != .absence {
      let position =
        isNarrow
        ? one(of: [.oppose, .oppose, .oppose, .oppose, .oppose, .oppose, .support])
        : one(of: [.support, .oppose, .oppose] + Position.allCases)
      said.position = position
      data["position"] = .string(position.word)
    }
    if chance(1, of: 2) {
      let conditions = conditions()
      said.conditions = conditions
      data["conditions"] = .array(
        conditions.map { ["kind": .string($0.kind.word), "text": .string($0.text)] }
      )
    }
    return .object(data)
  }

  private mutating func conditions() -> [Condition] {
    let texts: [Text] = ["a ceasefire", "a UN flag"]
    return (0..<below(3)).map { _ in
      Condition(kind: one(of: [.exception, .timing]), text: one(of: texts))
    }
  }

  private mutating func mention(
    _ data: inout JSONObject,
    _ said: Moment,
    _ sources: [(source: Text, latest: CivilDate?)]
  ) {
    let published = sources.map { (begin: model.head, source: $0.source, latest: $0.latest) }
    for (field, isMadeThere) in [("meeting", true), ("about", false)] where chance(1, of: 6) {
      let meeting = one(of: World.meetings)
      data[Text(field)] =
        isMadeThere ? .string(meeting) : .array([["meeting": .string(meeting)]])
      model.mentions.append(
        Model.Mention(
          seq: model.head,
          meeting: meeting,
          isMadeThere: isMadeThere,
          latest: said.latest,
          published: published
        )
      )
    }
  }

  private mutating func report() -> JSONValue? {
    let statements = Set(model.said.map(\.seq)).sorted()
    guard !statements.isEmpty else { return nil }
    let statement = one(of: statements)
    let (source, latest) = one(of: World.published)
    model.report(statement, seq: model.head, source: source, latest: latest)
    return World.event(
      "statement.reported",
      ["statement": .integer(Int(statement)), "report": ["source": .string(source)]]
    )
  }

  private mutating func meetingFact() -> JSONValue {
    let types: [EventType] = [
      .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled,
      .attendanceReported, .countReported, .outcomeReported,
    ]
    let type = one(of: types)
    let (source, latest) = one(of: World.published)
    let said = said(clampedBy: [(source, latest)], floor: nil)
    var header = MeetingFactHeader(
      meeting: one(of: World.meetings),
      said: said,
      report: ReportHeader(
        source: source,
        publishedLatest: latest,
        reliability: ["s-1": "B", "s-3": "F", "s-4": "A"][source].map { UInt8(ascii: $0) }
      )
    )
    var data = JSONObject()
    data["meeting"] = .string(header.meeting)
    data["said"] = .string(said.text)
    data["report"] = ["source": .string(source)]
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
    model.facts.append(
      MeetingFact(seq: model.head, type: type, header: header, data: .object(data))
    )
    return World.event(type.name, .object(data))
  }

  private mutating func place(_ header: inout MeetingFactHeader, _ data: inout JSONObject) {
    if chance(1, of: 2) {
      let day = day()
      header.dateEarliest = day
      header.dateLatest = day
      data["date"] = .string(Text(day.description))
    }
    if chance(1, of: 2) { data["place"] = one(of: ["Paris", "London"]) }
  }

  // MARK: Parts

  private mutating func reportedSources() -> [(source: Text, latest: CivilDate?)] {
    var left = World.published
    return (0..<one(of: [0, 1, 1, 2])).map { _ in left.remove(at: below(left.count)) }
  }

  private func moment(_ text: Text, _ earliest: CivilDate?, _ latest: CivilDate) -> Moment {
    Moment(text: text, earliest: earliest, latest: latest)
  }

  private mutating func said(
    clampedBy sources: [(source: Text, latest: CivilDate?)],
    floor: CivilDate?
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
    var name: Text?
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
        name: World.leader(holder),
        holder: holder
      )
    case 2:
      Speaker(
        data: ["kind": "state", "actor": .string(holder)],
        rank: .spokesperson,
        name: holder,
        holder: holder
      )
    case 3:
      Speaker(
        data: ["kind": "office", "actor": .string(World.office(holder))],
        rank: .spokesperson,
        name: World.office(holder),
        holder: holder
      )
    case 4: Speaker(data: ["kind": "outlet", "name": "X"], rank: .none, name: "X")
    default: Speaker(data: nil, rank: .none)
    }
  }
}
