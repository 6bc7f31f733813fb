/// A vocabulary with the events of one request laid over it, so that later ones see earlier ones.
///
/// What an earlier event of the request defined beats what the base knows, as the log will.
package struct OverlayVocabulary<Base: Vocabulary>: Vocabulary {
  private let base: Base
  /// What was laid over the base.
  package private(set) var layer: VocabularyLayer

  /// An overlay of a base, with what was laid over another base before.
  package init(over base: Base, layer: VocabularyLayer = VocabularyLayer()) {
    self.base = base
    self.layer = layer
  }

  /// Lays an event over the rest, as if it were appended; see ``VocabularyLayer``.
  package mutating func add(
    _ body: EventHeader.Body,
    type: EventType,
    seq: UInt64,
    source: Text,
    id: Text,
    text: [UInt8]? = nil
  ) {
    layer.add(body, type: type, seq: seq, source: source, id: id, text: text)
  }

  // MARK: - Look-up

  package func actor(_ code: Text) -> ActorHeader? { layer.actor(code) ?? base.actor(code) }
  package func person(_ slug: Text) -> PersonHeader? { layer.person(slug) ?? base.person(slug) }
  package func topic(_ slug: Text) -> TopicHeader? { layer.topic(slug) ?? base.topic(slug) }
  package func source(_ slug: Text) -> SourceHeader? { layer.source(slug) ?? base.source(slug) }

  package func sourceText(_ slug: Text) -> [UInt8]? {
    layer.sourceText(slug) ?? base.sourceText(slug)
  }

  package func hasMeeting(_ slug: Text) -> Bool {
    layer.hasMeeting(slug) || base.hasMeeting(slug)
  }

  package func isTopicInUse(_ slug: Text) -> Bool {
    layer.isTopicInUse(slug) || base.isTopicInUse(slug)
  }

  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    layer.event(source: source, id: id) ?? base.event(source: source, id: id)
  }

  package func eventType(_ seq: UInt64) -> EventType? {
    layer.eventType(seq) ?? base.eventType(seq)
  }

  package func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    let own = layer.names(kind)
    let known = base.nearest(name, kind: kind)
    if own.isEmpty { return known }
    let candidates = Set(own + known).sorted().map(\.string)
    return NearestNames.nearest(name.string, among: candidates).map { Text($0) }
  }
}
