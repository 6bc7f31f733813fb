import ChanceryModel

/// A vocabulary in memory: nothing but the built-in actors, on which an overlay keeps what a test defines.
struct EmptyVocabulary: Vocabulary {
  func actor(_ code: Text) -> ActorHeader? { BuiltInActors.actor(code).map { ActorHeader($0) } }
  func person(_ slug: Text) -> PersonHeader? { nil }
  func topic(_ slug: Text) -> TopicHeader? { nil }
  func source(_ slug: Text) -> SourceHeader? { nil }
  func sourceText(_ slug: Text) -> [UInt8]? { nil }
  func hasMeeting(_ slug: Text) -> Bool { false }
  func isTopicInUse(_ slug: Text) -> Bool { false }
  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? { nil }
  func eventType(_ seq: UInt64) -> EventType? { nil }
  func nearest(_ name: Text, kind: VocabularyKind) -> [Text] { [] }
}
