package import ChanceryModel
package import LMDB
internal import Proofs

/// The log: numbered, immutable events in one LMDB environment, with their tree and their keys.
///
/// All reading is generic over the transaction, so that the writer reads its own changes and a
/// reader reads one consistent head. Nothing here begins a transaction but `init`.
package struct Journal: Sendable {
  /// The environment; projections keep their tables in it too.
  package let environment: Environment
  /// The journal's own CloudEvents `source`, `urn:uuid:` and a random UUID made with the journal.
  package let ownSource: Text
  package let tables: Tables
  /// Events that read as redacted though their content is there still; see ``hiding(_:)``.
  var hidden: Set<UInt64> = []

  /// The tables of the log.
  ///
  /// Their names and contents are for ever.
  package struct Tables: Sendable {
    /// seq u64 → ``Record``.
    package let log: Table
    /// seq u64 → the hashes of the perfect subtrees that leaf seq - 1 completes, smallest first.
    package let tree: Table
    /// source ‖ 0x00 ‖ id → seq u64.
    ///
    /// Unhashed, so that ordered ids stay ordered.
    package let ids: Table
    /// seq u64 of a `source.filed` → the source's text.
    package let texts: Table
    /// Names of the journal's own facts → their values.
    package let meta: Table

    /// The names of the tables, in the order above.
    package static let names = ["log", "tree", "ids", "texts", "meta"]
  }

  /// The version of the tables above, under `format` in `meta`.
  static let format: UInt8 = 1

  /// Opens the log of an environment, and makes it if the environment is new.
  ///
  /// - Throws: ``JournalError`` of kind `.format` for another version, else the store's error.
  package init(environment: Environment) throws {
    self.environment = environment
    let opened = try environment.write { transaction throws in
      let tables = Tables(
        log: try transaction.openTable(named: "log"),
        tree: try transaction.openTable(named: "tree"),
        ids: try transaction.openTable(named: "ids"),
        texts: try transaction.openTable(named: "texts"),
        meta: try transaction.openTable(named: "meta")
      )
      return Opened(
        tables: tables,
        ownSource: try Journal.identity(in: tables.meta, of: &transaction)
      )
    }
    tables = opened.tables
    ownSource = opened.ownSource
  }

  private struct Opened {
    let tables: Tables
    let ownSource: Text
  }

  /// Opens the log that a transaction sees, and makes nothing: for as long as that transaction lasts.
  ///
  /// - Parameters:
  ///   - environment: What the transaction reads; it may be read-only.
  ///   - transaction: Where the tables are opened.
  /// - Throws: ``JournalDamage`` if a table or the identity is missing, ``JournalError`` of kind
  ///   `.format` for another version, else the store's error.
  package init<T: ReadableTransaction & ~Copyable>(
    existingIn environment: Environment,
    _ transaction: borrowing T
  ) throws {
    func table(_ name: String, _ transaction: borrowing T) throws -> Table {
      guard let table = try transaction.existingTable(named: name) else {
        throw JournalDamage("the journal has no table \(name)")
      }
      return table
    }
    self.environment = environment
    tables = Tables(
      log: try table("log", transaction),
      tree: try table("tree", transaction),
      ids: try table("ids", transaction),
      texts: try table("texts", transaction),
      meta: try table("meta", transaction)
    )
    guard let source = try Journal.storedIdentity(in: tables.meta, transaction) else {
      throw JournalDamage("the journal does not say of what format it is")
    }
    ownSource = source
  }

  private static func identity(
    in meta: Table,
    of transaction: inout WriteTransaction
  ) throws -> Text {
    if let source = try storedIdentity(in: meta, transaction) { return source }
    let source = Text("urn:uuid:" + UUIDGenerator.random())
    try transaction.put(meta, MetaKey.format, [Journal.format])
    try transaction.put(meta, MetaKey.journal, Array(source.utf8))
    return source
  }

  /// The journal's own source, once its format is known to be ours; nil in a journal just made.
  private static func storedIdentity<T: ReadableTransaction & ~Copyable>(
    in meta: Table,
    _ transaction: borrowing T
  ) throws -> Text? {
    guard let format = try transaction.value(meta, MetaKey.format)?.toArray() else { return nil }
    guard format == [Journal.format] else {
      throw JournalError(
        .format,
        "the journal is of format \(format), this program knows \(Journal.format)",
        hint: "open it with the version that wrote it, or a newer one"
      )
    }
    guard let source = try transaction.value(meta, MetaKey.journal)?.toString() else {
      throw JournalError(.damaged, "the journal has no identity")
    }
    return Text(source)
  }

  /// The keys of `meta`; ``all`` lists them, and any other is damage.
  package enum MetaKey {
    static let format = Array("format".utf8)
    static let journal = Array("journal".utf8)
    /// Which generation and version of each projection is live; see `ProjectionRegistry`.
    package static let projections = Array("projections".utf8)
    /// How far a rebuild has come; see `RebuildMark`.
    package static let rebuild = Array("rebuild".utf8)

    /// Every key there may be.
    package static let all = [format, journal, projections, rebuild]
  }

  /// The table of the journal's own facts.
  package var meta: Table { tables.meta }

  /// Gives a journal the identity of the one that it restores.
  ///
  /// ``ownSource`` is that of this opening; the next knows the new one.
  package func adopt(identity: Text, _ transaction: inout WriteTransaction) throws {
    try transaction.put(tables.meta, MetaKey.journal, Array(identity.utf8))
  }
}
