/// A copyable stand-in for a transaction, for code that cannot hold a borrow.
///
/// A protocol's requirement cannot be generic over a transaction of its caller, and a class cannot
/// store one; such code may hold a reference for as long as the closure of
/// ``ReadableTransaction/withReference(_:)`` runs. Unlike all else here, the compiler does not see
/// that it goes no further: keep what is made of it inside the closure.
@safe
public struct TransactionReference: ReadableTransaction {
  /// The transaction as the C library knows it; of no use outside this module.
  public let handle: TransactionHandle

  @usableFromInline
  init(_ handle: TransactionHandle) {
    self.handle = handle
  }
}

extension ReadableTransaction where Self: ~Copyable {
  /// Calls a closure with a reference to this transaction.
  ///
  /// - Parameter body: May read, and hand the reference to others, until it returns; not after.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @inlinable @unsafe
  public borrowing func withReference<Result, Failure: Error>(
    _ body: (TransactionReference) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(TransactionReference(handle))
  }
}
