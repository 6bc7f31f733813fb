internal import CLMDB

extension ReadableTransaction where Self: ~Copyable {
  /// The names of all tables, in byte order; a name that is not UTF-8 has its bad bytes replaced.
  ///
  /// Named tables are entries of an unnamed one, which holds nothing else.
  ///
  /// - Returns: The names.
  /// - Throws: A failure of the store.
  public borrowing func tableNames() throws(LMDBError) -> [String] {
    let main = try handle.mainTable()
    var names: [String] = []
    var cursor = try cursor(main)
    while let entry = try cursor.next() {
      names.append(String(decoding: entry.key.toArray(), as: UTF8.self))
    }
    return names
  }

  /// Opens a table that exists, for use in this transaction.
  ///
  /// For a read-only environment that is read in one transaction: a handle opened in a read
  /// transaction is void when that ends.
  ///
  /// - Parameter name: The name of the table.
  /// - Returns: The handle, or `nil` if there is no such table.
  /// - Throws: `.tablesFull`, or a failure of the store.
  public borrowing func existingTable(named name: String) throws(LMDBError) -> Table? {
    do throws(LMDBError) {
      return try handle.openTable(named: name, create: false)
    } catch {
      guard error.code == .notFound else { throw error }
      return nil
    }
  }
}

extension TransactionHandle {
  /// The unnamed table, in which the named ones are entries.
  fileprivate func mainTable() throws(LMDBError) -> Table {
    var identifier: MDB_dbi = 0
    // The transaction is open as long as its handle is in use; without a name nothing is copied.
    let status = unsafe mdb_dbi_open(pointer, nil, 0, &identifier)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_dbi_open") }
    return Table(identifier: identifier, environment: environment)
  }
}
