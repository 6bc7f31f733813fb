internal import CLMDB
internal import Glibc

/// A failure that LMDB, or the operating system beneath it, has reported.
///
/// Absence is never an error: a key that is not there is `nil`. The message holds no keys and no
/// values, so that it may be logged.
public struct LMDBError: Error, Hashable, Sendable {
  /// What went wrong.
  public let code: Code

  /// The name of the C function that failed, or of the rule that refused.
  public let operation: String

  /// Creates an error; `operation` should be a literal, so that no memory is allocated.
  public init(_ code: Code, operation: String) {
    self.code = code
    self.operation = operation
  }

  init(_ status: Int32, operation: String) {
    self.init(Code(rawValue: status), operation: operation)
  }

  /// Whether the process should stop using the environment, and stop altogether.
  ///
  /// After such a failure the outcome of the last commit may be unknown, or pages that Linux has
  /// marked clean may never have reached the disk; only reopening can tell. Compare the head of the
  /// store then.
  public var isFatal: Bool {
    switch code {
    case .panic, .corrupted, .pageNotFound, .versionMismatch, .invalidFile, .inputOutput,
      .mapResized:
      true
    default:
      false
    }
  }
}

extension LMDBError {
  /// Whether the disk, a quota, or a limit on the size of files has no room.
  ///
  /// Out of ``Environment/reserveSpace()`` this is harmless: nothing was begun. Out of a commit it is
  /// not; a write that was cut short is reported as `.inputOutput` there.
  public var isOutOfSpace: Bool {
    code == .diskFull || code == .fileTooLarge || code.rawValue == EDQUOT
  }
}

extension LMDBError: CustomStringConvertible {
  /// The message, the operation and the code, on one line.
  public var description: String {
    "\(message) (\(operation), code \(code.rawValue))"
  }

  /// One sentence on what happened, with what to do about it where that is known.
  public var message: String {
    guard let hint = code.hint else { return code.summary }
    return "\(code.summary); \(hint)"
  }
}
