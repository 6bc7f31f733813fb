/// Why a stance is contested (design §5, rules 2 and 3).
package enum ContestedReason: UInt8, Sendable, CaseIterable {
  /// Statements of one day, one rank and one `earliest` differ.
  case equals = 1
  /// The dates do not prove that the position changed.
  case undated = 2

  /// The word in JSON and on the command line.
  package var word: Text {
    switch self {
    case .equals: "equals"
    case .undated: "undated"
    }
  }

  package init?(word: Text) {
    guard let found = ContestedReason.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
