/// The colours text is given: the 16 of ANSI, so that the reader's own theme decides how they look.
///
/// Colour is never the only carrier of meaning: every mark has a glyph and a word beside it.
package enum Colour: Sendable, Equatable {
  case plain
  case bold
  case faint
  case support
  case conditional
  case oppose
  case warning
  case error

  /// The parameters of the SGR sequence.
  var code: String {
    switch self {
    case .plain: ""
    case .bold: "1"
    case .faint: "2"
    case .support: "34"
    case .conditional: "36"
    case .oppose: "31"
    case .warning: "35"
    case .error: "1;31"
    }
  }
}

/// Whether colour is used.
package enum ColourChoice: String, Sendable, CaseIterable {
  case auto
  case always
  case never

  /// Decides for one stream: `--color`, then `NO_COLOR`, then `TERM=dumb`, then whether it is a
  /// terminal.
  package func isOn(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if let noColour = environment("NO_COLOR"), !noColour.isEmpty { return false }
      return environment("TERM") != "dumb" && isTerminal
    }
  }
}
