import ChanceryModel

/// Who is at the other end of the socket, as the kernel says.
struct Peer: Sendable, Equatable {
  var uid: UInt32
  /// The primary group of the process when it connected.
  var gid: UInt32
  /// Its supplementary groups; the primary one need not be among them.
  var groups: [UInt32]

  /// How the journal names who appended: `uid:1000`.
  var recordedBy: Text { Text("uid:\(uid)") }

  /// True if the peer is in that group in either way.
  func isMember(of group: UInt32) -> Bool { gid == group || groups.contains(group) }
}
