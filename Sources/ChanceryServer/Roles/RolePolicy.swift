import ChanceryAPI
import ChanceryModel

/// Decides what a peer may do: a pure function of who it is and what the configuration says.
package struct RolePolicy: Sendable, Equatable {
  /// Users and groups, resolved to numbers at start.
  package struct Members: Sendable, Equatable {
    package var users: Set<UInt32>
    package var groups: Set<UInt32>

    package init(users: Set<UInt32> = [], groups: Set<UInt32> = []) {
      self.users = users
      self.groups = groups
    }

    func contains(_ peer: Peer) -> Bool {
      users.contains(peer.uid) || groups.contains { peer.isMember(of: $0) }
    }
  }

  /// The daemon's own user, who is always an admin, as root is.
  package var daemonUser: UInt32
  /// The group of the socket file: its members write unless ``writers`` says who does.
  package var socketGroup: UInt32
  package var admins: Members
  /// nil: the members of the socket's group.
  package var writers: Members?
  /// nil: whoever the socket's rights let in.
  package var readers: Members?

  package init(
    daemonUser: UInt32,
    socketGroup: UInt32,
    admins: Members = Members(),
    writers: Members? = nil,
    readers: Members? = nil
  ) {
    self.daemonUser = daemonUser
    self.socketGroup = socketGroup
    self.admins = admins
    self.writers = writers
    self.readers = readers
  }

  /// What the peer may do; nil: nothing at all.
  func role(of peer: Peer) -> Role? {
    if peer.uid == 0 || peer.uid == daemonUser || admins.contains(peer) { return .admin }
    if let writers {
      if writers.contains(peer) { return .writer }
    } else if peer.isMember(of: socketGroup) {
      return .writer
    }
    guard let readers else { return .reader }
    return readers.contains(peer) ? .reader : nil
  }

  /// Refuses a peer whose role is too low, saying what to do about it.
  func require(_ needed: Role, of peer: Peer) throws(Refusal) {
    let role = role(of: peer)
    if let role, role >= needed { return }
    let has = role.map { "you are a \($0.word)" } ?? "you have no role"
    let list = needed == .admin ? "admins" : needed == .writer ? "writers" : "readers"
    // Nobody is to be put into root's group for this.
    let byGroup =
      needed == .writer && writers == nil && socketGroup != 0
      ? "join the socket's group (gid \(socketGroup): sudo usermod -aG GROUP USER, then log in"
        + " again), or " : ""
    throw Refusal(
      .forbidden,
      "this needs the role \(needed.word); \(has) (uid \(peer.uid))",
      hint: "\(byGroup)name uid \(peer.uid) or one of its groups under “\(list)” in the daemon's"
        + " configuration and restart it"
    )
  }
}
