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
  let tables: Tables
  /// Events that read as redacted though their content is there still; see ``hiding(_:)``.
  var hidden: Set<UInt64> = []

  /// The tables of the log.
  ///
  /// Their names and contents are for ever.
  struct Tables: Sendable {
    /// seq u64 → ``Record``.
    let log: Table
    /// seq u64 → the hashes of the perfect subtrees that leaf seq - 1 completes, smallest first.
    let tree: Table
    /// source ‖ 0x00 ‖ id → seq u64.
    ///
    /// Unhashed, so that ordered ids stay ordered.
    let ids: Table
    /// seq u64 of a `source.filed` → the source's text.
    let texts: Table
    /// Names of the journal's own facts → their values.
    let meta: Table
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

  private static func identity(
    in meta: Table,
    of transaction: inout WriteTransaction
  ) throws -> Text {
    let format = try transaction.value(meta, MetaKey.format)?.toArray()
    if let format {
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
    let source = Text("urn:uuid:" + UUIDGenerator.random())
    try transaction.put(meta, MetaKey.format, [Journal.format])
    try transaction.put(meta, MetaKey.journal, Array(source.utf8))
    return source
  }

  /// The keys of `meta`.
  package enum MetaKey {
    static let format = Array("format".utf8)
    static let journal = Array("journal".utf8)
    /// Which generation and version of each projection is live; see `ProjectionRegistry`.
    package static let projections = Array("projections".utf8)
  }

  /// The table of the journal's own facts.
  package var meta: Table { tables.meta }
}
