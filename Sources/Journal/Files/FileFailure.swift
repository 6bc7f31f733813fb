internal import Glibc

/// A system call on a file that failed.
package struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, as in *write*.
  package let operation: String
  /// The file or directory.
  package let path: String
  /// The system's number for the reason.
  package let code: Int32

  /// A failure with a reason.
  package init(_ operation: String, _ path: String, _ code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// A failure with the reason that the system has just given.
  package init(_ operation: String, _ path: String) {
    self.init(operation, path, errno)
  }

  /// The failure of a look for a file that is not there.
  package static func missing(_ path: String) -> FileFailure {
    FileFailure("open", path, ENOENT)
  }

  /// The system's words for the reason.
  package var reason: String { String(cString: strerror(code)) }

  package var description: String { "cannot \(operation) \(path): \(reason)" }

  /// True if there was no room: the disk, a quota or a limit on the size of files.
  package var isLackOfRoom: Bool { [ENOSPC, EDQUOT, EFBIG].contains(code) }

  /// True if there is nothing of that name.
  package var isMissing: Bool { code == ENOENT }
}
