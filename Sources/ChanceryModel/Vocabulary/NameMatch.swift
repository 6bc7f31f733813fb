/// What a name that somebody typed means.
package enum NameMatch: Equatable, Sendable {
  /// The one code it means.
  case one(Text)
  /// The codes it may mean, sorted.
  case ambiguous([Text])
  /// None; the codes of the nearest names, best first.
  case none(nearest: [Text])
}
