/// One place where the daemon's socket may be, and why it is looked for there.
package struct SocketCandidate: Sendable, Equatable {
  /// Who named the place.
  package enum Origin: Sendable, Equatable {
    /// `--socket`.
    case option
    /// `$CHANCERY_SOCKET`.
    case environment
    /// `$XDG_RUNTIME_DIR`: a daemon of this user.
    case user
    /// The daemon of the whole machine.
    case system
  }

  /// The path of the socket.
  package let path: String
  /// Who named it.
  package let origin: Origin

  package init(path: String, origin: Origin) {
    self.path = path
    self.origin = origin
  }

  /// The longest path that fits `sockaddr_un.sun_path` with its closing NUL, in bytes.
  package static let pathBytesMax = 107

  /// The places to try, best first.
  ///
  /// A path that somebody named (`--socket`, else `$CHANCERY_SOCKET`) is the only one: falling back to
  /// another daemon behind the user's back would answer from the wrong journal. An empty variable
  /// counts as unset.
  package static func search(
    option: String?,
    environment: (String) -> String?
  ) -> [SocketCandidate] {
    if let option { return [SocketCandidate(path: option, origin: .option)] }
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    if let named = value("CHANCERY_SOCKET") {
      return [SocketCandidate(path: named, origin: .environment)]
    }
    let system = SocketCandidate(path: "/run/chancery/chancery.sock", origin: .system)
    guard let runtime = value("XDG_RUNTIME_DIR") else { return [system] }
    return [SocketCandidate(path: "\(runtime)/chancery/chancery.sock", origin: .user), system]
  }
}
