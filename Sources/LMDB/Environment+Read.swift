internal import CLMDB

extension Environment {
  /// Reads one consistent state of the environment; the closure throws errors of its own type.
  ///
  /// Spell the type at the closure too: `read(throwing: My.self) { t throws(My) in … }`.
  ///
  /// - Parameters:
  ///   - type: The type of error that the closure throws.
  ///   - body: Reads. Keep it short: what it holds cannot be reused, and the file grows.
  /// - Returns: What the closure returns; it cannot be a span or a cursor.
  /// - Throws: `.storage` if the transaction did not begin (`.readersFull`), `.body` with the error
  ///   of the closure.
  @inlinable
  public func read<Result: ~Copyable, Failure: Error>(
    throwing type: Failure.Type,
    _ body: (borrowing ReadTransaction) throws(Failure) -> Result
  ) throws(TransactionError<Failure>) -> Result {
    let handle: TransactionHandle
    do throws(LMDBError) { handle = try beginRead() } catch { throw .storage(error) }
    defer { endRead(handle) }
    do throws(Failure) { return try body(ReadTransaction(handle)) } catch { throw .body(error) }
  }

  /// Reads one consistent state of the environment; the closure throws errors of the store only.
  ///
  /// Spell the type at the closure, `read { t throws(LMDBError) in … }`, unless nothing is thrown:
  /// Swift takes what a closure throws for `any Error`, and the overload that throws that.
  ///
  /// The corresponding C functions are `mdb_txn_begin` with `MDB_RDONLY`, or `mdb_txn_renew` and
  /// `mdb_txn_reset`; neither is called where the last snapshot is still held, see
  /// ``Configuration/isSoleWriter``. Cost: some ten nanoseconds; neither waits for writers nor makes them wait.
  ///
  /// - Parameter body: Reads. Keep it short: what it holds cannot be reused, and the file grows.
  /// - Returns: What the closure returns; it cannot be a span or a cursor.
  /// - Throws: The error of the closure, or `.readersFull`.
  @inlinable
  public func read<Result: ~Copyable>(
    _ body: (borrowing ReadTransaction) throws(LMDBError) -> Result
  ) throws(LMDBError) -> Result {
    let handle = try beginRead()
    defer { endRead(handle) }
    return try body(ReadTransaction(handle))
  }

  /// Reads one consistent state of the environment; the closure throws what it likes.
  ///
  /// - Parameter body: Reads. Keep it short: what it holds cannot be reused, and the file grows.
  /// - Returns: What the closure returns; it cannot be a span or a cursor.
  /// - Throws: The error of the closure, or an ``LMDBError``.
  @inlinable @_disfavoredOverload
  public func read<Result: ~Copyable>(
    _ body: (borrowing ReadTransaction) throws -> Result
  ) throws -> Result {
    let handle = try beginRead()
    defer { endRead(handle) }
    return try body(ReadTransaction(handle))
  }

  @usableFromInline
  func beginRead() throws(LMDBError) -> TransactionHandle {
    let (reader, commitCount) = readers.enterWithReader()
    if let reader {
      let slot = reader.slot
      // The transaction was reset when it came to the pool, or by the commit since, and is ours alone now.
      let status = reader.isCurrent ? MDB_SUCCESS : unsafe mdb_txn_renew(slot.pointer)
      guard status == MDB_SUCCESS else {
        readers.abort(slot)
        readers.leave()
        throw LMDBError(status, operation: "mdb_txn_renew")
      }
      slot.tally.begin(afterCommits: commitCount)
      return TransactionHandle(slot, environment: number)
    }
    var pointer: OpaquePointer?
    // The environment is open as long as this object lives.
    let status = unsafe mdb_txn_begin(core.pointer, nil, UInt32(MDB_RDONLY), &pointer)
    guard status == MDB_SUCCESS, let pointer = unsafe pointer else {
      readers.leave()
      throw LMDBError(status, operation: "mdb_txn_begin")
    }
    let slot = unsafe TransactionSlot(pointer: pointer, tally: TransactionTally())
    slot.tally.begin(afterCommits: commitCount)
    return TransactionHandle(slot, environment: number)
  }

  @usableFromInline
  func endRead(_ handle: TransactionHandle) {
    handle.tally.requireNone()
    // The closure has returned: no span, cursor or transaction of it is left.
    readers.leave(
      unsafe TransactionSlot(pointer: handle.pointer, tally: handle.tally)
    )
  }
}
