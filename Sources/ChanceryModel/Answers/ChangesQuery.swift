/// Which stances to compare, and the two clocks to compare them at.
package struct ChangesQuery: Sendable, Hashable {
  package var from: ClockQuery
  package var to: ClockQuery
  /// Only stances on this topic.
  package var topic: Text?
  /// Only stances of this actor.
  package var holder: Text?
  /// Whether a stance that stayed is told of if nothing was said on it between two days.
  package var tellsQuiet: Bool

  package init(
    from: ClockQuery,
    to: ClockQuery,
    topic: Text? = nil,
    holder: Text? = nil,
    tellsQuiet: Bool = false
  ) {
    self.from = from
    self.to = to
    self.topic = topic
    self.holder = holder
    self.tellsQuiet = tellsQuiet
  }
}

/// A (topic, holder) behind which a page of changes begins.
package struct ChangesPlace: Sendable, Hashable {
  package var topic: Text
  package var holder: Text

  package init(topic: Text, holder: Text) {
    self.topic = topic
    self.holder = holder
  }

  /// Reads a place as ``text`` writes it; nil if it is none.
  ///
  /// Neither a slug nor a code holds a slash.
  package init?(_ text: Text) {
    let parts = text.string.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(topic: Text(String(parts[0])), holder: Text(String(parts[1])))
  }

  /// The place as `next` and `after` carry it: `topic/holder`.
  package var text: Text { Text("\(topic)/\(holder)") }
}
