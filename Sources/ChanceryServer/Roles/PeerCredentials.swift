import Glibc

/// Reads a connected Unix socket's peer: SO_PEERCRED and SO_PEERGROUPS (unix(7), socket(7)).
///
/// SO_PEERCRED alone gives the primary group only, and membership of `chancery` is nearly always a
/// supplementary one.
enum PeerCredentials {
  /// The peer of a connected socket, or nil if the kernel will not say.
  static func read(_ descriptor: Int32) -> Peer? {
    var credentials = Credentials()
    var length = socklen_t(MemoryLayout<Credentials>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
      return nil
    }
    return Peer(uid: credentials.uid, gid: credentials.gid, groups: groups(descriptor))
  }

  /// `struct ucred` of unix(7); Glibc's module leaves out what needs _GNU_SOURCE.
  private struct Credentials {
    var pid: pid_t = 0
    var uid: uid_t = 0
    var gid: gid_t = 0
  }

  /// Asks twice if need be: with too small a buffer the kernel says ERANGE and the size it wants.
  private static func groups(_ descriptor: Int32) -> [UInt32] {
    var groups = [gid_t](repeating: 0, count: 32)
    for _ in 1...2 {
      var length = socklen_t(groups.count * MemoryLayout<gid_t>.size)
      if getsockopt(descriptor, SOL_SOCKET, peerGroupsOption, &groups, &length) == 0 {
        return Array(groups.prefix(Int(length) / MemoryLayout<gid_t>.size))
      }
      guard errno == ERANGE else { return [] }
      groups = [gid_t](repeating: 0, count: Int(length) / MemoryLayout<gid_t>.size)
    }
    return []
  }

  /// SO_PEERGROUPS of asm-generic/socket.h; Glibc's module does not carry it.
  private static let peerGroupsOption: Int32 = 59
}
