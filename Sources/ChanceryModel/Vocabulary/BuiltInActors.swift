/// The states of ISO 3166-1 and 3166-3, the EU, NATO and the UN.
package enum BuiltInActors {
  /// The built-in actor of that code.
  package static func actor(_ code: Text) -> BuiltInActor? { nil }

  /// All of them, sorted by code.
  package static let all: [BuiltInActor] = []

  /// True if the code is a bare ISO 3166 code, in capitals or not.
  package static func isReserved(_ code: Text) -> Bool { false }
}
