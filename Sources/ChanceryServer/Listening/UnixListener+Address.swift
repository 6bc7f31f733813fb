import Glibc

extension UnixListener {
  /// The path a socket is bound to, as an activated one is not told by us.
  static func boundPath(of descriptor: Int32) -> String? {
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
    let path = withUnsafeBytes(of: address.sun_path) { space in
      String(decoding: space.prefix { $0 != 0 }, as: UTF8.self)
    }
    return path.isEmpty ? nil : path
  }

  /// The group of a file.
  static func group(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_gid : nil
  }
}
