package import ChanceryModel

/// What an event says at a head: the content of its effective version.
package struct EventContent: Sendable, Equatable {
  /// The event that holds the content: the event itself, or a correction of it.
  package var version: UInt64
  /// False while a withdrawal of the event stands.
  package var isStanding: Bool
  package var body: EventHeader.Body
  /// Of a statement: the first day by which every reader could know of it, by its own reports and by
  /// those of standing `statement.reported`; nil if none is dated.
  package var publicDay: CivilDate?

  package init(
    version: UInt64,
    isStanding: Bool = true,
    body: EventHeader.Body,
    publicDay: CivilDate? = nil
  ) {
    self.version = version
    self.isStanding = isStanding
    self.body = body
    self.publicDay = publicDay
  }
}

/// An event whose content, standing or day of publication an append changes; or the new event itself.
package struct EventChange: Sendable {
  /// The event: by its own seq, whatever versions it has.
  package var seq: UInt64
  package var type: EventType
  /// What it said until now; nil of the new event.
  package var before: EventContent?
  /// What it says from now on; its `publicDay` is set.
  package var after: EventContent?

  package init(seq: UInt64, type: EventType, before: EventContent?, after: EventContent?) {
    self.seq = seq
    self.type = type
    self.before = before
    self.after = after
  }

  /// What counted until now; nil if nothing did.
  package var standingBefore: EventContent? { before.flatMap { $0.isStanding ? $0 : nil } }
  /// What counts from now on; nil if nothing does.
  package var standingAfter: EventContent? { after.flatMap { $0.isStanding ? $0 : nil } }
}

/// All that one append changes: the new event first of all, then those whose state it changes.
package struct EventChanges: Sendable {
  /// The new event.
  package var seq: UInt64
  /// Each event once.
  package var items: [EventChange]

  package init(seq: UInt64, items: [EventChange]) {
    self.seq = seq
    self.items = items
  }

  /// The new event, if it changes nothing but by being there.
  package var onlyNew: EventContent? {
    items.count == 1 && items[0].seq == seq ? items[0].after : nil
  }
}
