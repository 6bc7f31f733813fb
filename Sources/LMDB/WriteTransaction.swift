internal import CLMDB

/// The one transaction that may change an ``Environment``, for the time of a closure.
///
/// It reads its own changes. When the closure returns, all of them are committed at once; when it
/// throws, none is. Keys and values handed in are copied; they may not come from this transaction,
/// for a change may move what was read, and the compiler refuses that.
///
/// After an operation has thrown anything but `.keyExists`, `.badValueSize` or `.badTable`, LMDB
/// refuses all others and the commit with `.badTransaction`. The corresponding C type is `MDB_txn`.
@safe
public struct WriteTransaction: ReadableTransaction, ~Copyable {
  /// The transaction as the C library knows it; of no use outside this module.
  public let handle: TransactionHandle

  @usableFromInline
  init(_ handle: TransactionHandle) {
    self.handle = handle
  }
}

extension WriteTransaction {
  /// Opens a table, and creates it unless told otherwise.
  ///
  /// The corresponding C function is `mdb_dbi_open`. Opening a table again gives the same handle.
  ///
  /// - Parameters:
  ///   - name: The name of the table; its UTF-8 may not hold a zero byte.
  ///   - create: Whether to create the table if it is missing.
  /// - Returns: The handle, of use to others as soon as this transaction has committed.
  /// - Throws: `.notFound` if it is missing and may not be created, `.tablesFull`.
  public mutating func openTable(
    named name: String,
    create: Bool = true
  ) throws(LMDBError) -> Table {
    try handle.openTable(named: name, create: create)
  }

  /// Removes every entry of a table and keeps the table.
  ///
  /// The corresponding C function is `mdb_drop`. Cost: every page is visited; not for great tables.
  ///
  /// - Parameter table: The table to empty.
  /// - Throws: A failure of the store, which ends the transaction.
  public mutating func clear(_ table: Table) throws(LMDBError) {
    try handle.checkChange(table, "mdb_drop")
    // The transaction is open as long as its handle is in use.
    let status = unsafe mdb_drop(handle.pointer, table.identifier, 0)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_drop") }
  }

  /// Opens a cursor that can change what it walks over.
  ///
  /// The corresponding C function is `mdb_cursor_open`. Several appends through one cursor are
  /// faster than through the transaction.
  ///
  /// - Parameter table: The table to walk.
  /// - Returns: The cursor; while it lives the transaction cannot be used otherwise.
  /// - Throws: `.badTable` for a table of another environment.
  @_lifetime(&self)
  public mutating func writeCursor(_ table: Table) throws(LMDBError) -> WriteCursor {
    let core = try handle.openCursor(table)
    // Ties the cursor to this transaction, in which it was opened.
    return unsafe _overrideLifetime(WriteCursor(core), mutating: &self)
  }
}

extension TransactionHandle {
  func openTable(named name: String, create: Bool) throws(LMDBError) -> Table {
    var identifier: MDB_dbi = 0
    // LMDB copies the name, and the transaction is open as long as its handle is in use.
    let status = unsafe mdb_dbi_open(pointer, name, create ? UInt32(MDB_CREATE) : 0, &identifier)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_dbi_open") }
    let table = Table(identifier: identifier, environment: environment)
    OpenEnvironments.note(table, named: name)
    return table
  }
}
