/// What a draft is resolved against: the definitions that stand just before it.
///
/// One implementation reads the log's definitions at a head; `OverlayVocabulary` adds those of the
/// request's own earlier events. Look-ups are by exact code or slug. A definition in the log beats
/// the built-in lists. What was withdrawn is not there, and what was corrected is there as corrected.
package protocol Vocabulary {
  /// True if there is such a thing, built in or defined.
  func has(_ kind: VocabularyKind, _ name: Text) -> Bool
  func actor(_ code: Text) -> ActorHeader?
  func person(_ slug: Text) -> PersonHeader?
  func topic(_ slug: Text) -> TopicHeader?
  func source(_ slug: Text) -> SourceHeader?
  /// The filed text of a source, or nil.
  func sourceText(_ slug: Text) -> [UInt8]?
  /// True if an event has spoken of the meeting as scheduled, held, ongoing, postponed or cancelled.
  func hasMeeting(_ slug: Text) -> Bool
  /// The meeting that this one was merged into, or nil; that may itself be merged into another.
  func merge(of meeting: Text) -> Text?
  /// True if a statement has used the topic, so that its proposition may not change.
  func isTopicInUse(_ slug: Text) -> Bool
  /// The event stored under an idempotency key: its seq and type.
  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)?
  /// The type of the event with that seq, or nil if there is none.
  func eventType(_ seq: UInt64) -> EventType?
  /// The three known names nearest to one that is not known.
  func nearest(_ name: Text, kind: VocabularyKind) -> [Text]

  // MARK: Events about events

  /// The event with that seq, or nil if there is none.
  func target(_ seq: UInt64) -> EventTarget?
  /// The CloudEvents source of an event, under which the ids in its data are.
  func source(ofEvent seq: UInt64) -> Text?
  /// What corrections and withdrawals have made of an event.
  func state(_ seq: UInt64) -> EventState
  /// The corrections of an event, newest first, standing or not.
  func corrections(of seq: UInt64) -> [UInt64]
  /// The withdrawals of an event, newest first, standing or not.
  func withdrawals(of seq: UInt64) -> [UInt64]
  /// The links that bear on the fold and name a statement, by seq, in the versions that count, standing or not.
  func foldedLinks(of statement: UInt64) -> [UInt64: LinkHeader]
  /// The events that define a name, newest first, standing or not.
  func definitions(of name: VocabularyName) -> [UInt64]
  /// What a version says of a definition, of a merge or of what defines a meeting.
  func definition(_ seq: UInt64, version: UInt64) -> EventHeader.Body?
  /// The text filed with an event.
  func text(filedWith seq: UInt64) -> [UInt8]?
  /// The digest and the length of the text that the data of a `source.filed` tell.
  func document(_ seq: UInt64) -> SourceDocument?
  /// The names in the content of an event or, if it is a correction, in what it makes of another.
  func names(in version: UInt64) -> Set<VocabularyName>
  /// Visits, ascending, each event with that name in its content (see ``names(in:)``), whatever its
  /// state, until the visitor returns false.
  func eachUse(of name: VocabularyName, _ visit: (UInt64) -> Bool)
}

/// What the data of a `source.filed` say of the document itself; no correction changes it.
package struct SourceDocument: Sendable, Equatable {
  package var sha256: Text?
  package var bytes: Int?

  package init(sha256: Text?, bytes: Int?) {
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// The four kinds of things that have names, and meetings.
package enum VocabularyKind: UInt8, Sendable, CaseIterable {
  case actor = 1
  case person = 2
  case topic = 3
  case source = 4
  case meeting = 5
}
