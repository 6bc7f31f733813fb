/// A vocabulary with the definitions of a request's own earlier events laid over it.
package struct OverlayVocabulary<Base: Vocabulary>: Vocabulary {
  private let base: Base
  package init(over base: Base) { self.base = base }
  package mutating func add(
    _ body: EventHeader.Body,
    type: EventType,
    seq: UInt64,
    source: Text,
    id: Text,
    text: [UInt8]? = nil
  ) {}
  package func actor(_ code: Text) -> ActorHeader? { base.actor(code) }
  package func person(_ slug: Text) -> PersonHeader? { base.person(slug) }
  package func topic(_ slug: Text) -> TopicHeader? { base.topic(slug) }
  package func source(_ slug: Text) -> SourceHeader? { base.source(slug) }
  package func sourceText(_ slug: Text) -> [UInt8]? { base.sourceText(slug) }
  package func hasMeeting(_ slug: Text) -> Bool { base.hasMeeting(slug) }
  package func isTopicInUse(_ slug: Text) -> Bool { base.isTopicInUse(slug) }
  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    base.event(source: source, id: id)
  }
  package func eventType(_ seq: UInt64) -> EventType? { base.eventType(seq) }
  package func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    base.nearest(name, kind: kind)
  }
}
