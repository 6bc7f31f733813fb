package import ChanceryModel

/// How a position is shown: a glyph, the word, and a colour; never one of them alone.
package enum StanceMark {
  /// What stands where nothing is on record.
  package static let silence = "no statement"

  /// The positions in the order they are counted up in; nil stands for none and comes after them.
  static let order: [String?] = [
    "support", "conditional", "undecided", "neutral", "oppose", "withdrawn",
  ]

  /// The glyph of a position; `·` for none.
  package static func glyph(_ position: String?) -> String {
    let position = position.flatMap { Position(word: Text($0)) }
    // In ASCII a mark is what it is in a ribbon, so that there is one set of letters to learn.
    if Drawing.isASCII { return String(RibbonMark.cell(position, isASCII: true)) }
    return switch position {
    case .support: "●"
    case .conditional: "◐"
    case .undecided: "○"
    case .neutral: "◇"
    case .oppose: "✕"
    case .withdrawn: "↩"
    case nil: "·"
    }
  }

  /// Glyph and word: `● support`, `· no statement`.
  package static func text(_ position: String?) -> String {
    "\(glyph(position)) \(position ?? silence)"
  }

  /// The word of a position for programs; of none, that nothing is on record.
  static func word(_ position: JSONValue?) -> String { position?.stringValue ?? silence }

  /// The colour of a position.
  package static func colour(_ position: String?) -> Colour {
    switch position.flatMap({ Position(word: Text($0)) }) {
    case .support: .support
    case .conditional: .conditional
    case .oppose: .oppose
    case .undecided, .neutral, .withdrawn: .plain
    case nil: .faint
    }
  }

  /// The cell of a stance, with `contested` beside it where it is.
  package static func cell(_ stance: JSONValue) -> Cell {
    let position = stance["position"]?.stringValue
    let isContested = stance["contested"]?.boolValue == true
    return Cell(text(position) + (isContested ? " contested" : ""), colour(position))
  }
}
