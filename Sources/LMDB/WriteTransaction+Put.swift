internal import CLMDB

extension WriteTransaction {
  /// Stores a value under a key, in place of the value that was there.
  ///
  /// The corresponding C function is `mdb_put`. Cost: one descent; with keys of random order each
  /// put changes a page of its own.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store; values above about 2 KiB get pages of their own.
  /// - Throws: `.badValueSize` for an impossible key, `.mapFull` (which ends the transaction).
  public mutating func put(
    _ table: Table,
    _ key: RawSpan,
    _ value: RawSpan
  ) throws(LMDBError) {
    try handle.put(table, key, value)
  }

  /// Stores a value under a key that is greater than every key of the table.
  ///
  /// The corresponding C flag is `MDB_APPEND`. Cost: no search, and pages are filled to the brim.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: `.keyExists` if the key is not the greatest; nothing has changed then.
  public mutating func append(
    _ table: Table,
    _ key: RawSpan,
    _ value: RawSpan
  ) throws(LMDBError) {
    let status = try handle.put(table, key, value, UInt32(MDB_APPEND))
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_put(APPEND)") }
  }

  /// Stores a value under a key unless the key is there.
  ///
  /// The corresponding C flag is `MDB_NOOVERWRITE`.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Returns: Whether the value was stored; `false` if the key was there.
  /// - Throws: `.badValueSize` for an impossible key, `.mapFull` (which ends the transaction).
  public mutating func putIfAbsent(
    _ table: Table,
    _ key: RawSpan,
    _ value: RawSpan
  ) throws(LMDBError) -> Bool {
    let status = try handle.put(table, key, value, UInt32(MDB_NOOVERWRITE))
    if status == MDB_KEYEXIST { return false }
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_put") }
    return true
  }

  /// Removes a key and its value.
  ///
  /// The corresponding C function is `mdb_del`.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: Whether the key was there.
  /// - Throws: `.badValueSize` for an impossible key, `.mapFull` (which ends the transaction).
  @discardableResult
  public mutating func delete(_ table: Table, _ key: RawSpan) throws(LMDBError) -> Bool {
    try handle.checkChange(table, "mdb_del")
    try checkKey(key, "mdb_del")
    // LMDB reads the key during the call only.
    let status = unsafe key.withUnsafeBytes { bytes in
      var keyValue = unsafe MDB_val(bytes)
      return unsafe mdb_del(handle.pointer, table.identifier, &keyValue, nil)
    }
    if status == MDB_NOTFOUND { return false }
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_del") }
    return true
  }

  /// Stores a value that the closure writes straight into the page.
  ///
  /// The corresponding C flag is `MDB_RESERVE`.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - byteCount: The size of the value.
  ///   - appending: Whether the key must be the greatest, as for ``append(_:_:_:)``.
  ///   - fill: Writes the value; traps unless it writes exactly `byteCount` bytes, for the rest
  ///     would be bytes of other memory.
  /// - Throws: As ``put(_:_:_:)`` and ``append(_:_:_:)``; `fill` was not called then.
  public mutating func reserve(
    _ table: Table,
    _ key: RawSpan,
    byteCount: Int,
    appending: Bool = false,
    fill: (inout OutputRawSpan) -> Void
  ) throws(LMDBError) {
    try handle.checkChange(table, "mdb_put(RESERVE)")
    try checkKey(key, "mdb_put(RESERVE)")
    precondition(byteCount >= 0, "A value cannot have \(byteCount) bytes")
    let flags = UInt32(MDB_RESERVE) | (appending ? UInt32(MDB_APPEND) : 0)
    var value = unsafe MDB_val(mv_size: byteCount, mv_data: nil)
    // LMDB reads the key during the call only, and points `value` into a dirty page.
    let status = unsafe key.withUnsafeBytes { bytes in
      var keyValue = unsafe MDB_val(bytes)
      return unsafe mdb_put(handle.pointer, table.identifier, &keyValue, &value, flags)
    }
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_put(RESERVE)") }
    // The page stays where it is until the next change, which cannot happen in `fill`.
    let page = unsafe UnsafeMutableRawBufferPointer(start: value.mv_data, count: byteCount)
    var output = unsafe OutputRawSpan(buffer: page, initializedCount: 0)
    fill(&output)
    let written = unsafe output.finalize(for: page)
    precondition(written == byteCount, "\(written) of \(byteCount) reserved bytes were written")
  }
}

extension TransactionHandle {
  /// Stores a value under a key, in place of the value that was there.
  @usableFromInline
  func put(_ table: Table, _ key: RawSpan, _ value: RawSpan) throws(LMDBError) {
    let status = try put(table, key, value, 0)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_put") }
  }

  /// Runs `mdb_put` with flags and returns its status.
  func put(
    _ table: Table,
    _ key: RawSpan,
    _ value: RawSpan,
    _ flags: UInt32
  ) throws(LMDBError) -> Int32 {
    try checkChange(table, "mdb_put")
    try checkKey(key, "mdb_put")
    // LMDB reads key and value during the call only.
    return unsafe key.withUnsafeBytes { keyBytes in
      unsafe value.withUnsafeBytes { valueBytes in
        var keyValue = unsafe MDB_val(keyBytes)
        var dataValue = unsafe MDB_val(valueBytes)
        return unsafe mdb_put(pointer, table.identifier, &keyValue, &dataValue, flags)
      }
    }
  }
}
