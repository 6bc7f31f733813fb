internal import ChanceryModel
internal import Journal
internal import LMDB

/// Decides which events a filter lets through: those of what is asked for, and those about these.
///
/// A correction, withdrawal, report, link or review is let through by what it is about, as that stood
/// just before it and just after: merges and redactions apart, what a page holds never changes later. Of a
/// redacted event only its type is left to ask for.
///
/// Cost: the header of a record; of an event about others some descents for each of them.
struct EventAdmission {
  private let filter: EventFilter
  private let journal: Journal
  private let set: ProjectionSet
  private let transaction: TransactionReference
  /// The meeting that is asked for, with all that now are one with it.
  private let meetings: Set<Text>

  /// How far events about events about events are followed.
  private static let depthMax = StateRules.depthMax + 2

  init(
    _ filter: EventFilter,
    _ journal: Journal,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws {
    self.filter = filter
    self.journal = journal
    self.set = set
    self.transaction = transaction
    meetings =
      try filter.meeting.map {
        Set(try MeetingGroup(of: $0, Contents(journal, set), transaction).slugs)
      } ?? []
  }

  /// True if a record is of what the filter asks for.
  func admits(_ record: borrowing RecordView, _ seq: UInt64) throws -> Bool {
    if filter.isEmpty { return true }
    if let type = filter.type, record.header[0] != type.rawValue { return false }
    guard filter.holder != nil || filter.topic != nil || filter.meeting != nil else { return true }
    return try admits(try record.decodedHeader().body, of: seq, at: seq, depth: 0)
  }

  /// True if what an event says is asked for, or what it is about.
  private func admits(
    _ body: EventHeader.Body,
    of seq: UInt64,
    at head: UInt64,
    depth: Int
  ) throws -> Bool {
    guard depth <= EventAdmission.depthMax else { return false }
    switch body {
    case .statement(let body): return admits(body)
    case .meeting(let body):
      return isFit(holder: body.actor, topic: nil) && isFit(meetings: [body.meeting])
    case .topic(let body): return isFit(holder: nil, topic: body.slug) && isFit(meetings: [])
    case .actor(let body): return isFit(holder: body.code, topic: nil) && isFit(meetings: [])
    case .expectation(let body):
      return isFit(holder: body.holder, topic: body.topic) && isFit(meetings: [])
    case .merge(let body):
      return isFit(holder: nil, topic: nil) && isFit(meetings: [body.from, body.into])
    case .report, .link, .correction, .withdrawal, .review:
      for target in body.subjects where try admits(target, at: head, depth: depth + 1) {
        return true
      }
      return false
    case .source, .person, .redaction, .redacted: return false
    }
  }

  /// True if an event is asked for by what it said just before another, or says since.
  private func admits(_ seq: UInt64, at head: UInt64, depth: Int) throws -> Bool {
    guard seq < head else { return false }
    for known in [head - 1, head] {
      let contents = Contents(journal, set, known: known)
      if let content = try contents.content(of: seq, transaction),
        try admits(content.body, of: seq, at: head, depth: depth)
      {
        return true
      }
    }
    return false
  }

  // MARK: - Contents

  private func admits(_ statement: StatementHeader) -> Bool {
    let named = [statement.meeting].compactMap { $0 } + statement.aboutMeetings
    guard isFit(meetings: named) else { return false }
    guard filter.holder != nil || filter.topic != nil else { return true }
    let concerns = statement.stances.contains { isFit(holder: $0.holder, topic: $0.topic) }
    let speaksOf =
      filter.holder == nil && filter.topic.map { statement.aboutTopics.contains($0) } ?? false
      || filter.topic == nil && filter.holder.map { statement.aboutActors.contains($0) } ?? false
    return concerns || speaksOf
  }

  /// True if what is asked for of holders and topics is this; what is not given fits no question.
  private func isFit(holder: Text?, topic: Text?) -> Bool {
    (filter.holder.map { $0 == holder } ?? true) && (filter.topic.map { $0 == topic } ?? true)
  }

  private func isFit(meetings named: [Text]) -> Bool {
    filter.meeting == nil || named.contains { meetings.contains($0) }
  }
}

extension EventHeader.Body {
  /// The events that an event about events is about.
  fileprivate var subjects: [UInt64] {
    switch self {
    case .report(let body): [body.statement]
    case .link(let body): [body.from, body.to]
    case .correction(let body): [body.event]
    case .withdrawal(let body): [body.event]
    case .review(let body): [body.event]
    default: []
    }
  }
}
