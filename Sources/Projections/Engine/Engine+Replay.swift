package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Replay

extension Engine {
  /// A page of what changed, in the order it was said or recorded.
  ///
  /// Only changes appear: a stance's position, a meeting's status. Every page is computed at the head
  /// of the first one, so a replay is of one state however long it takes to read.
  ///
  /// - Parameters:
  ///   - query: The order, the days, the filters and the head to compute at.
  ///   - after: The last page's `next`; nil for the first page.
  ///   - limit: How many lines at the most; a page ends earlier after some milliseconds. By recorded
  ///     a page ends with the event that reaches the limit, whose further stances are in it, too.
  /// - Returns: The lines, and where to go on, if there may be more.
  /// - Throws: `unknown-actor`, `unknown-topic`, `bad-parameter`.
  package func replay(
    _ query: ReplayQuery,
    after: ReplayCursor?,
    limit: Int
  ) throws(Refusal) -> ReplayPage {
    try reading { transaction, set in
      let head = try journal.head(transaction)
      for (name, kind) in [(query.topic, VocabularyKind.topic), (query.holder, .actor)] {
        guard let name else { continue }
        try check(
          holder: kind == .actor ? name : nil,
          topic: kind == .topic ? name : nil,
          set,
          transaction
        )
      }
      let known = try known(query.known, head: head, transaction)
      let place = try ReplayPlace(after, of: query.order, known: known, head: head)
      var replay = Replay(
        engine: self,
        set: set,
        query: query,
        known: place.known,
        limit: limit
      )
      switch query.order {
      case .said: try replay.bySaid(from: place, transaction)
      case .recorded: try replay.byRecorded(from: place, transaction)
      }
      return ReplayPage(lines: replay.lines, next: replay.next?.cursor, head: place.known)
    }
  }
}

/// Where a replay goes on: the head it is of, and the key of its last line.
struct ReplayPlace {
  var known: UInt64
  /// By said: day ‖ 0 and the key of a turn, or day ‖ 1 and the key of a meeting's day.
  ///
  /// By recorded: seq u64. Empty at the beginning.
  var key: [UInt8]

  init(known: UInt64, key: [UInt8]) {
    self.known = known
    self.key = key
  }

  /// Reads a place back, and refuses what this journal cannot have given.
  init(
    _ cursor: ReplayCursor?,
    of order: ReplayQuery.Order,
    known: UInt64,
    head: UInt64
  ) throws(Refusal) {
    guard let cursor else {
      self.init(known: known, key: [])
      return
    }
    let seq = cursor.key.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let key = Array(cursor.key.dropFirst(8))
    let isPlace =
      switch order {
      case .said: ReplayKey.turn(key) != nil || ReplayKey.meeting(key) != nil
      case .recorded: key.count == 8 && key.lexicographicallyPrecedes(Journal.key(head))
      }
    guard cursor.key.count > 8, seq <= head, isPlace else {
      throw Refusal(.badParameter, "that is no place of a replay", hint: "start the replay again")
    }
    self.init(known: seq, key: key)
  }

  var cursor: ReplayCursor { ReplayCursor(key: Journal.key(known) + key) }
}

/// One page of a replay in the making.
private struct Replay {
  let engine: Engine
  let set: ProjectionSet
  let query: ReplayQuery
  let known: UInt64
  let limit: Int
  var lines: [ReplayLine] = []
  var next: ReplayPlace?
  private var names: [UInt32: (holder: Text, topic: Text)] = [:]

  init(engine: Engine, set: ProjectionSet, query: ReplayQuery, known: UInt64, limit: Int) {
    self.engine = engine
    self.set = set
    self.query = query
    self.known = known
    self.limit = limit
  }

  private var from: CivilDate { query.from ?? CivilDate.first }
  private var to: CivilDate { query.to ?? CivilDate.last }
  private var showsMeetings: Bool { query.topic == nil && query.holder == nil }

  // MARK: By said

  /// A line and the key that puts it in order.
  private struct Keyed {
    var key: [UInt8]
    var line: ReplayLine?
  }

