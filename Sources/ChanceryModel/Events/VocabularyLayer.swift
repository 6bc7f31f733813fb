/// What some events add to a vocabulary, apart from the base they are laid over.
///
/// It keeps only what later events can depend on: definitions, keys, the topics in use and filed
/// texts. A statement leaves its key, some hundred bytes.
package struct VocabularyLayer: Sendable {
  private struct Key: Hashable {
    var source: Text
    var id: Text
  }

  private var actors: [Text: ActorHeader] = [:]
  private var people: [Text: PersonHeader] = [:]
  private var topics: [Text: TopicHeader] = [:]
  private var sources: [Text: SourceHeader] = [:]
  private var texts: [Text: [UInt8]] = [:]
  private var meetings: Set<Text> = []
  private var topicsInUse: Set<Text> = []
  private var seqs: [Key: UInt64] = [:]
  private var types: [UInt64: EventType] = [:]

  /// A layer with nothing in it.
  package init() {}

  /// Adds an event, as if it were appended.
  ///
  /// - Parameters:
  ///   - body: The event as resolved.
  ///   - type: Its type.
  ///   - seq: The number it will have.
  ///   - source: The first half of its key.
  ///   - id: The other half.
  ///   - text: The text filed with a source.
  package mutating func add(
    _ body: EventHeader.Body,
    type: EventType,
    seq: UInt64,
    source: Text,
    id: Text,
    text: [UInt8]? = nil
  ) {
    seqs[Key(source: source, id: id)] = seq
    types[seq] = type
    switch body {
    case .actor(let header): actors[header.code] = header
    case .person(let header): people[header.slug] = header
    case .topic(let header): topics[header.slug] = header
    case .source(let header):
      sources[header.slug] = header
      if let text { texts[header.slug] = text }
    case .statement(let header):
      for stance in header.stances { topicsInUse.insert(stance.topic) }
      topicsInUse.formUnion(header.aboutTopics)
    case .meeting(let header): if type.isMeeting { meetings.insert(header.meeting) }
    case .report, .link, .merge, .correction, .withdrawal, .redaction, .review, .expectation,
      .redacted:
      break
    }
  }

  // MARK: - Look-up

  func actor(_ code: Text) -> ActorHeader? { actors[code] }
  func person(_ slug: Text) -> PersonHeader? { people[slug] }
  func topic(_ slug: Text) -> TopicHeader? { topics[slug] }
  func source(_ slug: Text) -> SourceHeader? { sources[slug] }
  func sourceText(_ slug: Text) -> [UInt8]? { texts[slug] }
  func hasMeeting(_ slug: Text) -> Bool { meetings.contains(slug) }
  func isTopicInUse(_ slug: Text) -> Bool { topicsInUse.contains(slug) }
  func eventType(_ seq: UInt64) -> EventType? { types[seq] }

  func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    guard let seq = seqs[Key(source: source, id: id)], let type = types[seq] else { return nil }
    return (seq, type)
  }

  /// The names of a kind that the layer defines, in no order.
  func names(_ kind: VocabularyKind) -> [Text] {
    switch kind {
    case .actor: Array(actors.keys)
    case .person: Array(people.keys)
    case .topic: Array(topics.keys)
    case .source: Array(sources.keys)
    case .meeting: Array(meetings)
    }
  }
}

extension EventType {
  /// True for the types that speak of a meeting as such, after which it exists.
  package var isMeeting: Bool {
    switch self {
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled:
      true
    default: false
    }
  }
}
