import Glibc

/// A listening Unix socket whose file has the right mode from the moment it exists.
///
/// Only who holds the journal's lock may make one: it is the lock, not the socket file, that says
/// which daemon lives, so replacing a stale file cannot take it from a living daemon of the same
/// journal; one of another journal answers the probe and is left alone.
package struct UnixListener: Sendable {
  package let descriptor: Int32
  package let path: String
  /// Which file it is, so that only our own is removed at the end.
  private let identity: FileIdentity

  /// A path for a Unix socket, its end included, has 108 bytes (unix(7)).
  package static let pathBytes = 107

  /// What tells a file from another at the same path.
  ///
  /// The inode alone does not: a file system may give it to the next one at once. The time of change
  /// moves with a chmod, that of the content never.
  private struct FileIdentity: Equatable {
    var device: UInt64
    var inode: UInt64
    var seconds: Int
    var nanoseconds: Int
  }

  /// Binds and listens.
  ///
  /// - Precondition: The caller holds the journal's lock.
  package init(path: String, backlog: Int32 = 1_024) throws(ListenError) {
    try UnixListener.checkPath(path)
    try UnixListener.clearStale(path)
    descriptor = try UnixListener.bind(path)
    self.path = path
    guard listen(descriptor, backlog) == 0, let identity = UnixListener.identity(of: path) else {
      let error = errno
      Glibc.close(descriptor)
      throw UnixListener.failure("cannot listen on \(path)", error)
    }
    self.identity = identity
  }

  /// Removes the socket file, if it is still the one that was made here.
  package func removeFile() {
    guard UnixListener.identity(of: path) == identity else { return }
    unlink(path)
  }

  // MARK: - Checks

  /// Refuses a path the kernel would cut, or whose directory is missing or closed to us.
  package static func checkPath(_ path: String) throws(ListenError) {
    let count = path.utf8.count
    guard count > 0, count <= pathBytes else {
      throw ListenError(
        kind: .configuration,
        message: count == 0
          ? "no socket path is given"
          : "the socket path has \(count) bytes, at most \(pathBytes) are possible: \(path)",
        hint: "choose a shorter one, such as /run/chancery/chancery.sock"
      )
    }
    let parent = parentDirectory(of: path)
    var status = stat()
    guard stat(parent, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw ListenError(
        kind: .configuration,
        message: "the socket's directory does not exist: \(parent)",
        hint: "mkdir -m 0750 -p '\(parent)'"
      )
    }
    guard access(parent, W_OK | X_OK) == 0 else {
      throw ListenError(
        kind: .rights,
        message: "the socket's directory is not writable for us: \(parent)",
        hint: "run as its owner, or choose another path with --socket"
      )
    }
  }

  private static func parentDirectory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Removes a socket file that nobody answers at; anything else in the way is refused.
  private static func clearStale(_ path: String) throws(ListenError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ListenError(
        kind: .configuration,
        message: "there is something at the socket path that is no socket: "
          + path,
        hint: "move it away, or choose another path with --socket"
      )
    }
    switch probe(path) {
    case ECONNREFUSED: unlink(path)
    case 0, EAGAIN:
      throw ListenError(
        kind: .inUse,
        message: "another process answers at \(path)",
        hint: "chancery status says which; stop it, or choose another path with --socket"
      )
    case let error: throw failure("cannot tell whether somebody answers at \(path)", error)
    }
  }

  /// Tries to connect; 0 or the error number.
  private static func probe(_ path: String) -> Int32 {
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | closeOnExec | nonBlocking, 0)
    guard probe >= 0 else { return errno }
    defer { Glibc.close(probe) }
    let result = withAddress(path) { connect(probe, $0, $1) }
    return result == 0 ? 0 : errno
  }

  private static func bind(_ path: String) throws(ListenError) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | closeOnExec | nonBlocking, 0)
    guard descriptor >= 0 else { throw failure("cannot make a socket", errno) }
    // 0660 from the first moment: with a chmod afterwards there would be a moment of 0775.
    let before = umask(0o117)
    let result = withAddress(path) { Glibc.bind(descriptor, $0, $1) }
    let error = errno
    umask(before)
    guard result == 0 else {
      Glibc.close(descriptor)
      throw failure("cannot bind \(path)", error)
    }
    return descriptor
  }

  private static func failure(_ what: String, _ error: Int32) -> ListenError {
    let isRights = error == EACCES || error == EPERM || error == EROFS
    return ListenError(
      kind: isRights ? .rights : .configuration,
      message: "\(what): \(String(cString: strerror(error)))",
      hint: isRights
        ? "run as the directory's owner, or choose another path with --socket"
        : "choose another path with --socket"
    )
  }

  private static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
  private static let nonBlocking = Int32(SOCK_NONBLOCK.rawValue)

  private static func identity(of path: String) -> FileIdentity? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return FileIdentity(
      device: UInt64(status.st_dev),
      inode: UInt64(status.st_ino),
      seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec
    )
  }

  /// Calls with the path as a socket address; its length was checked.
  static func withAddress<Result>(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { space in
      for (index, byte) in path.utf8.prefix(space.count - 1).enumerated() { space[index] = byte }
    }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