  mutating func bySaid(
    from place: ReplayPlace,
    _ transaction: TransactionReference
  ) throws {
    var keyed = try turns(after: place.key, transaction)
    let isCut = keyed.isCut
    if showsMeetings {
      let meetings = try meetingDays(after: place.key, transaction)
      let merged = (keyed.items + meetings.items).sorted {
        $0.key.lexicographicallyPrecedes($1.key)
      }
      // Beyond the earlier end of the two lists, one of them is not complete.
      let ends = [(keyed.isCut, keyed.items), (meetings.isCut, meetings.items)]
        .compactMap { $0.0 ? $0.1.last?.key : nil }
      let end = ends.min { $0.lexicographicallyPrecedes($1) }
      keyed.items = merged.filter { item in
        end.map { !$0.lexicographicallyPrecedes(item.key) } ?? true
      }
      keyed.isCut = isCut || meetings.isCut || keyed.items.count > limit
      keyed.items = Array(keyed.items.prefix(limit))
    }
    lines = keyed.items.compactMap(\.line)
    if keyed.isCut, let last = keyed.items.last { next = ReplayPlace(known: known, key: last.key) }
  }

  private mutating func turns(
    after key: [UInt8],
    _ transaction: TransactionReference
  ) throws -> (items: [Keyed], isCut: Bool) {
    var items: [Keyed] = []
    let deadline = WallClock.monotonicNanoseconds() + Engine.pageNanoseconds
    let reader = StanceReader(set, engine.journal)
    let table = set.stances.stances.turns
    var start: [UInt8] = []
    start.appendDay(from)
    if let turn = ReplayKey.turn(key) { start = turn + [0] }
    if let day = ReplayKey.meetingDay(key) { start = ReplayKey.dayAfter(day) }
    var cursor = try transaction.cursor(table)
    var entry = try cursor.seek(start)
    while let found = entry {
      let turnKey = found.key.toArray()
      let day = found.key.loadDay(at: 0)
      if day > to { return (items, false) }
      let validity = Validity(
        begin: found.key.loadBigEndian(at: 8, as: UInt64.self),
        end: found.value.loadBigEndian(as: UInt64.self)
      )
      var item = Keyed(key: ReplayKey.of(turn: turnKey), line: nil)
      if validity.contains(known) {
        let pair = found.key.loadBigEndian(at: 4, as: UInt32.self)
        item.line = try line(pair, day, reader, transaction)
      }
      items.append(item)
      if items.count >= limit || WallClock.monotonicNanoseconds() > deadline {
        return (items, true)
      }
      entry = try cursor.next()
    }
    return (items, false)
  }

  private mutating func line(
    _ pair: UInt32,
    _ day: CivilDate,
    _ reader: StanceReader,
    _ transaction: TransactionReference
  ) throws -> ReplayLine? {
    let name = try names[pair] ?? set.stances.stances.name(of: pair, transaction)
    names[pair] = name
    if let topic = query.topic, topic != name.topic { return nil }
    if let holder = query.holder, holder != name.holder { return nil }
    let clocks = AnswerClocks(at: day, known: known, head: known)
    let answer = try reader.answer(name.holder, name.topic, clocks, transaction)
    let before =
      day > CivilDate.first
      ? try set.stances.run(pair, at: day.adding(days: -1), known: known, transaction)?.position
      : nil
    return ReplayLine(
      day: day,
      change: .stance(
        holder: name.holder,
        topic: name.topic,
        from: before,
        to: answer.position,
        isContested: answer.contestedReason != nil
      ),
      seq: answer.seq ?? 0
    )
  }

  private func meetingDays(
    after key: [UInt8],
    _ transaction: TransactionReference
  ) throws -> (items: [Keyed], isCut: Bool) {
    var items: [Keyed] = []
    var start: [UInt8] = []
    start.appendDay(from)
    if let day = ReplayKey.turnDay(key) { start = day }
    if let meeting = ReplayKey.meeting(key) { start = meeting + [0] }
    var cursor = try transaction.cursor(set.meetings.days.table)
    var entry = try cursor.seek(start)
    while let found = entry {
      let dayKey = found.key.toArray()
      let day = found.key.loadDay(at: 0)
      if day > to { return (items, false) }
      let seq = found.key.loadBigEndian(at: found.key.byteCount - 16, as: UInt64.self)
      var item = Keyed(key: ReplayKey.of(meeting: dayKey), line: nil)
      if ValidityTable.validity(of: found).contains(known) {
        let slug = Text(
          String(decoding: dayKey[4..<(dayKey.count - 17)], as: UTF8.self)
        )
        item.line = try line(slug, day, seq, transaction)
      }
      items.append(item)
      if items.count >= limit { return (items, true) }
      entry = try cursor.next()
    }
    return (items, false)
  }

