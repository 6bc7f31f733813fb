/// Why a data file could not be checked.
package enum PageCheckError: Error, Equatable, CustomStringConvertible {
  /// A call of the system failed with that number.
  case system(operation: String, path: String, Int32)
  /// The commit asked for is in neither meta page any more: the daemon has gone on.
  case transactionGone(UInt64)

  package var description: String {
    switch self {
    case .system(let operation, let path, let number):
      "\(operation) \(path): error \(number) of the system"
    case .transactionGone(let transaction):
      "commit \(transaction) is no longer one of the last two"
    }
  }
}
