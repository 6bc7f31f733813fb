/// What a draft is resolved against: the definitions that stand just before it.
///
/// One implementation reads the log's definitions at a head; `OverlayVocabulary` adds those of the
/// request's own earlier events. Look-ups are by exact code or slug. A definition in the log beats
/// the built-in lists.
package protocol Vocabulary {
  func actor(_ code: Text) -> ActorHeader?
  func person(_ slug: Text) -> PersonHeader?
  func topic(_ slug: Text) -> TopicHeader?
  func source(_ slug: Text) -> SourceHeader?
  /// The filed text of a source, or nil.
  func sourceText(_ slug: Text) -> [UInt8]?
  /// True if an event has spoken of the meeting as scheduled, held, ongoing, postponed or cancelled.
  func hasMeeting(_ slug: Text) -> Bool
  /// True if a statement has used the topic, so that its proposition may not change.
  func isTopicInUse(_ slug: Text) -> Bool
  /// The event stored under an idempotency key: its seq and type.
  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)?
  /// The type of the event with that seq, or nil if there is none.
  func eventType(_ seq: UInt64) -> EventType?
  /// The three known names nearest to one that is not known.
  func nearest(_ name: Text, kind: VocabularyKind) -> [Text]
}

/// The four kinds of things that have names, and meetings.
package enum VocabularyKind: UInt8, Sendable, CaseIterable {
  case actor = 1
  case person = 2
  case topic = 3
  case source = 4
  case meeting = 5
}
