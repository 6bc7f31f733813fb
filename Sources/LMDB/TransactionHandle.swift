internal import CLMDB

/// A transaction as the C library knows it; opaque outside this module.
///
/// It says nothing about lifetime, so only the transactions that own it may use it.
@safe
public struct TransactionHandle {
  // Valid while the transaction that vends this handle is open; see ``Environment``.
  @usableFromInline let pointer: OpaquePointer
  let tally: TransactionTally
  let environment: UInt32

  init(_ slot: TransactionSlot, environment: UInt32) {
    unsafe self.pointer = slot.pointer
    self.tally = slot.tally
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
    tally.requireNone()
    try check(table, operation)
  }

  /// Runs `mdb_get`; the bytes are valid as long as the transaction and its next change allow.
  @unsafe @usableFromInline
  func lookUp(_ table: Table, _ key: RawSpan) throws(LMDBError) -> UnsafeRawBufferPointer? {
    try check(table, "mdb_get")
    try checkKey(key, "mdb_get")
    tally.countStep()
    var value = unsafe MDB_val()
    // `mdb_get` reads the key during the call only, and does not write to it.
    let status = unsafe key.withUnsafeBytes { bytes in
      var keyValue = unsafe MDB_val(bytes)
      return unsafe mdb_get(pointer, table.identifier, &keyValue, &value)
    }
    if status == MDB_SUCCESS { return unsafe UnsafeRawBufferPointer(value) }
    if status == MDB_NOTFOUND { return nil }
    throw failure(status, "mdb_get")
  }

  /// Runs `mdb_get` with an integer for a key, most significant byte first.
  @unsafe @usableFromInline
  func lookUp(
    _ table: Table,
    bigEndian key: UInt64
  ) throws(LMDBError) -> UnsafeRawBufferPointer? {
    // The key is read during the call only; an integer has no padding.
    unsafe try withUnsafeBytes(of: key.bigEndian) { bytes throws(LMDBError) in
      unsafe try lookUp(table, RawSpan(_unsafeBytes: bytes))
    }
  }

  /// Opens a cursor, which its owner must close before the transaction ends.
  @usableFromInline
  func openCursor(_ table: Table) throws(LMDBError) -> CursorCore {
    try check(table, "mdb_cursor_open")
    var cursor: OpaquePointer?
    // The transaction is open as long as its handle is in use.
    let status = unsafe mdb_cursor_open(pointer, table.identifier, &cursor)
    guard status == MDB_SUCCESS, let cursor = unsafe cursor else {
      throw failure(status, "mdb_cursor_open")
    }
    return unsafe CursorCore(cursor, tally)
  }

  func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
    try check(table, "mdb_stat")
    var figures = MDB_stat()
    // As above; the structure is plain numbers.
    let status = unsafe mdb_stat(pointer, table.identifier, &figures)
    guard status == MDB_SUCCESS else { throw failure(status, "mdb_stat") }
    return TableStatistics(figures)
  }

  private func failure(_ status: Int32, _ operation: String) -> LMDBError {
    tally.fail()
    return LMDBError(status, operation: operation)
  }

  var identifier: UInt64 {
    // As above.
    UInt64(unsafe mdb_txn_id(pointer))
  }
}

/// A transaction of the C library with what is counted about it.
///
/// `@unchecked Sendable`: with `MDB_NOTLS` a read transaction is not bound to a thread, and the
/// pool hands it to one user at a time; that of a writer never leaves its closure.
@safe
struct TransactionSlot: @unchecked Sendable {
  let pointer: OpaquePointer
  let tally: TransactionTally
}

/// What is counted about a transaction: its open cursors, its steps, and the commits before it.
///
/// Lifetimes make sure that no cursor is open at any change and at the end, with one hole: Swift
/// 6.3.1 lets a noncopyable value be assigned to a captured or `inout` variable that outlives what it
/// depends on. So cursors are counted as well, and one found alive then is a trap.
@safe
struct TransactionTally {
  private struct Counts {
    var openCursors = 0
    var steps = 0
    var commits = 0
    var hasFailed = false
  }

  // Allocated with the slot and freed with it; used by the thread of the transaction only.
  private let counts: UnsafeMutablePointer<Counts>

  init() {
    unsafe counts = .allocate(capacity: 1)
    unsafe counts.initialize(to: Counts())
  }

  /// How many entries the transaction has looked for: moves of cursors, and values read.
  ///
  /// A measure of cost that no load of the machine changes; counted in debug builds, 0 in others.
  var stepCount: Int {
    // See above.
    unsafe counts.pointee.steps
  }

  @inline(__always)
  func countStep() {
    #if DEBUG
    // See above.
    unsafe counts.pointee.steps += 1
    #endif
  }

  func add(_ difference: Int) {
    // See above.
    unsafe counts.pointee.openCursors += difference
  }

  /// Traps if a cursor of the transaction is open.
  func requireNone() {
    // See above.
    precondition(unsafe counts.pointee.openCursors == 0, "A cursor is in use beyond its lifetime")
  }

  /// Notes how many commits the pool knew of when a snapshot was asked for.
  func begin(afterCommits count: Int) {
    // See above.
    unsafe counts.pointee.commits = count
    unsafe counts.pointee.hasFailed = false
  }

  /// Notes that the C library has failed in the transaction, and may refuse it from now on.
  func fail() {
    // See above.
    unsafe counts.pointee.hasFailed = true
  }

  /// Whether the snapshot is still the last one, and of use, if there were so many commits by now.
  func isCurrent(afterCommits count: Int) -> Bool {
    // See above.
    unsafe counts.pointee.commits == count && !counts.pointee.hasFailed
  }

  /// Frees the counter; the transaction must be over.
  func deallocate() {
    // See above.
    unsafe counts.deallocate()
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
