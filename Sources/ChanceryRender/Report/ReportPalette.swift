internal import ChanceryModel

/// The colours of a report, in light and in dark, from which its style sheet is made.
///
/// Positions differ by pattern too, so that they are told apart without colour: see ``Pattern``.
package struct ReportPalette: Sendable {
  /// A colour of sRGB.
  package struct RGB: Sendable, Equatable {
    package let hex: UInt32

    package init(_ hex: UInt32) {
      self.hex = hex
    }

    /// `#0072b2`.
    package var text: String {
      let digits = String(hex, radix: 16)
      return "#" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }
  }

  /// How the span of a position is filled.
  package enum Pattern: String, Sendable, CaseIterable {
    case solid
    case stripes
    case dots
    case lines
    case hatch
    case dashes
    case empty
  }

  /// A position: its ground, what is drawn on it, and its edge.
  package struct Mark: Sendable {
    package let name: String
    package let pattern: Pattern
    package let ground: RGB
    package let ink: RGB
    package let edge: RGB
  }

  package let paper: RGB
  /// What cards and tables' heads stand on.
  package let shade: RGB
  package let ink: RGB
  package let muted: RGB
  package let rule: RGB
  package let link: RGB
  package let warning: RGB
  package let marks: [Mark]

  /// Okabe and Ito's blue and vermilion, which people with every kind of colour vision tell apart.
  package static let light = ReportPalette(
    paper: RGB(0xFFFEFB),
    shade: RGB(0xF5F2EA),
    ink: RGB(0x1D1D1B),
    muted: RGB(0x5C5A54),
    rule: RGB(0xD9D5C9),
    link: RGB(0x0B4F8A),
    warning: RGB(0x8F2D7D),
    marks: [
      Mark("support", .solid, RGB(0x0072B2), RGB(0x0072B2), RGB(0x00527F)),
      Mark("conditional", .stripes, RGB(0xDCEEF9), RGB(0x2477AE), RGB(0x2477AE)),
      Mark("undecided", .dots, RGB(0xF1EFE8), RGB(0x66645E), RGB(0x66645E)),
      Mark("neutral", .lines, RGB(0xF1EFE8), RGB(0x66645E), RGB(0x66645E)),
      Mark("oppose", .hatch, RGB(0xC65200), RGB(0xFFFEFB), RGB(0x8C3A00)),
      Mark("withdrawn", .dashes, RGB(0xFFFEFB), RGB(0x66645E), RGB(0x66645E)),
      Mark("silent", .empty, RGB(0xFFFEFB), RGB(0x8A877E), RGB(0x8A877E)),
    ]
  )

  package static let dark = ReportPalette(
    paper: RGB(0x16181B),
    shade: RGB(0x202327),
    ink: RGB(0xECEAE4),
    muted: RGB(0xA9A69D),
    rule: RGB(0x3A3E44),
    link: RGB(0x8FC7F5),
    warning: RGB(0xE39AD3),
    marks: [
      Mark("support", .solid, RGB(0x4AA3DF), RGB(0x4AA3DF), RGB(0x8CC8F0)),
      Mark("conditional", .stripes, RGB(0x1B3244), RGB(0x6DB6E8), RGB(0x6DB6E8)),
      Mark("undecided", .dots, RGB(0x24272B), RGB(0xA9A69D), RGB(0xA9A69D)),
      Mark("neutral", .lines, RGB(0x24272B), RGB(0xA9A69D), RGB(0xA9A69D)),
      Mark("oppose", .hatch, RGB(0xF0883A), RGB(0x16181B), RGB(0xF7B27D)),
      Mark("withdrawn", .dashes, RGB(0x16181B), RGB(0xA9A69D), RGB(0xA9A69D)),
      Mark("silent", .empty, RGB(0x16181B), RGB(0x7F7D76), RGB(0x7F7D76)),
    ]
  )

  /// The name of a position's mark.
  static func name(_ position: Position?) -> String { position?.word.string ?? "silent" }
}

extension ReportPalette.Mark {
  fileprivate init(
    _ name: String,
    _ pattern: ReportPalette.Pattern,
    _ ground: ReportPalette.RGB,
    _ ink: ReportPalette.RGB,
    _ edge: ReportPalette.RGB
  ) {
    self.init(name: name, pattern: pattern, ground: ground, ink: ink, edge: edge)
  }
}
