internal import CLMDB

extension Environment {
  /// Opens a table in a transaction of its own; also in a read-only environment.
  ///
  /// Do this once per table, at start, while nothing else uses the environment.
  ///
  /// - Parameters:
  ///   - name: The name of the table; its UTF-8 may not hold a zero byte.
  ///   - create: Whether to create the table if it is missing.
  /// - Returns: The handle, of use at once.
  /// - Throws: `.notFound` if it is missing and may not be created, `.tablesFull`, or why the
  ///   transaction failed.
  public func openTable(named name: String, create: Bool = true) throws(LMDBError) -> Table {
    guard configuration.access != .readWrite else {
      return try write { transaction throws(LMDBError) in
        try transaction.openTable(named: name, create: create)
      }
    }
    readers.enter()
    defer { readers.leave() }
    var pointer: OpaquePointer?
    // The environment is open as long as this object lives. Only a commit keeps the handle.
    var status = unsafe mdb_txn_begin(core.pointer, nil, UInt32(MDB_RDONLY), &pointer)
    guard status == MDB_SUCCESS, let pointer = unsafe pointer else {
      throw LMDBError(status, operation: "mdb_txn_begin")
    }
    let slot = unsafe TransactionSlot(pointer: pointer, tally: TransactionTally())
    defer { slot.tally.deallocate() }
    let transaction = TransactionHandle(slot, environment: number)
    let table: Table
    do throws(LMDBError) {
      table = try transaction.openTable(named: name, create: false)
    } catch {
      // Begun above and used by nobody else.
      unsafe mdb_txn_abort(pointer)
      throw error
    }
    status = unsafe mdb_txn_commit(pointer)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_txn_commit") }
    return table
  }
}
