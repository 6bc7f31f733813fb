import Glibc

/// The listening socket that systemd hands over (sd_listen_fds(3)).
package enum ActivatedSocket {
  /// The descriptor, or nil if none was handed to this process.
  ///
  /// Call it first of all in `main`: it changes the environment, which no other thread may read at
  /// the same time. More than one socket is a configuration fault and refused.
  package static func take() throws(ListenError) -> Int32? {
    let pid = variable("LISTEN_PID").flatMap { Int32($0) }
    let count = variable("LISTEN_FDS").flatMap { Int32($0) } ?? 0
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    guard pid == getpid(), count > 0 else { return nil }
    guard count == 1 else {
      throw ListenError(
        kind: .configuration,
        message: "systemd hands over \(count) sockets, one is used",
        hint: "keep one ListenStream= in chanceryd.socket"
      )
    }
    guard isListeningUnixSocket(firstDescriptor) else {
      throw ListenError(
        kind: .configuration,
        message: "descriptor 3 is no listening Unix stream socket",
        hint: "chanceryd.socket needs ListenStream= with a path"
      )
    }
    _ = fcntl(firstDescriptor, F_SETFD, FD_CLOEXEC)
    return firstDescriptor
  }

  /// SD_LISTEN_FDS_START.
  private static let firstDescriptor: Int32 = 3

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func isListeningUnixSocket(_ descriptor: Int32) -> Bool {
    option(descriptor, SO_DOMAIN) == AF_UNIX && option(descriptor, SO_ACCEPTCONN) == 1
      && option(descriptor, SO_TYPE) == Int32(SOCK_STREAM.rawValue)
  }

  private static func option(_ descriptor: Int32, _ name: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
  }
}
