/// The stances that differ between two clocks, by topic, then by holder.
package struct ChangesAnswer: Sendable, Equatable {
  package var from: AnswerClocks
  package var to: AnswerClocks
  package var items: [StanceDifference]
  /// The last pair that this page looked at; nil if it was the last of all.
  package var next: ChangesPlace?

  package init(
    from: AnswerClocks,
    to: AnswerClocks,
    items: [StanceDifference],
    next: ChangesPlace? = nil
  ) {
    self.from = from
    self.to = to
    self.items = items
    self.next = next
  }
}
