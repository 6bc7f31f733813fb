internal import CLMDB

/// A transaction as the C library knows it; opaque outside this module.
///
/// It says nothing about lifetime, so only the transactions that own it may use it.
@safe
public struct TransactionHandle {
  // Valid while the transaction that vends this handle is open; see ``Environment``.
  @usableFromInline let pointer: OpaquePointer
  @usableFromInline let environment: UInt32

  init(pointer: OpaquePointer, environment: UInt32) {
    unsafe self.pointer = unsafe pointer
    self.environment = environment
  }
}

extension TransactionHandle {
  /// Refuses a table of another environment: its number would name some other table here.
  func check(_ table: Table, _ operation: String) throws(LMDBError) {
    guard table.environment == environment else {
      throw LMDBError(.badTable, operation: operation)
    }
  }

  /// Runs `mdb_get`; the bytes are valid as long as the transaction and its next change allow.
  @unsafe @usableFromInline
  func lookUp(_ table: Table, _ key: RawSpan) throws(LMDBError) -> UnsafeRawBufferPointer? {
    try check(table, "mdb_get")
    try checkKey(key, "mdb_get")
    var value = unsafe MDB_val()
    // `mdb_get` reads the key during the call only, and does not write to it.
    let status = unsafe key.withUnsafeBytes { bytes in
      var keyValue = unsafe MDB_val(bytes)
      return unsafe mdb_get(pointer, table.identifier, &keyValue, &value)
    }
    if status == MDB_SUCCESS { return unsafe UnsafeRawBufferPointer(value) }
    if status == MDB_NOTFOUND { return nil }
    throw LMDBError(status, operation: "mdb_get")
  }

  /// Opens a cursor, which its owner must close before the transaction ends.
  @usableFromInline
  func openCursor(_ table: Table) throws(LMDBError) -> CursorCore {
    try check(table, "mdb_cursor_open")
    var cursor: OpaquePointer?
    // The transaction is open as long as its handle is in use.
    let status = unsafe mdb_cursor_open(pointer, table.identifier, &cursor)
    guard status == MDB_SUCCESS, let cursor = unsafe cursor else {
      throw LMDBError(status, operation: "mdb_cursor_open")
    }
    return unsafe CursorCore(cursor)
  }

  func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
    try check(table, "mdb_stat")
    var figures = MDB_stat()
    // As above; the structure is plain numbers.
    let status = unsafe mdb_stat(pointer, table.identifier, &figures)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_stat") }
    return TableStatistics(figures)
  }

  var identifier: UInt64 {
    // As above.
    UInt64(unsafe mdb_txn_id(pointer))
  }
}

/// The greatest key that LMDB is compiled for.
@usableFromInline let keyByteCountMax = 511

/// Refuses keys that LMDB cannot store, before it is called.
func checkKey(_ key: RawSpan, _ operation: String) throws(LMDBError) {
  guard key.byteCount > 0, key.byteCount <= keyByteCountMax else {
    throw LMDBError(.badValueSize, operation: operation)
  }
}

extension MDB_val {
  /// Points at bytes that LMDB only reads, and only during the call.
  @unsafe init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.init(
      mv_size: bytes.count,
      mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    )
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes that LMDB has found.
  @unsafe init(_ value: MDB_val) {
    unsafe self.init(start: value.mv_data, count: value.mv_size)
  }
}
