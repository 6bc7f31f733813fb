internal import ChanceryModel

/// What actors are called on the page: as the journal said, else as the built-in lists do, else by
/// their code.
package struct ActorNames: Sendable {
  private var known: [String: String]

  /// Names by code, as the daemon gave them.
  package init(_ known: [String: String] = [:]) {
    self.known = known
  }

  /// Takes note of a name.
  package mutating func learn(code: String, name: String) {
    known[code] = name
  }

  /// The name to show for a code.
  package subscript(code: String) -> String {
    known[code] ?? BuiltInActors.actor(Text(code))?.name ?? code
  }
}
