/// A view of one consistent state of an ``Environment``, for the time of a closure.
///
/// Commits made meanwhile are not seen, and the pages they free are not reused, so keep it short.
/// It can be neither copied nor kept, and nothing read through it may outlive the closure.
/// The corresponding C type is `MDB_txn` with `MDB_RDONLY`.
@safe
public struct ReadTransaction: ReadableTransaction, ~Copyable {
  /// The transaction as the C library knows it; of no use outside this module.
  public let handle: TransactionHandle

  @usableFromInline
  init(_ handle: TransactionHandle) {
    self.handle = handle
  }
}
