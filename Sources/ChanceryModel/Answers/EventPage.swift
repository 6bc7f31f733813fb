/// A page of the log, in order.
package struct EventPage: Sendable, Equatable {
  /// Each event as JSON, spliced from the record.
  package var items: [[UInt8]]
  /// The seq after which the next page begins; nil if this page reaches the head.
  package var next: UInt64?
  package var head: UInt64
  /// The last event looked at, whether it fits the filter or not.
  package var examinedThrough: UInt64

  package init(items: [[UInt8]], next: UInt64?, head: UInt64, examinedThrough: UInt64) {
    self.items = items
    self.next = next
    self.head = head
    self.examinedThrough = examinedThrough
  }
}
