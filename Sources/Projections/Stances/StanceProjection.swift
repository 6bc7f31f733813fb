package import ChanceryModel
internal import Journal
package import LMDB

/// Every (holder, topic)'s statements and the timeline they make: rule `fold/1`, kept as rows.
///
/// The rows are those of ``StanceTables``. What an event changes is closed at its seq and opened
/// again beside it, so that the timeline of every earlier head can still be read.
package struct StanceProjection: Projection {
  package static let name = "stances"
  package static let version: UInt8 = 5
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
    if let new = changes.onlyNew {
      switch new.body {
      case .statement(let statement):
        var batch = StanceBatch()
        for stance in statement.stances {
          let pair = try stances.intern(stance.holder, stance.topic, &transaction)
          let day = new.publicDay
          gather(stance, of: statement, pair, publicDay: day, seq: changes.seq, in: &batch)
        }
        return try enter(&batch, &transaction)
      case .link(let link) where link.isFolded: break
      default: return
      }
    }
    for change in changes.items { try keepLinks(change, &transaction) }
    let members = try transaction.withReference { reference throws -> [Utterances.Member] in
      try Utterances.members(of: changes, contents, stances, reference)
    }
    guard !members.isEmpty else { return }
    try follow(members, at: changes.seq, in: &transaction)
  }

  /// How many rows an event's content may add: what the limit of a request counts.
  package static func rowCount(_ body: EventHeader.Body) -> Int {
    if case .correction(let correction) = body { return rowCount(correction.body) }
    guard case .statement(let statement) = body else { return 1 }
    return 1 + statement.stances.count
  }

  // MARK: - Rows of candidates

  /// Opens the row of a candidate, and that of its conditions.
  func begin(
    _ row: StanceRow,
    _ pair: UInt32,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let table = stances.rows(of: row.candidate)
    try table.begin(row.subject(pair), row.content, at: seq, &transaction)
    try beginConditions(row, pair, at: seq, &transaction)
  }

  /// Opens the row of a candidate's conditions, if it tells of any.
  func beginConditions(
    _ row: StanceRow,
    _ pair: UInt32,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard let conditions = row.candidate.conditions else { return }
    var encoder = ByteEncoder()
    ConditionCodec.encode(conditions, to: &encoder)
    let subject = row.conditionSubject(pair)
    try stances.conditions.begin(subject, encoder.bytes, at: seq, &transaction)
  }

  /// Ends the row of a candidate and that of its conditions.
  func end(
    _ row: StanceRow,
    _ pair: UInt32,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    try stances.rows(of: row.candidate).end(row.subject(pair), at: seq, &transaction)
    if row.hasConditions {
      try stances.conditions.end(row.conditionSubject(pair), at: seq, &transaction)
    }
  }
}

/// What one stance of a statement is kept as.
enum StanceEntry {
  /// It may set what is on record.
  case candidate(StanceRow)
  /// It never does: attributed, absent, leaked, or a deed.
  case aside(AsideRow)

  /// - Parameters:
  ///   - stance: The stance.
  ///   - statement: The statement that declares it.
  ///   - version: The event that holds the statement's content.
  ///   - publicDay: The first day by which every reader could know of it.
  ///   - seq: The statement's own seq.
  init(
    _ stance: StanceHeader,
    of statement: StatementHeader,
    version: UInt64,
    publicDay: CivilDate?,
    _ seq: UInt64
  ) {
    guard stance.standing == .declared, statement.kind != .deed, let position = stance.position
    else {
      self = .aside(
        AsideRow(
          seq: seq,
          version: version,
          stance: stance,
          statement: statement,
          publicDay: publicDay
        )
      )
      return
    }
    let candidate = StanceCandidate(
      seq: seq,
      version: version,
      earliest: statement.said.earliest,
      latest: statement.said.latest,
      rank: statement.rank,
      position: position,
      conditions: stance.conditions
    )
    self = .candidate(
      StanceRow(
        candidate: candidate,
        flags: StanceRow.flags(candidate, statement.said),
        publicDay: publicDay
      )
    )
  }
}

extension StanceEntry {
  /// What a stance is kept as of a statement that counts as `content`.
  init(
    _ stance: StanceHeader,
    of statement: StatementHeader,
    _ content: EventContent,
    _ seq: UInt64
  ) {
    self.init(
      stance,
      of: statement,
      version: content.version,
      publicDay: content.publicDay,
      seq
    )
  }
}
