/// What a transaction ended with: a failure of the store or the error of the closure.
///
/// In both cases the transaction was aborted and nothing of it is visible, with the exception that
/// ``LMDBError/isFatal`` describes.
public enum TransactionError<Body: Error>: Error {
  /// Beginning or committing failed in the store.
  case storage(LMDBError)

  /// The closure threw; the transaction was aborted.
  case body(Body)
}

extension TransactionError: Equatable where Body: Equatable {}
