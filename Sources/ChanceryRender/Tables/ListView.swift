package import ChanceryModel

/// What a list looks like: its columns, what stands above and below, and its order for people.
package struct ListView: Sendable {
  /// What is known when a list ends.
  package struct Tally: Sendable {
    /// How many items were printed.
    package var count = 0
    /// How many items hold each position; the key "" is no statement.
    package var positions: [String: Int] = [:]
    /// The first page, for what it says besides its items.
    package var page: JSONValue = .null
    /// The items that have no row of their own.
    package var aside: [JSONValue] = []
    /// True if the list was ended before its end.
    package var isCut = false
  }

  package let columns: [Column]
  /// What one item is called, for `no …` and the count below.
  package let noun: String
  /// By what to sort for people and for CSV; nil to keep the API's order.
  package var sortKey: (@Sendable (JSONValue) -> String)?
  /// Lines above the table.
  package var header: @Sendable (JSONValue) -> [String] = { _ in [] }
  /// Lines below the table.
  package var footer: @Sendable (Tally) -> [String] = { _ in [] }
  /// What people are told of below the table, without a row; data have rows of all items.
  package var isAside: @Sendable (JSONValue) -> Bool = { _ in false }
  /// Lines on what is told aside, below all others.
  package var asides: @Sendable (Tally, ActorNames) -> [String] = { _, _ in [] }

  package init(noun: String, columns: [Column]) {
    self.noun = noun
    self.columns = columns
  }

  func columns(in format: OutputFormat) -> [Column] { columns.filter { $0.isIn(format) } }
}
