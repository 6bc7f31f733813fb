/// One cell of a table: text as it is on record, and the colour it is shown in.
package struct Cell: Sendable, Equatable {
  package let text: String
  package let colour: Colour

  package init(_ text: String, _ colour: Colour = .plain) {
    self.text = text
    self.colour = colour
  }
}

extension Cell: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }
}
