internal import CLMDB
internal import Glibc
internal import Synchronization

extension Environment {
  /// Opens in this environment the tables that another has open, under the same numbers.
  ///
  /// - Parameter other: The environment whose ``Table`` values are to be valid here after
  ///   ``exchange(with:patience:)``.
  /// - Returns: The tables, those of the other beside those of this one.
  /// - Throws: `.badTable` if this environment had other tables open already, or why a table could
  ///   not be made.
  @discardableResult
  public func openTables(
    like other: Environment
  ) throws(LMDBError) -> [(theirs: Table, ours: Table)] {
    var pairs: [(theirs: Table, ours: Table)] = []
    let wanted = OpenEnvironments.tables(of: other.number).sorted { $0.value < $1.value }
    for (name, identifier) in wanted {
      let table = try openTable(named: name)
      guard table.identifier == identifier else {
        throw LMDBError(.badTable, operation: "mdb_dbi_open")
      }
      let theirs = Table(identifier: identifier, environment: other.number)
      pairs.append((theirs, table))
    }
    return pairs
  }

  /// Takes over the file of another environment, in place of its own, while both are open.
  ///
  /// The other's data file is renamed over this one's, so that a crash at any moment leaves one of
  /// both, whole, under this environment's path. From then on every transaction of this object, and
  /// every ``Table``, is of the new file; the other object owns the old one, which has no name any
  /// more, and closes it when it is dropped. Those who read meanwhile are waited for, those who come
  /// are held up, in all no longer than `patience`. Call ``flushNames()`` before the next commit.
  ///
  /// The other environment must have been filled by ``openTables(like:)`` and must be on the disk:
  /// see ``sync()``. It is made as durable as this one is configured to be.
  ///
  /// - Parameters:
  ///   - other: An environment on the same file system that nobody uses.
  ///   - patience: How many microseconds readers may be held up.
  /// - Returns: False if somebody stayed inside all that time; nothing has changed then.
  /// - Throws: `.badTable` if the tables differ, or the failure of a rename: this environment still
  ///   has its own file.
  public func exchange(
    with other: Environment,
    patience: UInt32 = 50_000
  ) throws(LMDBError) -> Bool {
    guard OpenEnvironments.tables(of: number) == OpenEnvironments.tables(of: other.number) else {
      throw LMDBError(.badTable, operation: "exchange")
    }
    let isDone = try readers.exclusively(within: patience) { () throws(LMDBError) -> Bool in
      let isFree = try other.readers.exclusively(within: 0) { () throws(LMDBError) -> Bool in
        try takeOver(other)
        return true
      }
      return isFree ?? false
    }
    return isDone == true
  }

  /// Makes the names of the files durable, after ``exchange(with:patience:)``.
  ///
  /// Nothing may be committed before: after a power cut the name could be that of the old file.
  ///
  /// - Throws: A failure of the disk; which of the two files a new start finds is not known then.
  public func flushNames() throws(LMDBError) {
    try flushDirectory(path)
  }

  /// Renames, exchanges; nobody is inside either environment.
  private func takeOver(_ other: Environment) throws(LMDBError) {
    if configuration.durability == .full, other.configuration.durability == .withoutSync {
      // The descriptor for synchronous meta pages is there whatever the flags (mdb_env_open).
      let status = unsafe mdb_env_set_flags(other.core.pointer, UInt32(MDB_NOSYNC), 0)
      guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_set_flags") }
    }
    // The lock file first: one that is newer than its data file harms nobody, since the next to open
    // both is alone and makes it anew.
    for file in ["/lock.mdb", "/data.mdb"] {
      // The names are read during the call only.
      guard unsafe rename(other.path + file, path + file) == 0 else {
        throw LMDBError(errno, operation: "rename")
      }
    }
    readers.abortAll()
    other.readers.abortAll()
    core.exchange(with: other.core)
    spaceEnd.store(0, ordering: .relaxed)
  }
}
