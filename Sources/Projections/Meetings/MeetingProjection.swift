package import ChanceryModel
package import Journal
package import LMDB

/// Which events speak of a meeting: its facts, the statements made there and about it, its sequels.
///
/// `meetings`: meeting ‖ 0 ‖ role u8 ‖ seq u64 ‖ begin u64 → end u64 ‖ latest day said ‖ public day or
/// none ‖ (a sequel's slug). `days`: latest day said ‖ meeting ‖ 0 ‖ seq u64, for the facts that say
/// how a meeting stands, to walk them by day. The meeting itself is folded from these events when it is
/// asked for: they are few, and every value keeps its source.
package struct MeetingProjection: Projection {
  package static let name = "meetings"
  package static let version: UInt8 = 2
  package static let tableNames = ["meetings", "days"]

  /// What an event is to a meeting.
  enum Role: UInt8 {
    case fact = 1
    case madeThere = 2
    case about = 3
    /// The event says that another meeting follows this one.
    case followedBy = 4
  }

  let meetings: Table
  let days: Table

  package init(tables: [Table]) {
    meetings = tables[0]
    days = tables[1]
  }

  package var tables: [Table] { [meetings, days] }

  package func apply(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    to transaction: inout WriteTransaction
  ) throws {
    switch header.body {
    case .meeting(let fact):
      let value = MeetingProjection.value(
        said: fact.said.latest,
        publicDay: fact.report?.publishedLatest
      )
      try put(fact.meeting, .fact, seq, value, &transaction)
      if header.type.isMeeting {
        var key: [UInt8] = []
        key.appendDay(fact.said.latest)
        try transaction.put(days, key + [UInt8](prefix: fact.meeting) + Journal.key(seq), [])
      }
      if let followed = fact.follows {
        try put(followed, .followedBy, seq, value + Array(fact.meeting.utf8), &transaction)
      }
    case .statement(let statement):
      let value = MeetingProjection.value(
        said: statement.said.latest,
        publicDay: statement.publicDay
      )
      if let meeting = statement.meeting { try put(meeting, .madeThere, seq, value, &transaction) }
      for meeting in statement.aboutMeetings {
        try put(meeting, .about, seq, value, &transaction)
      }
    case .report(let report): try publish(report, seq, journal, &transaction)
    case .source, .actor, .person, .topic, .link, .merge, .correction, .withdrawal, .redaction,
      .review, .expectation, .redacted:
      break
    }
  }

  /// A further source can have made a statement public earlier: its rows begin again with that day.
  private func publish(
    _ report: StatementReportHeader,
    _ seq: UInt64,
    _ journal: Journal,
    _ transaction: inout WriteTransaction
  ) throws {
    guard let published = report.report.publishedLatest,
      case .statement(let statement) =
        try journal.requiredHeader(report.statement, transaction).body
    else { return }
    let places =
      [statement.meeting].compactMap { $0 }.map { ($0, Role.madeThere) }
      + statement.aboutMeetings.map { ($0, Role.about) }
    for (meeting, role) in places {
      let prefix = MeetingProjection.prefix(meeting, role) + Journal.key(report.statement)
      try republish(prefix, published, seq, &transaction)
    }
  }

  /// Ends the newest row under a key and begins it again, if that makes it public earlier.
  private func republish(
    _ prefix: [UInt8],
    _ published: CivilDate,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    guard let open = try newest(prefix, transaction),
      open.publicDay.map({ published < $0 }) ?? true
    else { return }
    var ended: [UInt8] = []
    ended.appendBigEndian(seq)
    try transaction.put(meetings, open.key, ended + open.value.dropFirst(8))
    let value = MeetingProjection.value(said: open.said, publicDay: published)
    try transaction.put(meetings, prefix + Journal.key(seq), value)
  }

  private struct OpenRow {
    var key: [UInt8]
    var value: [UInt8]
    var said: CivilDate
    var publicDay: CivilDate?
  }

  /// The row under a key that began last.
  private func newest(
    _ prefix: [UInt8],
    _ transaction: borrowing WriteTransaction
  ) throws -> OpenRow? {
    var cursor = try transaction.cursor(meetings)
    guard let found = try cursor.seekBackward(prefix + Journal.key(Validity.open)),
      found.key.starts(with: prefix)
    else { return nil }
    guard found.value.byteCount >= 16 else {
      throw ProjectionDamage.row(MeetingProjection.name)
    }
    return OpenRow(
      key: found.key.toArray(),
      value: found.value.toArray(),
      said: found.value.loadDay(at: 8),
      publicDay: found.value.loadOptionalDay(at: 12)
    )
  }

  private func put(
    _ meeting: Text,
    _ role: Role,
    _ seq: UInt64,
    _ value: [UInt8],
    _ transaction: inout WriteTransaction
  ) throws {
    let key = MeetingProjection.prefix(meeting, role) + Journal.key(seq) + Journal.key(seq)
    try transaction.put(meetings, key, value)
  }

  private static func prefix(_ meeting: Text, _ role: Role) -> [UInt8] {
    [UInt8](prefix: meeting) + [role.rawValue]
  }

  private static func value(said: CivilDate, publicDay: CivilDate?) -> [UInt8] {
    var value: [UInt8] = []
    value.appendBigEndian(Validity.open)
    value.appendDay(said)
    value.appendOptionalDay(publicDay)
    return value
  }

  /// One row: an event and what it adds to the key.
  struct Row {
    var seq: UInt64
    var said: CivilDate
    /// The follower, for ``Role/followedBy``.
    var slug: Text?
  }

  /// The rows of a meeting in one role that a head saw, published by a day if one is given.
  func rows<T: ReadableTransaction & ~Copyable>(
    _ meeting: Text,
    _ role: Role,
    known: UInt64,
    publicDay limit: CivilDate?,
    _ transaction: borrowing T
  ) throws -> [Row] {
    let prefix = MeetingProjection.prefix(meeting, role)
    guard prefix.count <= 495 else { return [] }
    var rows: [Row] = []
    var cursor = try transaction.cursor(meetings)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == prefix.count + 16, found.value.byteCount >= 16 else {
        throw ProjectionDamage.row(MeetingProjection.name)
      }
      let validity = Validity(
        begin: found.key.loadBigEndian(at: prefix.count + 8, as: UInt64.self),
        end: found.value.loadBigEndian(as: UInt64.self)
      )
      let published = found.value.loadOptionalDay(at: 12)
      let isPublic = limit.map { limit in published.map { $0 <= limit } ?? false } ?? true
      if validity.contains(known), isPublic {
        let slug = found.value.extracting(16..<found.value.byteCount).toString()
        rows.append(
          Row(
            seq: found.key.loadBigEndian(at: prefix.count, as: UInt64.self),
            said: found.value.loadDay(at: 8),
            slug: slug.flatMap { $0.isEmpty ? nil : Text($0) }
          )
        )
      }
      entry = try cursor.next()
    }
    return rows
  }
}
