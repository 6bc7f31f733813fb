/// What is known of the page that is written on.
package struct RenderStyle: Sendable, Equatable {
  /// The cells of a line; nil where nobody counts them (a pipe, a file): nothing is wrapped then.
  package var width: Int?
  /// True if colours are used.
  package var hasColour: Bool

  package init(width: Int? = nil, hasColour: Bool = false) {
    self.width = width
    self.hasColour = hasColour
  }

  /// No width, no colour: what a pipe gets.
  package static let plain = RenderStyle()

  /// Text in that colour; the text must be safe already.
  package func paint(_ text: String, _ colour: Colour) -> String {
    guard hasColour, !colour.code.isEmpty, !text.isEmpty else { return text }
    return "\u{1B}[\(colour.code)m\(text)\u{1B}[0m"
  }
}
