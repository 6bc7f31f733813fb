/// Which events of the log are asked for: those that fit all that is given.
package struct EventFilter: Sendable, Hashable {
  package var type: EventType?
  package var holder: Text?
  package var topic: Text?
  package var meeting: Text?

  package init(
    type: EventType? = nil,
    holder: Text? = nil,
    topic: Text? = nil,
    meeting: Text? = nil
  ) {
    self.type = type
    self.holder = holder
    self.topic = topic
    self.meeting = meeting
  }

  /// True if every event fits.
  package var isEmpty: Bool { self == EventFilter() }
}
