package import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// What a data directory that nobody serves holds, at a glance.
package enum StoredHead {
  /// Reads the last seq and the root over all events.
  ///
  /// Two look-ups, no verification. Nothing is written but LMDB's lock file, which is taken away.
  ///
  /// - Parameter directory: A data directory; whoever calls sees to it that nobody serves it.
  /// - Returns: The last seq, and the root in lower-case hexadecimal.
  /// - Throws: ``JournalError``, or the store's error.
  package static func read(_ directory: String) throws -> (head: UInt64, root: Text) {
    var settings = Environment.Configuration()
    settings.maxTables = 8
    let environment = try Environment(path: directory + "/journal", configuration: settings)
    let journal = try Journal(environment: environment)
    return try environment.read { transaction throws in
      let head = try journal.head(transaction)
      return (head, Text(try journal.frontier(size: head, transaction).root.hex))
    }
  }
}
