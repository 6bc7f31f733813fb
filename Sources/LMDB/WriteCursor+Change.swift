internal import CLMDB

extension WriteCursor {
  /// Stores a value under a key, and stands on it.
  ///
  /// The corresponding C function is `mdb_cursor_put`.
  ///
  /// - Parameters:
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: `.badValueSize` for an impossible key, `.mapFull` (which ends the transaction).
  public mutating func put(_ key: RawSpan, _ value: RawSpan) throws(LMDBError) {
    try core.put(key, value, 0)
  }

  /// Stores a value under a key that is greater than every key of the table, and stands on it.
  ///
  /// The corresponding C flag is `MDB_APPEND`. Cost: no search at all; the fastest way to add.
  ///
  /// - Parameters:
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: `.keyExists` if the key is not the greatest.
  public mutating func append(_ key: RawSpan, _ value: RawSpan) throws(LMDBError) {
    try core.put(key, value, UInt32(MDB_APPEND))
  }

  /// Deletes the entry the cursor stands on.
  ///
  /// `next()` then gives the entry behind it and `previous()` the one before. The corresponding C
  /// function is `mdb_cursor_del`.
  ///
  /// - Returns: Whether the cursor stood on an entry.
  /// - Throws: A failure of the store, which ends the transaction.
  @discardableResult
  public mutating func deleteCurrent() throws(LMDBError) -> Bool {
    try core.deleteCurrent()
  }
}

extension CursorCore {
  /// Stores a value under a key, in place of the value that was there.
  @usableFromInline
  mutating func put(_ key: RawSpan, _ value: RawSpan) throws(LMDBError) {
    try put(key, value, 0)
  }

  mutating func put(_ key: RawSpan, _ value: RawSpan, _ flags: UInt32) throws(LMDBError) {
    try checkKey(key, "mdb_cursor_put")
    // The cursor is open until `close()`; LMDB reads key and value during the call only.
    let status = unsafe key.withUnsafeBytes { keyBytes in
      unsafe value.withUnsafeBytes { valueBytes in
        var keyValue = unsafe MDB_val(keyBytes)
        var dataValue = unsafe MDB_val(valueBytes)
        return unsafe mdb_cursor_put(pointer, &keyValue, &dataValue, flags)
      }
    }
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_cursor_put") }
    position = .entry
  }

  mutating func deleteCurrent() throws(LMDBError) -> Bool {
    guard position == .entry else { return false }
    // The cursor is open until `close()` and stands on an entry.
    let status = unsafe mdb_cursor_del(pointer, 0)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_cursor_del") }
    position = .deleted
    return true
  }
}
