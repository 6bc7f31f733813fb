package import ChanceryModel
package import Journal
package import LMDB

/// All projections of one generation: the live one, or the one a rebuild fills beside it.
package struct ProjectionSet: Sendable {
  /// Two generations take turns; a rebuild fills the one that is not live.
  package static let generations: [UInt8] = [0, 1]

  package let generation: UInt8
  package let definitions: DefinitionProjection
  package let stances: StanceProjection
  package let meetings: MeetingProjection
  package let reports: ReportProjection
  package let versions: VersionProjection

  /// Opens (and makes) the tables of a generation.
  package init(generation: UInt8, in transaction: inout WriteTransaction) throws {
    self.generation = generation
    definitions = try ProjectionSet.open(generation, &transaction)
    stances = try ProjectionSet.open(generation, &transaction)
    meetings = try ProjectionSet.open(generation, &transaction)
    reports = try ProjectionSet.open(generation, &transaction)
    versions = try ProjectionSet.open(generation, &transaction)
  }

  private static func open<Opened: Projection>(
    _ generation: UInt8,
    _ transaction: inout WriteTransaction
  ) throws -> Opened {
    var tables: [Table] = []
    for table in tableNames(of: Opened.self, generation) {
      tables.append(try transaction.openTable(named: table))
    }
    return Opened(tables: tables)
  }

  /// Opens the tables of a generation that a transaction sees, and makes none.
  ///
  /// - Parameters:
  ///   - generation: One of ``generations``.
  ///   - transaction: Where the tables are opened; they are void when a read transaction ends.
  /// - Throws: ``JournalDamage`` if one is missing, else the store's error.
  package init<T: ReadableTransaction & ~Copyable>(
    existing generation: UInt8,
    _ transaction: borrowing T
  ) throws {
    self.generation = generation
    definitions = try ProjectionSet.openExisting(generation, transaction)
    stances = try ProjectionSet.openExisting(generation, transaction)
    meetings = try ProjectionSet.openExisting(generation, transaction)
    reports = try ProjectionSet.openExisting(generation, transaction)
    versions = try ProjectionSet.openExisting(generation, transaction)
  }

  private static func openExisting<Opened: Projection, T: ReadableTransaction & ~Copyable>(
    _ generation: UInt8,
    _ transaction: borrowing T
  ) throws -> Opened {
    var tables: [Table] = []
    for table in tableNames(of: Opened.self, generation) {
      guard let opened = try transaction.existingTable(named: table) else {
        throw JournalDamage("the journal has no table \(table)")
      }
      tables.append(opened)
    }
    return Opened(tables: tables)
  }

  private static func tableNames(of type: any Projection.Type, _ generation: UInt8) -> [String] {
    type.tableNames.map { "\(type.name).\($0).\(generation)" }
  }

  /// The names of all tables of both generations.
  package static let tableNames: [String] = generations.flatMap { generation in
    types.flatMap { tableNames(of: $0, generation) }
  }

  /// The names of the tables of the other generation.
  var tableNamesAside: [String] {
    ProjectionSet.types.flatMap { ProjectionSet.tableNames(of: $0, 1 - generation) }
  }

  /// The projections there are, in the order of ``all``.
  private static let types: [any Projection.Type] = [
    DefinitionProjection.self, StanceProjection.self, MeetingProjection.self,
    ReportProjection.self, VersionProjection.self,
  ]

  /// Every projection, for what is done to all of them.
  package var all: [any Projection] { [definitions, stances, meetings, reports, versions] }

  /// The versions of the projections' rows, in the order of ``all``.
  package static let versions: [UInt8] = [
    DefinitionProjection.version, StanceProjection.version, MeetingProjection.version,
    ReportProjection.version, VersionProjection.version,
  ]

  /// The versions that can be read, in the order of ``all``.
  package static let readableVersions: [[UInt8]] = [
    DefinitionProjection.readableVersions, StanceProjection.readableVersions,
    MeetingProjection.readableVersions, ReportProjection.readableVersions,
    VersionProjection.readableVersions,
  ]

  /// How many tables one generation has.
  package static let tableCount =
    DefinitionProjection.tableNames.count + StanceProjection.tableNames.count
    + MeetingProjection.tableNames.count + ReportProjection.tableNames.count
    + VersionProjection.tableNames.count

  /// Adds what one event changes to every projection.
  ///
  /// Cost: for most events the rows of the event itself; a correction, withdrawal, link or report reads
  /// the events that it bears on.
  package func apply(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    to transaction: inout WriteTransaction
  ) throws {
    var batch = StanceBatch()
    try apply(header, seq: seq, journal: journal, gathering: &batch, to: &transaction)
    try enter(&batch, to: &transaction)
  }

  /// Adds what one event changes to every projection; the stances of a new statement are only gathered.
  ///
  /// The rows come out as if each event were added alone, and with less work, as those of a pair are entered
  /// together. Of the stances nothing may be read until ``enter(_:to:)`` was called, in the same transaction.
  package func apply(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    gathering batch: inout StanceBatch,
    to transaction: inout WriteTransaction
  ) throws {
    if case .statement(let statement) = header.body {
      return try apply(statement, header, seq: seq, journal, gathering: &batch, to: &transaction)
    }
    let contents = Contents(journal, self)
    if header.body.mayChangeStances { try enter(&batch, to: &transaction) }
    var changes = EventChanges(seq: seq, items: [])
    if !header.isRedacted {
      changes.items.append(
        EventChange(
          seq: seq,
          type: header.type,
          before: nil,
          after: EventContent(version: seq, body: header.body)
        )
      )
    }
    for change in try versions.enter(header, seq: seq, journal: journal, to: &transaction) {
      changes.items += try self.change(change, contents, transaction)
    }
    try versions.apply(changes, contents, to: &transaction)
    try reports.apply(changes, contents, to: &transaction)
    try publish(&changes, contents, transaction)
    try definitions.apply(changes, contents, to: &transaction)
    try stances.apply(changes, contents, to: &transaction)
    try meetings.apply(changes, contents, to: &transaction)
  }

  /// Enters the stances that were gathered, and leaves none.
  ///
  /// - Parameters:
  ///   - batch: What was gathered, in this transaction.
  ///   - transaction: Where.
  ///   - step: Called before each pair; what it throws ends the work, and spoils the transaction.
  /// - Throws: The store's error, damage, or what `step` throws.
  package func enter(
    _ batch: inout StanceBatch,
    to transaction: inout WriteTransaction,
    step: () throws -> Void = {}
  ) throws {
    try stances.enter(&batch, &transaction, step: step)
  }

  /// The usual case, a new statement: it changes no other event, and none can have named it yet.
  ///
  /// So it makes no rows of versions and reports, and of meetings only if it names one.
  private func apply(
    _ statement: StatementHeader,
    _ header: EventHeader,
    seq: UInt64,
    _ journal: Journal,
    gathering batch: inout StanceBatch,
    to transaction: inout WriteTransaction
  ) throws {
    let publicDay = statement.publicDay
    for stance in statement.stances {
      var pair = batch.pair(stance.holder, stance.topic)
      if pair == nil {
        try definitions.use(.topic, stance.topic, seq, &transaction)
        let found = try stances.stances.intern(stance.holder, stance.topic, &transaction)
        batch.remember(stance.holder, stance.topic, found)
        pair = found
      }
      guard let pair else { continue }
      stances.gather(stance, of: statement, pair, publicDay: publicDay, seq: seq, in: &batch)
    }
    for topic in statement.aboutTopics { try definitions.use(.topic, topic, seq, &transaction) }
    guard statement.meeting != nil || !statement.aboutMeetings.isEmpty else { return }
    let content = EventContent(version: seq, body: header.body, publicDay: publicDay)
    let change = EventChange(seq: seq, type: header.type, before: nil, after: content)
    let changes = EventChanges(seq: seq, items: [change])
    try meetings.apply(changes, Contents(journal, self), to: &transaction)
  }

  /// What an event whose state has changed said, and says; empty if it was redacted.
  private func change(
    _ change: VersionProjection.StateChange,
    _ contents: Contents,
    _ transaction: borrowing WriteTransaction
  ) throws -> [EventChange] {
    func content(_ state: EventState) throws -> EventContent? {
      try contents.body(of: change.seq, at: state.version, transaction).map {
        EventContent(version: state.version, isStanding: state.isStanding, body: $0)
      }
    }
    guard let type = try contents.journal.type(change.seq, transaction),
      let before = try content(change.before), let after = try content(change.after)
    else { return [] }
    return [EventChange(seq: change.seq, type: type, before: before, after: after)]
  }

  /// Adds the statements that a report makes public on another day, and fills in all days.
  private func publish(
    _ changes: inout EventChanges,
    _ contents: Contents,
    _ transaction: borrowing WriteTransaction
  ) throws {
    // A new event that is no report makes nothing public but itself.
    if let new = changes.onlyNew, new.body.report == nil { return }
    let earlier = Contents(contents.journal, versions, reports, known: changes.seq - 1)
    var present = Set(changes.items.map(\.seq))
    for change in changes.items {
      for report in [change.standingBefore, change.standingAfter].compactMap({ $0?.body.report })
      where present.insert(report.statement).inserted {
        guard let type = try contents.journal.type(report.statement, transaction),
          let content = try contents.content(of: report.statement, transaction)
        else { continue }
        changes.items.append(
          EventChange(seq: report.statement, type: type, before: content, after: content)
        )
      }
    }
    for index in changes.items.indices {
      let seq = changes.items[index].seq
      if let before = changes.items[index].before {
        let day = try earlier.publicDay(of: seq, before.body, transaction)
        changes.items[index].before?.publicDay = day
      }
      if let after = changes.items[index].after {
        let day = try contents.publicDay(of: seq, after.body, transaction)
        changes.items[index].after?.publicDay = day
      }
    }
    changes.items.removeAll { $0.before == $0.after }
  }
}

