internal import CLMDB

/// A transaction as the C library knows it; opaque outside this module.
///
/// It says nothing about lifetime, so only the transactions that own it may use it.
@safe
public struct TransactionHandle {
  // Valid while the transaction that vends this handle is open; see ``Environment``.
  @usableFromInline let pointer: OpaquePointer
  let openCursors: OpenCursors
  let environment: UInt32

  init(_ slot: TransactionSlot, environment: UInt32) {
    unsafe self.pointer = slot.pointer
    self.openCursors = slot.openCursors
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

  /// Refuses as `check` does, and traps if a cursor would see the change.
  func checkChange(_ table: Table, _ operation: String) throws(LMDBError) {
    openCursors.requireNone()
    try check(table, operation)
  }

  /// Runs `mdb_get`; the bytes are valid as long as the transaction and its next change allow.
  @unsafe @usableFromInline
  func lookUp(_ table: Table, _ key: RawSpan) throws(LMDBError) -> UnsafeRawBufferPointer? {
    try check(table, "mdb_get")
    try checkKey(key, "mdb_get")
    openCursors.countStep()
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
    return unsafe CursorCore(cursor, openCursors)
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

/// A transaction of the C library with the count of its cursors.
///
/// `@unchecked Sendable`: with `MDB_NOTLS` a read transaction is not bound to a thread, and the
/// pool hands it to one user at a time; that of a writer never leaves its closure.
@safe
struct TransactionSlot: @unchecked Sendable {
  let pointer: OpaquePointer
  let openCursors: OpenCursors
}

/// How many cursors of a transaction are open.
///
/// Lifetimes make sure that it is zero at every change and at the end, with one hole: Swift 6.3.1
/// lets a noncopyable value be assigned to a captured or `inout` variable that outlives what it
/// depends on. So it is counted as well, and a cursor found alive then is a trap.
@safe
struct OpenCursors {
  // Allocated with the slot and freed with it; used by the thread of the transaction only.
  private let count: UnsafeMutablePointer<Int>

  init() {
    unsafe count = .allocate(capacity: 2)
    unsafe count.initialize(repeating: 0, count: 2)
  }

  /// How many entries the transaction has looked for: moves of cursors, and values read.
  ///
  /// A measure of cost that no load of the machine changes; counted in debug builds, 0 in others.
  var stepCount: Int {
    // See above; the second number.
    unsafe count[1]
  }

  @inline(__always)
  func countStep() {
    #if DEBUG
    // See above.
    unsafe count[1] += 1
    #endif
  }

  func add(_ difference: Int) {
    // See above.
    unsafe count.pointee += difference
  }

  /// Traps if a cursor of the transaction is open.
  func requireNone() {
    // See above.
    precondition(unsafe count.pointee == 0, "A cursor is in use beyond its lifetime")
  }

  /// Frees the counter; the transaction must be over.
  func deallocate() {
    // See above.
    unsafe count.deallocate()
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
