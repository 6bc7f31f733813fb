import ChanceryModel

/// A vocabulary in memory: nothing but the built-in actors, on which an overlay keeps what a test defines.
struct EmptyVocabulary: Vocabulary {
  func actor(_ code: Text) -> ActorHeader? { BuiltInActors.actor(code).map { ActorHeader($0) } }
  func person(_ slug: Text) -> PersonHeader? { nil }
  func topic(_ slug: Text) -> TopicHeader? { nil }
  func source(_ slug: Text) -> SourceHeader? { nil }
  func sourceText(_ slug: Text) -> [UInt8]? { nil }
  func hasMeeting(_ slug: Text) -> Bool { false }
  func merge(of meeting: Text) -> Text? { nil }
  func isTopicInUse(_ slug: Text) -> Bool { false }
  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? { nil }
  func eventType(_ seq: UInt64) -> EventType? { nil }
  func nearest(_ name: Text, kind: VocabularyKind) -> [Text] { [] }

  func target(_ seq: UInt64) -> EventTarget? { nil }
  func source(ofEvent seq: UInt64) -> Text? { nil }
  func state(_ seq: UInt64) -> EventState { EventState(version: seq) }
  func corrections(of seq: UInt64) -> [UInt64] { [] }
  func withdrawals(of seq: UInt64) -> [UInt64] { [] }
  func foldedLinks(of statement: UInt64) -> [UInt64: LinkHeader] { [:] }
  func definitions(of name: VocabularyName) -> [UInt64] { [] }
  func definition(_ seq: UInt64, version: UInt64) -> EventHeader.Body? { nil }
  func text(filedWith seq: UInt64) -> [UInt8]? { nil }
  func document(_ seq: UInt64) -> SourceDocument? { nil }
  func names(in version: UInt64) -> Set<VocabularyName> { [] }
  func eachUse(of name: VocabularyName, _ visit: (UInt64) -> Bool) {}
}
