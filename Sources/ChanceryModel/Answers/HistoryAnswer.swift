/// All that a holder is on record with, on one topic or all: oldest first.
package struct HistoryAnswer: Sendable, Equatable {
  package var holder: Text
  /// nil: all topics, by topic; then each item names its own in JSON.
  package var topic: Text?
  package var clocks: AnswerClocks
  package var items: [HistoryItem]
  /// How many events that were erased spoke of the same.
  package var redactions: Int
  /// Where the next page begins; nil if this is the last page.
  package var next: Text?

  package init(
    holder: Text,
    topic: Text?,
    clocks: AnswerClocks,
    items: [HistoryItem],
    redactions: Int = 0,
    next: Text? = nil
  ) {
    self.holder = holder
    self.topic = topic
    self.clocks = clocks
    self.items = items
    self.redactions = redactions
    self.next = next
  }
}
