/// Which changes of state are replayed, and in which order.
package struct ReplayQuery: Sendable, Hashable {
  /// The clock that orders the changes.
  package enum Order: String, Sendable, CaseIterable {
    /// By the day it was said: how positions moved in the world.
    case said
    /// By the event that made it: how our knowledge moved.
    case recorded
  }

  /// The first day, by the clock of ``order``; nil: from the beginning.
  package var from: CivilDate?
  /// The last day; nil: to the end.
  package var to: CivilDate?
  package var order: Order
  package var topic: Text?
  package var holder: Text?
  package var known: KnownQuery?

  package init(
    from: CivilDate? = nil,
    to: CivilDate? = nil,
    order: Order = .said,
    topic: Text? = nil,
    holder: Text? = nil,
    known: KnownQuery? = nil
  ) {
    self.from = from
    self.to = to
    self.order = order
    self.topic = topic
    self.holder = holder
    self.known = known
  }
}