  /// How a meeting's status changed on a day; the line stands with the first fact that says so.
  private func line(
    _ slug: Text,
    _ day: CivilDate,
    _ seq: UInt64,
    _ transaction: TransactionReference
  ) throws -> ReplayLine? {
    let group = try group(of: slug, known: known, transaction)
    let clocks = AnswerClocks(at: day, known: known, head: known)
    let facts = try engine.facts(group, clocks, set, transaction)
    let after = MeetingFold.summary(meeting: group.root, facts: facts, at: day).status
    let before =
      day > CivilDate.first
      ? MeetingFold.summary(meeting: group.root, facts: facts, at: day.adding(days: -1)).status
      : nil
    guard before != after else { return nil }
    let first = facts.first { fact in
      fact.header.said.latest == day && MeetingStatus(fact.type) == after
    }
    guard first?.seq == seq else { return nil }
    return ReplayLine(day: day, change: .meeting(group.root, from: before, to: after), seq: seq)
  }

  private func group(
    of meeting: Text,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> MeetingGroup {
    let contents = Contents(engine.journal, set, known: known)
    return try MeetingGroup(of: meeting, contents, transaction)
  }

  // MARK: By recorded

  mutating func byRecorded(
    from place: ReplayPlace,
    _ transaction: TransactionReference
  ) throws {
    let deadline = WallClock.monotonicNanoseconds() + Engine.pageNanoseconds
    var seq =
      place.key.isEmpty
      ? try firstSequence(transaction)
      : place.key.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } + 1
    while seq <= known {
      let header = try engine.journal.requiredHeader(seq, transaction)
      if header.recordedAt.day > to { return }
      try appendChanges(of: header, seq, transaction)
      if seq < known, lines.count >= limit || WallClock.monotonicNanoseconds() > deadline {
        next = ReplayPlace(known: known, key: Journal.key(seq))
        return
      }
      seq += 1
    }
  }

  private func firstSequence(
    _ transaction: TransactionReference
  ) throws -> UInt64 {
    guard let from = query.from, from > CivilDate.first else { return 1 }
    let before = Instant.end(of: from.adding(days: -1))
    return try engine.journal.lastSequence(recordedBy: before, transaction) + 1
  }

  private mutating func appendChanges(
    of header: EventHeader,
    _ seq: UInt64,
    _ transaction: TransactionReference
  ) throws {
    let tables = set.stances.stances
    switch header.body {
    case .statement(let statement):
      for stance in statement.stances where isWanted(stance.holder, stance.topic) {
        guard let pair = try tables.pair(stance.holder, stance.topic, transaction) else { continue }
        try appendChange(of: pair, statement.said.latest, header, seq, transaction)
      }
    case .meeting(let fact):
      guard header.type.isMeeting else { return }
      try appendChange(of: fact.meeting, fact.said.latest, header, seq, transaction)
    default:
      var pairs: Set<UInt32> = []
      for (pair, _) in try tables.touched(by: seq, transaction) where pairs.insert(pair).inserted {
        names[pair] = try names[pair] ?? tables.name(of: pair, transaction)
      }
      for pair in pairs.sorted(by: { place($0) < place($1) }) {
        guard let name = names[pair], isWanted(name.holder, name.topic) else { continue }
        try appendChange(of: pair, nil, header, seq, transaction)
      }
      var roots: Set<Text> = []
      for meeting in try set.meetings.touched(by: seq, transaction) {
        roots.insert(try set.versions.root(of: meeting, known: seq, transaction))
      }
      for root in roots.sorted() { try appendChange(of: root, nil, header, seq, transaction) }
    }
  }

  private func isWanted(_ holder: Text, _ topic: Text) -> Bool {
    query.topic.map { $0 == topic } ?? true && query.holder.map { $0 == holder } ?? true
  }

  /// What the pairs that one event changes are sorted by.
  private func place(_ pair: UInt32) -> (Text, Text) {
    names[pair].map { ($0.topic, $0.holder) } ?? ("", "")
  }

