/// What both kinds of transaction can do: read one consistent state of the environment.
///
/// Write what must read in either kind as a generic function over a borrowed transaction:
///
/// ```swift
/// func head<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws(LMDBError)
///   -> UInt64?
/// {
///   try transaction.value(meta, "head")?.loadBigEndian(as: UInt64.self)
/// }
/// ```
///
/// Every span and cursor handed out lives at most as long as the transaction and, in a write
/// transaction, at most until its next change; the compiler refuses all else. Only this module
/// conforms to the protocol.
public protocol ReadableTransaction: ~Copyable {
  /// The transaction as the C library knows it; of no use outside this module.
  var handle: TransactionHandle { get }
}

extension ReadableTransaction where Self: ~Copyable {
  /// Looks up the value of a key, without copying it.
  ///
  /// The corresponding C function is `mdb_get`. Cost: one descent of the tree.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: The bytes of the value, aligned to two bytes only; `nil` if the key is not there.
  /// - Throws: `.badValueSize` for an impossible key, `.badTable` for a table of another
  ///   environment.
  @inlinable @_lifetime(borrow self)
  public borrowing func value(_ table: Table, _ key: RawSpan) throws(LMDBError) -> RawSpan? {
    guard let found = unsafe try handle.lookUp(table, key) else { return nil }
    // The bytes lie in the map, which this transaction holds; `borrow self` ties them to it.
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// Looks up the value of a key, without copying it.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: The bytes of the value, aligned to two bytes only; `nil` if the key is not there.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable @_lifetime(borrow self)
  public borrowing func value(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> RawSpan? {
    try value(table, key.rawSpan)
  }

  /// Looks up the value of a key that is an integer, most significant byte first.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The integer.
  /// - Returns: The bytes of the value, aligned to two bytes only; `nil` if the key is not there.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable @_lifetime(borrow self)
  public borrowing func value(
    _ table: Table,
    bigEndian key: UInt64
  ) throws(LMDBError) -> RawSpan? {
    guard let found = unsafe try handle.lookUp(table, bigEndian: key) else { return nil }
    // As above.
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// Tells whether a key is there.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: Whether the table holds the key.
  /// - Throws: As ``value(_:_:)``.
  @inlinable
  public borrowing func contains(_ table: Table, _ key: RawSpan) throws(LMDBError) -> Bool {
    unsafe try handle.lookUp(table, key) != nil
  }

  /// Tells whether a key is there.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: Whether the table holds the key.
  /// - Throws: As ``value(_:_:)``.
  @inlinable
  public borrowing func contains(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> Bool {
    try contains(table, key.rawSpan)
  }

  /// Opens a cursor over a table, to walk it in either direction.
  ///
  /// The corresponding C function is `mdb_cursor_open`. Cost: one allocation; the cursor closes
  /// itself.
  ///
  /// - Parameter table: The table to walk.
  /// - Returns: The cursor; while it lives a write transaction cannot be changed.
  /// - Throws: `.badTable` for a table of another environment.
  @inlinable @_lifetime(borrow self)
  public borrowing func cursor(_ table: Table) throws(LMDBError) -> Cursor {
    let core = try handle.openCursor(table)
    // Ties the cursor to this transaction, in which it was opened.
    return unsafe _overrideLifetime(Cursor(core), borrowing: self)
  }

  /// Counts the entries and pages of a table.
  ///
  /// The corresponding C function is `mdb_stat`. Cost: none to speak of; nothing is walked.
  ///
  /// - Parameter table: The table to describe.
  /// - Returns: The figures as this transaction sees them.
  /// - Throws: `.badTable` for a table of another environment.
  public borrowing func statistics(_ table: Table) throws(LMDBError) -> TableStatistics {
    try handle.statistics(table)
  }

  /// How many entries were looked for so far: moves of cursors, and values read.
  ///
  /// A measure of cost that no load of the machine changes; counted in debug builds, 0 in others. A
  /// transaction that is used again counts on.
  package var stepCount: Int { handle.tally.stepCount }

  /// The identifier of the snapshot read, or of the commit being prepared.
  ///
  /// Not a sequence to keep: a compacting copy starts again at 1. The corresponding C function is
  /// `mdb_txn_id`.
  public var identifier: UInt64 { handle.identifier }
}
