/// The rank of the office a speaker held on the day of speaking.
///
/// Raw values are stored: for ever.
package enum Rank: UInt8, Sendable, CaseIterable, Comparable {
  case none = 0
  case official = 1
  case spokesperson = 2
  case minister = 3
  case head = 4

  package var word: Text {
    switch self {
    case .none: "none"
    case .official: "official"
    case .spokesperson: "spokesperson"
    case .minister: "minister"
    case .head: "head"
    }
  }

  package init?(word: Text) {
    guard let found = Rank.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }

  package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
}
