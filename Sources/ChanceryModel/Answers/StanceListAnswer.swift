/// Many stances at one date: the board of a topic, or all topics of a holder.
package struct StanceListAnswer: Sendable, Equatable {
  /// What the list is of.
  package enum Subject: Sendable, Equatable {
    /// All holders on one topic, by holder.
    case board(topic: Text)
    /// All topics of one holder, by topic.
    case holder(Text)
  }

  package var subject: Subject
  package var clocks: AnswerClocks
  /// Without their statements.
  package var items: [StanceAnswer]
  /// Where the next page begins: the last item's holder (or topic); nil if this is the last page.
  package var next: Text?

  package init(
    subject: Subject,
    clocks: AnswerClocks,
    items: [StanceAnswer],
    next: Text? = nil
  ) {
    self.subject = subject
    self.clocks = clocks
    self.items = items
    self.next = next
  }
}
