/// A vocabulary with the events of one request laid over it, so that later ones see earlier ones.
///
/// What an earlier event of the request defined beats what the base knows, as the log will.
package struct OverlayVocabulary<Base: Vocabulary>: Vocabulary {
  private struct Key: Hashable {
    var source: Text
    var id: Text
  }

  private let base: Base
  private var actors: [Text: ActorHeader] = [:]
  private var people: [Text: PersonHeader] = [:]
  private var topics: [Text: TopicHeader] = [:]
  private var sources: [Text: SourceHeader] = [:]
  private var texts: [Text: [UInt8]] = [:]
  private var meetings: Set<Text> = []
  private var topicsInUse: Set<Text> = []
  private var seqs: [Key: UInt64] = [:]
  private var types: [UInt64: EventType] = [:]

  /// An overlay with nothing on it.
  package init(over base: Base) {
    self.base = base
  }

  /// Lays an event over the rest, as if it were appended.
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
    case .report: break
    }
  }

  // MARK: - Look-up

  package func actor(_ code: Text) -> ActorHeader? { actors[code] ?? base.actor(code) }
  package func person(_ slug: Text) -> PersonHeader? { people[slug] ?? base.person(slug) }
  package func topic(_ slug: Text) -> TopicHeader? { topics[slug] ?? base.topic(slug) }
  package func source(_ slug: Text) -> SourceHeader? { sources[slug] ?? base.source(slug) }
  package func sourceText(_ slug: Text) -> [UInt8]? { texts[slug] ?? base.sourceText(slug) }

  package func hasMeeting(_ slug: Text) -> Bool {
    meetings.contains(slug) || base.hasMeeting(slug)
  }

  package func isTopicInUse(_ slug: Text) -> Bool {
    topicsInUse.contains(slug) || base.isTopicInUse(slug)
  }

  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    if let seq = seqs[Key(source: source, id: id)], let type = types[seq] { return (seq, type) }
    return base.event(source: source, id: id)
  }

  package func eventType(_ seq: UInt64) -> EventType? { types[seq] ?? base.eventType(seq) }

  package func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    let own =
      switch kind {
      case .actor: Array(actors.keys)
      case .person: Array(people.keys)
      case .topic: Array(topics.keys)
      case .source: Array(sources.keys)
      case .meeting: Array(meetings)
      }
    let known = base.nearest(name, kind: kind)
    if own.isEmpty { return known }
    let candidates = Set(own + known).sorted().map(\.string)
    return NearestNames.nearest(name.string, among: candidates).map { Text($0) }
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
