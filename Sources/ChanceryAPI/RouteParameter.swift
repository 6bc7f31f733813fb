/// A parameter that a route takes in its query; any other is refused `bad-parameter`.
package struct RouteParameter: Sendable, Hashable {
  /// What its value may be.
  package enum Form: Sendable, Hashable {
    /// `YYYY-MM-DD`.
    case day
    /// A sequence number, an RFC 3339 instant, or a date with hyphens.
    case known
    /// `true` or `false`.
    case flag
    /// A whole number within bounds.
    case number(ClosedRange<UInt64>)
    /// One of these words.
    case words([String])
    /// A code, a slug or a name.
    case text
  }

  package let name: String
  package let form: Form
  package let isRequired: Bool
  /// One line of documentation.
  package let summary: String

  init(_ name: String, _ form: Form, isRequired: Bool = false, _ summary: String) {
    self.name = name
    self.form = form
    self.isRequired = isRequired
    self.summary = summary
  }
}

extension RouteParameter {
  static let at = RouteParameter("at", .day, "the day asked about; default today in UTC")
  static let known = RouteParameter(
    "known",
    .known,
    "what the journal knew: a seq, an instant, or the end of a day in UTC; default the head"
  )
  static let publicDay = RouteParameter(
    "public",
    .day,
    "count only what a source had published by that day"
  )
  static let limit = RouteParameter(
    "limit",
    .number(1...UInt64(Limits.page)),
    "how many items; default \(Limits.defaultPage)"
  )
  static let after = RouteParameter("after", .text, "the page after this: `next` of the last one")
  static let afterSeq = RouteParameter("after", .number(0...UInt64.max), "events after this seq")
  static let name = RouteParameter("name", .text, "look up a name as a person types it")

  /// The three clocks of a question.
  static let clocks = [at, known, publicDay]
  /// The two ends of a comparison; what is left out is the clock of that name on both sides.
  static let clockPairs = [
    RouteParameter("from", .day, "`at` before; default `at`"),
    RouteParameter("to", .day, "`at` after; default `at`"),
    RouteParameter("known_from", .known, "`known` before; default `known`"),
    RouteParameter("known_to", .known, "`known` after; default `known`"),
    RouteParameter("public_from", .day, "`public` before; default `public`"),
    RouteParameter("public_to", .day, "`public` after; default `public`"),
  ]
  /// What a list takes to be read page by page.
  static let paging = [limit, after]
}
