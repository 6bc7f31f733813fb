internal import ChanceryModel

/// How a position looks in a cell of a ribbon: denser for more support, and a word in the legend.
enum RibbonMark {
  /// What stands where sources contest each other.
  static func contested(isASCII: Bool) -> Character { isASCII ? "!" : "≠" }

  /// The cell of a position; of none.
  static func cell(_ position: Position?, isASCII: Bool) -> Character {
    switch position {
    case .support: isASCII ? "S" : "█"
    case .conditional: isASCII ? "c" : "▒"
    case .undecided: isASCII ? "u" : "░"
    case .neutral: isASCII ? "n" : "─"
    case .oppose: isASCII ? "X" : "╳"
    case .withdrawn: isASCII ? "w" : "╌"
    case nil: isASCII ? "." : "·"
    }
  }

  /// What the cells mean, of those positions only that are to be seen.
  static func legend(_ positions: Set<Position?>, hasContested: Bool, isASCII: Bool) -> [String] {
    let order: [Position?] = [
      .support, .conditional, .undecided, .neutral, .oppose, .withdrawn, nil,
    ]
    var parts = order.filter { positions.contains($0) }.map { position in
      "\(cell(position, isASCII: isASCII)) \(position?.word.string ?? "nothing on record")"
    }
    if hasContested { parts.append("\(contested(isASCII: isASCII)) contested") }
    return parts
  }
}
