internal import ChanceryModel
internal import Journal
package import LMDB

/// Which events speak of a meeting: its facts, the statements made there and about it, its sequels.
///
/// | table | key | value |
/// |---|---|---|
/// | meetings | meeting ‖ 0 ‖ role u8 ‖ seq u64 ‖ begin | end ‖ said ‖ public ‖ version u64 ‖ sequel |
/// | days | said ‖ meeting ‖ 0 ‖ seq u64 ‖ begin | end |
/// | touched | seq u64 ‖ meeting | – |
///
/// `said` is the latest day, `public` that of publication or none, `sequel` the slug of a meeting that
/// follows. `days` has the facts that say how a meeting stands, to walk them by day. `touched` has the
/// meetings whose standing an event about events changed at its seq. The meeting itself is folded from these
/// events when it is asked for: they are few, and every value keeps its source. Merges are looked up then,
/// too.
package struct MeetingProjection: Projection {
  package static let name = "meetings"
  package static let version: UInt8 = 3
  package static let tableNames = ["meetings", "days", "touched"]

  /// What an event is to a meeting.
  enum Role: UInt8 {
    case fact = 1
    case madeThere = 2
    case about = 3
    /// The event says that another meeting follows this one.
    case followedBy = 4
  }

  let meetings: ValidityTable
  let days: ValidityTable
  let touched: Table

  package init(tables: [Table]) {
    meetings = ValidityTable(table: tables[0])
    days = ValidityTable(table: tables[1])
    touched = tables[2]
  }

  package var tables: [Table] { [meetings.table, days.table, touched] }

  package func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws {
    let seq = changes.seq
    for change in changes.items {
      let old = MeetingRows(change.standingBefore, of: change)
      let new = MeetingRows(change.standingAfter, of: change)
      if change.before == nil {
        for (subject, content) in new.meetings {
          try meetings.begin(subject, content, at: seq, &transaction)
        }
        if let day = new.day { try days.begin(day, at: seq, &transaction) }
      } else {
        try replace(old, with: new, at: seq, &transaction)
      }
      guard change.before != nil || !new.merged.isEmpty else { continue }
      for meeting in old.named.union(new.named) {
        try transaction.put(touched, Journal.key(seq) + Array(meeting.utf8), [])
      }
    }
  }

  private func replace(
    _ old: MeetingRows,
    with new: MeetingRows,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    for (subject, _) in old.meetings where new.meetings[subject] == nil {
      try meetings.end(subject, at: seq, &transaction)
    }
    for (subject, content) in new.meetings {
      try meetings.set(subject, content, at: seq, &transaction)
    }
    if let day = old.day, day != new.day { try days.end(day, at: seq, &transaction) }
    if let day = new.day { try days.set(day, [], at: seq, &transaction) }
  }

  static func prefix(_ meeting: Text, _ role: Role) -> [UInt8] {
    [UInt8](prefix: meeting) + [role.rawValue]
  }

  /// One row: an event and what it adds to the key.
  struct Row {
    var seq: UInt64
    /// The event that holds its content.
    var version: UInt64
    var said: CivilDate
    /// The follower, for ``Role/followedBy``.
    var slug: Text?
  }

  /// The rows of a meeting in one role that a head saw, published by a day if one is given.
  ///
  /// Merges are not followed.
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
    var cursor = try transaction.cursor(meetings.table)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == prefix.count + 16, found.value.byteCount >= 24 else {
        throw ProjectionDamage.row(MeetingProjection.name)
      }
      let published = found.value.loadOptionalDay(at: 12)
      let isPublic = limit.map { limit in published.map { $0 <= limit } ?? false } ?? true
      if ValidityTable.validity(of: found).contains(known), isPublic {
        let slug = found.value.extracting(24..<found.value.byteCount).toString()
        rows.append(
          Row(
            seq: found.key.loadBigEndian(at: prefix.count, as: UInt64.self),
            version: found.value.loadBigEndian(at: 16, as: UInt64.self),
            said: found.value.loadDay(at: 8),
            slug: slug.flatMap { $0.isEmpty ? nil : Text($0) }
          )
        )
      }
      entry = try cursor.next()
    }
    return rows
  }

  /// The meetings whose standing an event about events changed.
  func touched<T: ReadableTransaction & ~Copyable>(
    by seq: UInt64,
    _ transaction: borrowing T
  ) throws -> [Text] {
    let prefix = Journal.key(seq)
    var meetings: [Text] = []
    var cursor = try transaction.cursor(touched)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard let slug = found.key.extracting(8..<found.key.byteCount).toString() else {
        throw ProjectionDamage.row(MeetingProjection.name)
      }
      meetings.append(Text(slug))
      entry = try cursor.next()
    }
    return meetings
  }
}
