internal import Glibc

/// Why one socket could not be connected to.
package enum ConnectFailure: Error, Sendable, Equatable {
  /// The path does not fit a socket address; how many bytes it has.
  case pathTooLong(byteCount: Int)
  /// What `connect` (or `socket`) said.
  case system(errno: Int32)
  /// A daemon is there, but it took no connection in the time allowed.
  case backlogFull

  /// True if the path exists but this user may not use it.
  package var isAboutRights: Bool {
    self == .system(errno: EACCES) || self == .system(errno: EPERM)
  }

  /// What happened, in a few words.
  package var reason: String {
    switch self {
    case .pathTooLong(let byteCount):
      return "the path has \(byteCount) bytes; a socket path can have "
        + "\(SocketCandidate.pathBytesMax)"
    case .backlogFull:
      return "the daemon is there but takes no more connections now"
    case .system(let errno):
      return ConnectFailure.reason(of: errno)
    }
  }

  private static func reason(of errno: Int32) -> String {
    switch errno {
    case ENOENT: "no such file"
    case ENOTDIR: "a part of the path is not a directory"
    case EACCES, EPERM: "permission denied"
    case ECONNREFUSED: "a socket file is there, but nobody listens: chanceryd died"
    case ENOTSOCK: "not a socket"
    case EPROTOTYPE: "a socket, but not a stream socket: not chanceryd's"
    case ELOOP: "too many symbolic links"
    case EMFILE, ENFILE: "too many open files"
    default: ConnectFailure.message(of: errno)
    }
  }

  /// The C library's words for an error number.
  package static func message(of errno: Int32) -> String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }
}
