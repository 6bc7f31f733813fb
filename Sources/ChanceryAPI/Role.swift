package import ChanceryModel

/// What a peer may do, by its user and groups (design §9).
package enum Role: UInt8, Sendable, CaseIterable, Comparable {
  /// May ask.
  case reader = 1
  /// May append too.
  case writer = 2
  /// May run the daemon's own work too.
  case admin = 3

  /// The word in JSON, in the configuration and on the command line.
  package var word: Text {
    switch self {
    case .reader: "reader"
    case .writer: "writer"
    case .admin: "admin"
    }
  }

  /// The role with that word, or nil.
  package init?(word: Text) {
    guard let found = Role.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }

  package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
