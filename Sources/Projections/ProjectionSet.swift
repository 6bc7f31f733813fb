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

  /// Opens (and makes) the tables of a generation.
  package init(generation: UInt8, in transaction: inout WriteTransaction) throws {
    self.generation = generation
    definitions = try ProjectionSet.open(generation, &transaction)
    stances = try ProjectionSet.open(generation, &transaction)
    meetings = try ProjectionSet.open(generation, &transaction)
    reports = try ProjectionSet.open(generation, &transaction)
  }

  private static func open<Opened: Projection>(
    _ generation: UInt8,
    _ transaction: inout WriteTransaction
  ) throws -> Opened {
    var tables: [Table] = []
    for table in Opened.tableNames {
      tables.append(try transaction.openTable(named: "\(Opened.name).\(table).\(generation)"))
    }
    return Opened(tables: tables)
  }

  /// Every projection, for what is done to all of them.
  package var all: [any Projection] { [definitions, stances, meetings, reports] }

  /// The versions of the projections' rows, in the order of ``all``.
  package static let versions: [UInt8] = [
    DefinitionProjection.version, StanceProjection.version, MeetingProjection.version,
    ReportProjection.version,
  ]

  /// How many tables one generation has.
  package static let tableCount =
    DefinitionProjection.tableNames.count + StanceProjection.tableNames.count
    + MeetingProjection.tableNames.count + ReportProjection.tableNames.count

  /// Adds what one event changes to every projection.
  package func apply(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    to transaction: inout WriteTransaction
  ) throws {
    try definitions.apply(header, seq: seq, journal: journal, to: &transaction)
    try stances.apply(header, seq: seq, journal: journal, to: &transaction)
    try meetings.apply(header, seq: seq, journal: journal, to: &transaction)
    try reports.apply(header, seq: seq, journal: journal, to: &transaction)
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

  package func write(_ journal: Journal, _ transaction: inout WriteTransaction) throws {
    try transaction.put(journal.meta, Journal.MetaKey.projections, [generation] + versions)
  }
}
