/// Whether a stance may set what is on record.
///
/// Raw values are stored: for ever.
package enum Standing: UInt8, Sendable, CaseIterable {
  /// Said by the holder, or by one who may speak for it.
  case declared = 1
  /// Somebody else's characterisation, as of publication.
  case attributed = 2
  /// An outlet's "has yet to say"; carries no position.
  case absence = 3
  /// Said in private and disclosed by others.
  case leaked = 4

  package var word: Text {
    switch self {
    case .declared: "declared"
    case .attributed: "attributed"
    case .absence: "absence"
    case .leaked: "leaked"
    }
  }

  package init?(word: Text) {
    guard let found = Standing.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
