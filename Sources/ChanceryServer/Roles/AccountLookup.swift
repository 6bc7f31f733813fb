import Glibc

/// Turns the configuration's users and groups into numbers, once, at start.
///
/// An entry is `1000` or `ann` (a user), `@27` or `@chancery` (a group).
package enum AccountLookup {
  /// An entry that names nobody.
  package struct UnknownAccount: Error, Sendable, Equatable {
    package let entry: String
  }

  /// The numbers behind the entries.
  package static func members(_ entries: [String]) throws(UnknownAccount) -> RolePolicy.Members {
    var members = RolePolicy.Members()
    for entry in entries {
      if entry.hasPrefix("@") {
        guard let group = groupID(String(entry.dropFirst())) else {
          throw UnknownAccount(entry: entry)
        }
        members.groups.insert(group)
      } else {
        guard let user = userID(entry) else { throw UnknownAccount(entry: entry) }
        members.users.insert(user)
      }
    }
    return members
  }

  private static func userID(_ name: String) -> UInt32? {
    UInt32(name) ?? getpwnam(name).map { $0.pointee.pw_uid }
  }

  private static func groupID(_ name: String) -> UInt32? {
    UInt32(name) ?? getgrnam(name).map { $0.pointee.gr_gid }
  }
}