/// Which generation is live and what its rows mean: the value of `projections` in `meta`.
///
/// generation u8 ‖ a version u8 for each projection, in the order of ``ProjectionSet/all``. It is
/// read in the transaction that reads the rows, so that a swap is seen by all of it or by none.
package struct ProjectionState: Equatable, Sendable {
  package var generation: UInt8
  package var versions: [UInt8]

  package init(generation: UInt8, versions: [UInt8]) {
    self.generation = generation
    self.versions = versions
  }

  /// The state a transaction sees; nil in a journal just made.
  package static func read<T: ReadableTransaction & ~Copyable>(
    _ journal: Journal,
    _ transaction: borrowing T
  ) throws -> ProjectionState? {
    guard let value = try transaction.value(journal.meta, Journal.MetaKey.projections) else {
      return nil
    }
    guard value.byteCount >= 1, ProjectionSet.generations.contains(value[0]) else {
      throw JournalDamage("the journal does not say which projections are live")
    }
    return ProjectionState(generation: value[0], versions: Array(value.toArray().dropFirst()))
  }

  /// The live generation, if the versions of its rows are among those that can be read.
  ///
  /// Cost: one descent; nothing is made. For each question asked.
  static func readableGeneration<T: ReadableTransaction & ~Copyable>(
    _ journal: Journal,
    _ readable: [[UInt8]],
    _ transaction: borrowing T
  ) throws -> UInt8? {
    guard let value = try transaction.value(journal.meta, Journal.MetaKey.projections),
      value.byteCount >= 1, ProjectionSet.generations.contains(value[0])
    else { throw JournalDamage("the journal does not say which projections are live") }
    guard value.byteCount == readable.count + 1 else { return nil }
    for index in readable.indices where !readable[index].contains(value[index + 1]) { return nil }
    return value[0]
  }

  package func write(_ journal: Journal, _ transaction: inout WriteTransaction) throws {
    try transaction.put(journal.meta, Journal.MetaKey.projections, [generation] + versions)
  }
}

extension EventHeader.Body {
  /// False for events that tell nothing of any stance, whatever was said before them.
  fileprivate var mayChangeStances: Bool {
    switch self {
    case .source, .actor, .person, .topic, .meeting, .merge, .review, .expectation, .redacted: false
    case .statement, .report, .link, .correction, .withdrawal, .redaction: true
    }
  }
}
