internal import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - What events about events change

extension StanceProjection {
  /// Brings the rows of some statements up to date with what they say and what links make of them.
  ///
  /// Rows that stay as they are are left alone; the others end and begin again, and the timelines of
  /// their pairs are folded again around them. ``StanceTables/touched`` notes the pairs and days on which
  /// an answer may have changed, so that changes can be told by event.
  func follow(
    _ members: [Utterances.Member],
    at seq: UInt64,
    in transaction: inout WriteTransaction
  ) throws {
    let counting = Rendition.counting(of: members)
    var touched: [UInt32: [TouchedCandidate]] = [:]
    for member in members {
      let old = try kept(member, &transaction)
      let new = try wanted(member, counting, &transaction)
      for (pair, entry) in old where new[pair].map({ !$0.isSame(as: entry) }) ?? true {
        try end(entry, pair, at: seq, &transaction)
      }
      for (pair, entry) in new where old[pair].map({ !$0.isSame(as: entry) }) ?? true {
        try begin(entry, pair, at: seq, &transaction)
      }
      for pair in Set(old.keys).union(new.keys) {
        let change = EntryChange(before: old[pair], after: new[pair])
        touched[pair, default: []] += change.touched
        for day in change.days { try note(pair, day, seq, &transaction) }
      }
    }
    for (pair, candidates) in touched.sorted(by: { $0.key < $1.key }) where !candidates.isEmpty {
      try refold(pair, candidates, seq: seq, &transaction)
    }
  }

  /// The rows that stand for a statement, by pair: as they are stored.
  private func kept(
    _ member: Utterances.Member,
    _ transaction: inout WriteTransaction
  ) throws -> [UInt32: StanceEntry] {
    guard let content = member.before, case .statement(let statement) = content.body else {
      return [:]
    }
    var kept: [UInt32: StanceEntry] = [:]
    for stance in statement.stances {
      guard let pair = try stances.pair(stance.holder, stance.topic, transaction) else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      let entry = StanceEntry(stance, of: statement, content, member.seq)
      guard let stored = try entry.stored(in: stances, pair, transaction) else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      kept[pair] = stored
    }
    return kept
  }

  /// The rows that are to stand for a statement, by pair.
  private func wanted(
    _ member: Utterances.Member,
    _ counting: [Rendition: UInt64],
    _ transaction: inout WriteTransaction
  ) throws -> [UInt32: StanceEntry] {
    guard let content = member.after, case .statement(let statement) = content.body else {
      return [:]
    }
    var wanted: [UInt32: StanceEntry] = [:]
    for stance in statement.stances {
      let pair = try stances.intern(stance.holder, stance.topic, &transaction)
      var entry = StanceEntry(stance, of: statement, content, member.seq)
      if case .candidate(var row) = entry {
        let rendition = Rendition(
          utterance: member.utterance,
          holder: stance.holder,
          topic: stance.topic
        )
        row.link(member, counts: counting[rendition].map { $0 == member.seq } ?? true)
        entry = .candidate(row)
      }
      wanted[pair] = entry
    }
    return wanted
  }

  private func begin(
    _ entry: StanceEntry,
    _ pair: UInt32,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    switch entry {
    case .candidate(let row): try begin(row, pair, at: seq, &transaction)
    case .aside(let row):
      try stances.aside.begin(row.subject(pair), row.content, at: seq, &transaction)
    }
  }

  private func end(
    _ entry: StanceEntry,
    _ pair: UInt32,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    switch entry {
    case .candidate(let row): try end(row, pair, at: seq, &transaction)
    case .aside(let row): try stances.aside.end(row.subject(pair), at: seq, &transaction)
    }
  }

  private func note(
    _ pair: UInt32,
    _ day: CivilDate,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    var key = Journal.key(seq)
    key.appendBigEndian(pair)
    key.appendDay(day)
    try transaction.put(stances.touched, key, [])
  }
}

/// One utterance on one (holder, topic): of its statements one counts.
private struct Rendition: Hashable {
  var utterance: UInt64
  var holder: Text
  var topic: Text

  /// The statement that counts, of each utterance of more than one.
  static func counting(of members: [Utterances.Member]) -> [Rendition: UInt64] {
    var first: [Rendition: StanceCandidate] = [:]
    for member in members where member.utterance != 0 {
      guard let content = member.after, case .statement(let statement) = content.body else {
        continue
      }
      for stance in statement.stances {
        guard case .candidate(let row) = StanceEntry(stance, of: statement, content, member.seq)
        else { continue }
        let rendition = Rendition(
          utterance: member.utterance,
          holder: stance.holder,
          topic: stance.topic
        )
        if let held = first[rendition], held.counts(before: row.candidate) { continue }
        first[rendition] = row.candidate
      }
    }
    return first.mapValues(\.seq)
  }
}

/// What becomes of one stance of a statement.
private struct EntryChange {
  var before: StanceEntry?
  var after: StanceEntry?

  /// The candidates that took part in the timeline, or take part now, and did or will otherwise.
  var touched: [TouchedCandidate] {
    let old = before?.counting
    let new = after?.counting
    if let old, let new, old.weighsLike(new) { return [] }
    return [old.map { TouchedCandidate(candidate: $0, isAdded: false) }].compactMap { $0 }
      + [new.map { TouchedCandidate(candidate: $0, isAdded: true) }].compactMap { $0 }
  }

  /// The days from which an answer without a public day may be another.
  var days: [CivilDate] {
    let old = before?.counting
    let new = after?.counting
    if old == new { return [] }
    return [old?.latest, new?.latest].compactMap { $0 }
  }
}

extension StanceEntry {
  /// The candidate as the timeline without a public day folds it; nil if it does not.
  fileprivate var counting: StanceCandidate? {
    guard case .candidate(let row) = self, !row.isPassedOver else { return nil }
    var candidate = row.candidate
    candidate.utterance = 0
    return candidate
  }

  /// True if the stored rows of both are the same.
  fileprivate func isSame(as other: StanceEntry) -> Bool {
    switch (self, other) {
    case (.candidate(let one), .candidate(let two)):
      one.subject(0) == two.subject(0) && one.content == two.content
    case (.aside(let one), .aside(let two)):
      one.subject(0) == two.subject(0) && one.content == two.content
    default: false
    }
  }

  /// The open row of the same subject; nil if there is none.
  fileprivate func stored(
    in stances: StanceTables,
    _ pair: UInt32,
    _ transaction: borrowing WriteTransaction
  ) throws -> StanceEntry? {
    switch self {
    case .candidate(let row):
      guard var kept = try stances.openRow(of: row, pair, transaction) else { return nil }
      kept.candidate.conditions = row.candidate.conditions
      return .candidate(kept)
    case .aside(let row):
      return try stances.openAside(row.subject(pair), transaction).map { .aside($0) }
    }
  }
}

extension StanceCandidate {
  /// True if the timeline folds both alike: day, rank and position.
  fileprivate func weighsLike(_ other: StanceCandidate) -> Bool {
    earliest == other.earliest && latest == other.latest && rank == other.rank
      && position == other.position
  }
}
