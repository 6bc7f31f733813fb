/// The direction that holds if nothing more is said.
///
/// Raw values are stored: for ever.
///
/// "No statement on record" is no position: it is `nil` everywhere.
package enum Position: UInt8, Sendable, CaseIterable {
  case undecided = 1
  case conditional = 2
  case neutral = 3
  case oppose = 4
  case support = 5
  case withdrawn = 6

  /// The word in JSON and on the command line.
  package var word: Text {
    switch self {
    case .undecided: "undecided"
    case .conditional: "conditional"
    case .neutral: "neutral"
    case .oppose: "oppose"
    case .support: "support"
    case .withdrawn: "withdrawn"
    }
  }

  package init?(word: Text) {
    guard let found = Position.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
