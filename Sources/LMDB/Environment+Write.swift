internal import CLMDB
internal import Glibc
internal import Synchronization

extension Environment {
  /// Changes the environment; the closure throws errors of its own type.
  ///
  /// Spell the type at the closure too: `write(throwing: My.self) { t throws(My) in … }`.
  ///
  /// - Parameters:
  ///   - type: The type of error that the closure throws.
  ///   - body: Changes and reads. It may not begin another write transaction.
  /// - Returns: What the closure returns.
  /// - Throws: `.body` with the error of the closure, after the transaction was aborted; `.storage`
  ///   if it did not begin or did not commit, see ``write(_:)``.
  @inlinable
  public func write<Result: ~Copyable, Failure: Error>(
    throwing type: Failure.Type,
    _ body: (inout WriteTransaction) throws(Failure) -> Result
  ) throws(TransactionError<Failure>) -> Result {
    let handle: TransactionHandle
    do throws(LMDBError) { handle = try beginWrite() } catch { throw .storage(error) }
    var transaction = WriteTransaction(handle)
    let result: Result
    do throws(Failure) {
      result = try body(&transaction)
    } catch {
      abortWrite(handle, transaction)
      throw .body(error)
    }
    do throws(LMDBError) { try commitWrite(handle, transaction) } catch { throw .storage(error) }
    return result
  }

  /// Changes the environment; the closure throws errors of the store only.
  ///
  /// Spell the type at the closure, `write { t throws(LMDBError) in … }`.
  ///
  /// When this returns, all changes are visible and (with `.full` durability) on stable storage;
  /// when it throws, none is, unless the error is fatal. Waits for the writer at work. The
  /// corresponding C functions are `mdb_txn_begin` and `mdb_txn_commit`. Cost: two flushes if
  /// anything changed.
  ///
  /// - Parameter body: Changes and reads. It may not begin another write transaction.
  /// - Returns: What the closure returns.
  /// - Throws: The error of the closure; `.nestedWrite`, `.accessDenied` if read-only;
  ///   at the commit `.badTransaction`, `.mapFull`, `.diskFull`, `.inputOutput`, `.panic`.
  @inlinable
  public func write<Result: ~Copyable>(
    _ body: (inout WriteTransaction) throws(LMDBError) -> Result
  ) throws(LMDBError) -> Result {
    let handle = try beginWrite()
    var transaction = WriteTransaction(handle)
    let result: Result
    do throws(LMDBError) {
      result = try body(&transaction)
    } catch {
      abortWrite(handle, transaction)
      throw error
    }
    try commitWrite(handle, transaction)
    return result
  }

  /// Changes the environment; the closure throws what it likes.
  ///
  /// - Parameter body: Changes and reads. It may not begin another write transaction.
  /// - Returns: What the closure returns.
  /// - Throws: The error of the closure, after the transaction was aborted, or an ``LMDBError``.
  @inlinable @_disfavoredOverload
  public func write<Result: ~Copyable>(
    _ body: (inout WriteTransaction) throws -> Result
  ) throws -> Result {
    let handle = try beginWrite()
    var transaction = WriteTransaction(handle)
    let result: Result
    do {
      result = try body(&transaction)
    } catch {
      abortWrite(handle, transaction)
      throw error
    }
    try commitWrite(handle, transaction)
    return result
  }

  @usableFromInline
  func beginWrite() throws(LMDBError) -> TransactionHandle {
    let thread = UInt(pthread_self())
    guard writerThread.load(ordering: .relaxed) != thread else {
      throw LMDBError(.nestedWrite, operation: "mdb_txn_begin")
    }
    readers.enter()
    var pointer: OpaquePointer?
    // The environment is open as long as this object lives, and not exchanged while we are inside.
    let status = unsafe mdb_txn_begin(core.pointer, nil, 0, &pointer)
    guard status == MDB_SUCCESS, let pointer = unsafe pointer else {
      readers.leave()
      throw LMDBError(status, operation: "mdb_txn_begin")
    }
    writerThread.store(thread, ordering: .relaxed)
    let slot = unsafe TransactionSlot(pointer: pointer, tally: TransactionTally())
    return TransactionHandle(slot, environment: number)
  }

  @usableFromInline
  func commitWrite(
    _ handle: TransactionHandle,
    _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) {
    endWrite(handle, transaction)
    // The closure has returned: no span, cursor or transaction of it is left. Frees in any case.
    let status = unsafe mdb_txn_commit(handle.pointer)
    readers.leaveAfterCommit()
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_txn_commit") }
  }

  @usableFromInline
  func abortWrite(_ handle: TransactionHandle, _ transaction: borrowing WriteTransaction) {
    endWrite(handle, transaction)
    // As above.
    unsafe mdb_txn_abort(handle.pointer)
    readers.leave()
  }

  private func endWrite(_ handle: TransactionHandle, _ transaction: borrowing WriteTransaction) {
    // Two nested closures of two environments could swap their transactions.
    precondition(unsafe transaction.handle.pointer == handle.pointer, "Transactions were swapped")
    handle.tally.requireNone()
    handle.tally.deallocate()
    writerThread.store(0, ordering: .relaxed)
  }
}
