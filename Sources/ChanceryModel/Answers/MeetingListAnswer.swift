/// A page of meetings, by slug.
package struct MeetingListAnswer: Sendable, Equatable {
  package var clocks: AnswerClocks
  package var items: [MeetingSummary]
  /// Where the next page begins: the last item's slug; nil if this is the last page.
  package var next: Text?

  package init(clocks: AnswerClocks, items: [MeetingSummary], next: Text? = nil) {
    self.clocks = clocks
    self.items = items
    self.next = next
  }
}
