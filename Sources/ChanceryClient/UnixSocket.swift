internal import Glibc

/// A connected, non-blocking stream socket; closed when it goes.
struct UnixSocket: ~Copyable {
  /// The file descriptor.
  let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// How long a daemon with a full backlog is waited for, in milliseconds.
  private static let backlogWaitMilliseconds = 2_000

  /// Connects to the socket at `path`.
  static func connect(path: String) throws(ConnectFailure) -> UnixSocket {
    let address = try address(of: path)
    let type =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { throw .system(errno: errno) }
    let socket = UnixSocket(descriptor: descriptor)
    var waited = 0
    while let failure = attempt(descriptor, address) {
      guard failure == EAGAIN || failure == EINTR else {
        throw .system(errno: failure == ECONNREFUSED && !isSocket(path) ? ENOTSOCK : failure)
      }
      guard waited < backlogWaitMilliseconds else { throw .backlogFull }
      poll(nil, 0, 10)
      waited += 10
    }
    return socket
  }

  /// False for a file of another kind, which the kernel refuses as if nobody listened.
  private static func isSocket(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFSOCK
  }

  private static func attempt(_ descriptor: Int32, _ address: sockaddr_un) -> Int32? {
    var address = address
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return result == 0 ? nil : errno
  }

  private static func address(of path: String) throws(ConnectFailure) -> sockaddr_un {
    let bytes = Array(path.utf8)
    guard bytes.count <= SocketCandidate.pathBytesMax else {
      throw .pathTooLong(byteCount: bytes.count)
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }
}
