internal import CLMDB

/// The position of a cursor in its table, and the moves; knows nothing of lifetimes.
///
/// Whoever holds it closes it exactly once, before its transaction ends.
@usableFromInline @safe
struct CursorCore: ~Copyable {
  /// Where the cursor stands between two calls.
  @usableFromInline
  enum Position {
    case new, beforeFirst, entry, deleted, afterLast
  }

  /// An entry as LMDB has found it.
  @usableFromInline @unsafe
  struct Found {
    @usableFromInline let key: UnsafeRawBufferPointer
    @usableFromInline let value: UnsafeRawBufferPointer

    @usableFromInline
    init(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
      unsafe self.key = unsafe key
      unsafe self.value = unsafe value
    }
  }

  // Open until `close()`; this structure cannot be copied.
  let pointer: OpaquePointer
  let tally: TransactionTally
  var position: Position = .new

  @unsafe
  init(_ pointer: OpaquePointer, _ tally: TransactionTally) {
    unsafe self.pointer = unsafe pointer
    self.tally = tally
    tally.add(1)
  }
}

extension CursorCore {
  /// Closes the cursor; for the `deinit` of its owner only.
  ///
  /// Not a `deinit` here: Swift 6.3.1 crashes when it inlines that into the owner's accessors.
  @usableFromInline
  func close() {
    // The lifetime of the owner ends before that of its transaction, also in a write transaction;
    // so this is the only close.
    unsafe mdb_cursor_close(pointer)
    tally.add(-1)
  }

  @usableFromInline
  mutating func first() throws(LMDBError) -> Found? {
    unsafe try move(MDB_FIRST, otherwise: .afterLast)
  }

  @usableFromInline
  mutating func last() throws(LMDBError) -> Found? {
    unsafe try move(MDB_LAST, otherwise: .beforeFirst)
  }

  @usableFromInline
  mutating func next() throws(LMDBError) -> Found? {
    switch position {
    case .entry, .deleted: unsafe try move(MDB_NEXT, otherwise: .afterLast)
    case .new, .beforeFirst: unsafe try move(MDB_FIRST, otherwise: .afterLast)
    case .afterLast: nil
    }
  }

  @usableFromInline
  mutating func previous() throws(LMDBError) -> Found? {
    switch position {
    case .entry, .deleted: unsafe try move(MDB_PREV, otherwise: .beforeFirst)
    case .new, .afterLast: unsafe try move(MDB_LAST, otherwise: .beforeFirst)
    case .beforeFirst: nil
    }
  }

  @usableFromInline
  mutating func current() throws(LMDBError) -> Found? {
    guard position == .entry else { return nil }
    return unsafe try move(MDB_GET_CURRENT, otherwise: .afterLast)
  }

  @usableFromInline
  mutating func seek(_ key: RawSpan) throws(LMDBError) -> Found? {
    try checkKey(key, "mdb_cursor_get")
    // LMDB reads the key during the call only, then points `keyValue` into the map.
    return unsafe try key.withUnsafeBytes { bytes throws(LMDBError) in
      unsafe try move(MDB_SET_RANGE, from: MDB_val(bytes), otherwise: .afterLast)
    }
  }

  @usableFromInline
  mutating func seekBackward(_ key: RawSpan) throws(LMDBError) -> Found? {
    guard let found = unsafe try seek(key) else { return unsafe try last() }
    // The bytes were found just now and nothing has changed since.
    let isSame = unsafe RawSpan(_unsafeBytes: found.key).isEqual(to: key)
    return isSame ? unsafe found : unsafe try previous()
  }

  /// Runs `mdb_cursor_get` and keeps the position.
  private mutating func move(
    _ operation: MDB_cursor_op,
    from start: MDB_val = unsafe MDB_val(),
    otherwise end: Position
  ) throws(LMDBError) -> Found? {
    tally.countStep()
    var key = unsafe start
    var value = unsafe MDB_val()
    // The cursor is open until `close()`.
    let status = unsafe mdb_cursor_get(pointer, &key, &value, operation)
    if status == MDB_SUCCESS {
      position = .entry
      return unsafe Found(key: UnsafeRawBufferPointer(key), value: UnsafeRawBufferPointer(value))
    }
    position = end
    if status == MDB_NOTFOUND { return nil }
    tally.fail()
    throw LMDBError(status, operation: "mdb_cursor_get")
  }
}
