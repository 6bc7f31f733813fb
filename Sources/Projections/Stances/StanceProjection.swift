package import ChanceryModel
internal import Journal
package import LMDB

/// Every (holder, topic)'s statements and the timeline they make: rule `fold/1`, kept as rows.
///
/// The rows are those of ``StanceTables``. What an event changes is closed at its seq and opened
/// again beside it, so that the timeline of every earlier head can still be read.
package struct StanceProjection: Projection {
  package static let name = "stances"
  package static let version: UInt8 = 2
  package static let tableNames = StanceTables.names

  let stances: StanceTables

  package init(tables: [Table]) {
    stances = StanceTables(tables)
  }

  package var tables: [Table] { stances.all }

  package func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws {
    for change in changes.items {
      guard let content = change.after, case .statement(let statement) = content.body else {
        continue
      }
      if change.before == nil {
        for stance in statement.stances {
          try add(stance, of: statement, seq: change.seq, to: &transaction)
        }
      } else if let day = content.publicDay {
        try publish(statement, change.seq, day, seq: changes.seq, in: &transaction)
      }
    }
  }

  /// How many rows an event's content may add: what the limit of a request counts.
  package static func rowCount(_ body: EventHeader.Body) -> Int {
    if case .correction(let correction) = body { return rowCount(correction.body) }
    guard case .statement(let statement) = body else { return 1 }
    return 1 + statement.stances.count
  }

  private func add(
    _ stance: StanceHeader,
    of statement: StatementHeader,
    seq: UInt64,
    to transaction: inout WriteTransaction
  ) throws {
    let pair = try stances.intern(stance.holder, stance.topic, &transaction)
    let validity = Validity(begin: seq, end: Validity.open)
    guard stance.standing == .declared, statement.kind != .deed, let position = stance.position
    else {
      let row = AsideRow(
        latest: statement.said.latest,
        seq: seq,
        stance: stance,
        kind: statement.kind,
        validity: validity,
        publicDay: statement.publicDay
      )
      return try transaction.put(stances.aside, row.key(pair), row.value)
    }
    let row = StanceRow(
      candidate: StanceCandidate(
        seq: seq,
        version: seq,
        earliest: statement.said.earliest,
        latest: statement.said.latest,
        rank: statement.rank,
        position: position,
        conditions: nil
      ),
      validity: validity,
      flags: flags(stance, statement.said),
      publicDay: statement.publicDay
    )
    try insert(row, conditions: stance.conditions, pair, &transaction)
    try refold(pair, around: row, seq: seq, &transaction)
  }

  private func flags(_ stance: StanceHeader, _ said: Moment) -> UInt8 {
    var flags: UInt8 = 0
    if stance.conditions != nil { flags |= StanceRow.hasConditions }
    if said.isExact, said.text == Text(said.latest.description) {
      flags |= StanceRow.hasPlainText
    }
    return flags
  }

  private func insert(
    _ row: StanceRow,
    conditions: [Condition]?,
    _ pair: UInt32,
    _ transaction: inout WriteTransaction
  ) throws {
    let key = row.key(pair)
    try transaction.put(stances.rows, key, row.value)
    if let conditions {
      var encoder = ByteEncoder()
      ConditionCodec.encode(conditions, to: &encoder)
      try transaction.put(stances.conditions, key, encoder.bytes)
    }
    if !row.candidate.isExactDay {
      let vague = VagueRow(row: row)
      try transaction.put(stances.vague, vague.key(pair), vague.value)
    }
  }
}

// MARK: - One more report

extension StanceProjection {
  /// A further source can have made a statement public earlier: its rows begin again with that day.
  private func publish(
    _ statement: StatementHeader,
    _ number: UInt64,
    _ published: CivilDate,
    seq: UInt64,
    in transaction: inout WriteTransaction
  ) throws {
    for stance in statement.stances {
      guard let pair = try stances.pair(stance.holder, stance.topic, transaction) else { continue }
      if stance.standing == .declared, statement.kind != .deed, stance.position != nil {
        try publishRow(number, statement, published, pair, seq, &transaction)
      } else {
        try publishAside(number, statement, published, pair, seq, &transaction)
      }
    }
  }

  private func publishRow(
    _ number: UInt64,
    _ statement: StatementHeader,
    _ published: CivilDate,
    _ pair: UInt32,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard var row = try openRow(number, statement, pair, transaction),
      row.publicDay.map({ published < $0 }) ?? true
    else { return }
    let oldKey = row.key(pair)
    let conditions = try transaction.value(stances.conditions, oldKey)?.toArray()
    row.validity = Validity(begin: row.validity.begin, end: seq)
    try transaction.put(stances.rows, oldKey, row.value)
    let vague = VagueRow(row: row)
    if !row.candidate.isExactDay {
      try transaction.put(stances.vague, vague.key(pair), vague.value)
    }
    row.validity = Validity(begin: seq, end: Validity.open)
    row.publicDay = published
    try transaction.put(stances.rows, row.key(pair), row.value)
    if let conditions { try transaction.put(stances.conditions, row.key(pair), conditions) }
    if !row.candidate.isExactDay {
      let vague = VagueRow(row: row)
      try transaction.put(stances.vague, vague.key(pair), vague.value)
    }
  }

  /// The row of a statement that nothing has replaced yet.
  private func openRow(
    _ number: UInt64,
    _ statement: StatementHeader,
    _ pair: UInt32,
    _ transaction: borrowing WriteTransaction
  ) throws -> StanceRow? {
    var found: StanceRow?
    var cursor = try transaction.cursor(stances.rows)
    var entry = try cursor.seek(StanceRow.lowerBound(pair, statement.said.latest))
    let prefix = StanceRow.lowerBound(pair, statement.said.latest)
    while let next = entry, next.key.starts(with: prefix) {
      let row = try StanceRow(key: next.key, value: next.value)
      if row.candidate.seq == number, row.validity.end == Validity.open { found = row }
      entry = try cursor.next()
    }
    return found
  }

  private func publishAside(
    _ number: UInt64,
    _ statement: StatementHeader,
    _ published: CivilDate,
    _ pair: UInt32,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard var row = try openAside(number, statement, pair, transaction),
      row.publicDay.map({ published < $0 }) ?? true
    else { return }
    row.validity = Validity(begin: row.validity.begin, end: seq)
    try transaction.put(stances.aside, row.key(pair), row.value)
    row.validity = Validity(begin: seq, end: Validity.open)
    row.publicDay = published
    try transaction.put(stances.aside, row.key(pair), row.value)
  }

  private func openAside(
    _ number: UInt64,
    _ statement: StatementHeader,
    _ pair: UInt32,
    _ transaction: borrowing WriteTransaction
  ) throws -> AsideRow? {
    var prefix = StanceRow.lowerBound(pair, statement.said.latest)
    prefix.appendBigEndian(number)
    var found: AsideRow?
    var cursor = try transaction.cursor(stances.aside)
    var entry = try cursor.seek(prefix)
    while let next = entry, next.key.starts(with: prefix) {
      let row = try AsideRow(key: next.key, value: next.value)
      if row.validity.end == Validity.open { found = row }
      entry = try cursor.next()
    }
    return found
  }
}
