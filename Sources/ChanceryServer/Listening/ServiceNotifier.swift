import Glibc

/// Tells systemd how the daemon is: one datagram to `$NOTIFY_SOCKET` (sd_notify(3)).
package struct ServiceNotifier: Sendable {
  private let address: String?

  /// A notifier to that address; nil: nobody listens.
  package init(address: String?) {
    self.address = address
  }

  /// A notifier as the environment says.
  package static func fromEnvironment() -> ServiceNotifier {
    ServiceNotifier(address: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
  }

  /// The daemon answers.
  package func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

  /// The daemon stops.
  package func stopping() { send("STOPPING=1") }

  /// Sends what there is to say; that nobody hears it is no fault.
  private func send(_ text: String) {
    guard let address, address.utf8.count <= UnixListener.pathBytes else { return }
    let socket = socket(
      AF_UNIX,
      Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
      0
    )
    guard socket >= 0 else { return }
    defer { Glibc.close(socket) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { space in
      for (index, byte) in address.utf8.enumerated() { space[index] = byte }
      if space[0] == UInt8(ascii: "@") { space[0] = 0 }  // an abstract address
    }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + address.utf8.count)
    let bytes = Array(text.utf8)
    withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}