  /// Adds the line of a pair, if an event changed its last word.
  ///
  /// Without a day the line stands on the day from which the position stands, or stood.
  private mutating func appendChange(
    of pair: UInt32,
    _ day: CivilDate?,
    _ header: EventHeader,
    _ seq: UInt64,
    _ transaction: TransactionReference
  ) throws {
    let before = try set.stances.run(pair, at: CivilDate.last, known: seq - 1, transaction)
    let after = try set.stances.run(pair, at: CivilDate.last, known: seq, transaction)
    guard before?.position != after?.position else { return }
    let name = try names[pair] ?? set.stances.stances.name(of: pair, transaction)
    names[pair] = name
    let reader = StanceReader(set, engine.journal)
    let clocks = AnswerClocks(at: CivilDate.last, known: seq, head: known)
    let answer = try reader.answer(name.holder, name.topic, clocks, transaction)
    lines.append(
      ReplayLine(
        day: day ?? after?.start ?? before?.start ?? CivilDate.last,
        change: .stance(
          holder: name.holder,
          topic: name.topic,
          from: before?.position,
          to: after?.position,
          isContested: answer.contestedReason != nil
        ),
        seq: seq,
        recordedAt: header.recordedAt
      )
    )
  }

  /// Adds the line of a meeting, if an event changed how it stands.
  ///
  /// Without a day the line stands on the last day on which somebody said so.
  private mutating func appendChange(
    of meeting: Text,
    _ day: CivilDate?,
    _ header: EventHeader,
    _ seq: UInt64,
    _ transaction: TransactionReference
  ) throws {
    guard showsMeetings else { return }
    let root = try set.versions.root(of: meeting, known: seq, transaction)
    let before = try standing(of: root, known: seq - 1, transaction)
    let after = try standing(of: root, known: seq, transaction)
    guard before.status != after.status else { return }
    lines.append(
      ReplayLine(
        day: day ?? after.day ?? before.day ?? CivilDate.last,
        change: .meeting(root, from: before.status, to: after.status),
        seq: seq,
        recordedAt: header.recordedAt
      )
    )
  }

  /// How a meeting stands by the last word, and the day on which that was said.
  private func standing(
    of meeting: Text,
    known: UInt64,
    _ transaction: TransactionReference
  ) throws -> (status: MeetingStatus?, day: CivilDate?) {
    let group = try group(of: meeting, known: known, transaction)
    let clocks = AnswerClocks(at: CivilDate.last, known: known, head: known)
    let facts = try engine.facts(group, clocks, set, transaction)
    let status = MeetingFold.summary(meeting: group.root, facts: facts, at: CivilDate.last).status
    let days = facts.filter { MeetingStatus($0.type) == status }.map(\.header.said.latest)
    return (status, status == nil ? nil : days.max())
  }
}

/// The keys that put a replay's lines in order: day ‖ kind ‖ the key of the row behind the line.
private enum ReplayKey {
  private static let turnKind: UInt8 = 0
  private static let meetingKind: UInt8 = 1

  static func of(turn key: [UInt8]) -> [UInt8] { key.prefix(4) + [turnKind] + key }
  static func of(meeting key: [UInt8]) -> [UInt8] { key.prefix(4) + [meetingKind] + key }

  /// The key of a turn, if the line is one.
  static func turn(_ key: [UInt8]) -> [UInt8]? { row(key, turnKind) }
  /// The key of a meeting's day, if the line is one.
  static func meeting(_ key: [UInt8]) -> [UInt8]? { row(key, meetingKind) }
  /// The day of a turn's line.
  static func turnDay(_ key: [UInt8]) -> [UInt8]? { turn(key).map { Array($0.prefix(4)) } }
  /// The day of a meeting's line.
  static func meetingDay(_ key: [UInt8]) -> [UInt8]? { meeting(key).map { Array($0.prefix(4)) } }

  private static func row(_ key: [UInt8], _ kind: UInt8) -> [UInt8]? {
    key.count > 5 && key[4] == kind ? Array(key.dropFirst(5)) : nil
  }

  /// The key before all of the day after.
  static func dayAfter(_ day: [UInt8]) -> [UInt8] {
    let number = day.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    var key: [UInt8] = []
    key.appendBigEndian(number + 1)
    return key
  }
}
