internal import ChanceryModel
internal import Proofs

/// What a checker keeps of the events it has seen: only what later ones can depend on.
///
/// A statement leaves its key and a digest, a definition its header: the memory of a check grows
/// with some hundred bytes an event, not with the events' data.
struct CheckState {
  /// How many events were accepted or declared.
  var count: UInt64 = 0
  private var actors: [Text: ActorHeader] = [:]
  private var people: [Text: PersonHeader] = [:]
  private var topics: [Text: TopicHeader] = [:]
  private var sources: [Text: SourceHeader] = [:]
  private var texts: [Text: [UInt8]] = [:]
  private var meetings: Set<Text> = []
  private var usedTopics: Set<Text> = []
  private var keys: [Key: Seen] = [:]

  private struct Key: Hashable {
    var source: Text
    var id: Text
  }

  private struct Seen {
    var fingerprint: Digest32
    var seq: UInt64 = 0
    var type: EventType = .statementMade
  }

  /// A digest of what makes two events the same.
  static func fingerprint(_ draft: EventDraft) -> Digest32 {
    SHA256Digest.digest(of: [draft.type.rawValue], draft.data)
  }

  func fingerprint(_ source: Text, _ id: Text) -> Digest32? {
    keys[Key(source: source, id: id)]?.fingerprint
  }

  mutating func remember(_ source: Text, _ id: Text, _ fingerprint: Digest32) {
    keys[Key(source: source, id: id)] = Seen(fingerprint: fingerprint)
  }

  /// Keeps what later events may need of an accepted one.
  mutating func lay(
    _ body: EventHeader.Body,
    _ type: EventType,
    _ seq: UInt64,
    _ source: Text,
    _ id: Text,
    _ text: [UInt8]?
  ) {
    keys[Key(source: source, id: id)]?.seq = seq
    keys[Key(source: source, id: id)]?.type = type
    switch body {
    case .actor(let header): actors[header.code] = header
    case .person(let header): people[header.slug] = header
    case .topic(let header): topics[header.slug] = header
    case .source(let header):
      sources[header.slug] = header
      if let text { texts[header.slug] = text }
    case .statement(let header):
      for stance in header.stances { usedTopics.insert(stance.topic) }
      usedTopics.formUnion(header.aboutTopics)
    case .meeting(let header): if type.isMeeting { meetings.insert(header.meeting) }
    case .report: break
    }
  }

  fileprivate func actor(_ code: Text) -> ActorHeader? { actors[code] }
  fileprivate func person(_ slug: Text) -> PersonHeader? { people[slug] }
  fileprivate func topic(_ slug: Text) -> TopicHeader? { topics[slug] }
  fileprivate func source(_ slug: Text) -> SourceHeader? { sources[slug] }
  fileprivate func text(_ slug: Text) -> [UInt8]? { texts[slug] }
  fileprivate func hasMeeting(_ slug: Text) -> Bool { meetings.contains(slug) }
  fileprivate func uses(_ topic: Text) -> Bool { usedTopics.contains(topic) }

  fileprivate func event(_ source: Text, _ id: Text) -> (seq: UInt64, type: EventType)? {
    guard let seen = keys[Key(source: source, id: id)], seen.seq > 0 else { return nil }
    return (seen.seq, seen.type)
  }

  fileprivate func names(_ kind: VocabularyKind) -> [String] {
    switch kind {
    case .actor: actors.keys.map(\.string)
    case .person: people.keys.map(\.string)
    case .topic: topics.keys.map(\.string)
    case .source: sources.keys.map(\.string)
    case .meeting: meetings.map(\.string)
    }
  }
}

/// The vocabulary of the log with what a check has accepted laid over it.
struct LaidVocabulary: Vocabulary {
  let base: LogVocabulary
  let state: CheckState

  func actor(_ code: Text) -> ActorHeader? { state.actor(code) ?? base.actor(code) }
  func person(_ slug: Text) -> PersonHeader? { state.person(slug) ?? base.person(slug) }
  func topic(_ slug: Text) -> TopicHeader? { state.topic(slug) ?? base.topic(slug) }
  func source(_ slug: Text) -> SourceHeader? { state.source(slug) ?? base.source(slug) }
  func sourceText(_ slug: Text) -> [UInt8]? { state.text(slug) ?? base.sourceText(slug) }
  func hasMeeting(_ slug: Text) -> Bool { state.hasMeeting(slug) || base.hasMeeting(slug) }
  func isTopicInUse(_ slug: Text) -> Bool { state.uses(slug) || base.isTopicInUse(slug) }
  func eventType(_ seq: UInt64) -> EventType? { base.eventType(seq) }

  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    state.event(source, id) ?? base.event(source: source, id: id)
  }

  func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    let own = state.names(kind).sorted()
    let candidates = own + base.nearest(name, kind: kind).map(\.string)
    return NearestNames.nearest(name.string, among: candidates).map { Text($0) }
  }
}
