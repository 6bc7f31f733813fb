internal import ChanceryModel
internal import Journal
internal import LMDB

/// The rows that an event's content makes in the tables of ``MeetingProjection``, by subject.
struct MeetingRows {
  private(set) var meetings: [[UInt8]: [UInt8]] = [:]
  /// The subject in `days`, of a fact that says how a meeting stands.
  private(set) var day: [UInt8]?
  /// The meeting whose standing the content says.
  private var stated: Text?
  /// The two meetings of a merge.
  private(set) var merged: [Text] = []

  /// - Parameters:
  ///   - content: What the event says; nil makes no rows.
  ///   - change: The event.
  init(_ content: EventContent?, of change: EventChange) {
    guard let content else { return }
    switch content.body {
    case .meeting(let fact): add(fact, content, change)
    case .statement(let statement):
      let row = MeetingRows.row(
        statement.said.latest,
        publicDay: content.publicDay,
        content.version
      )
      if let meeting = statement.meeting {
        meetings[MeetingRows.subject(meeting, .madeThere, change.seq)] = row
      }
      for meeting in statement.aboutMeetings {
        meetings[MeetingRows.subject(meeting, .about, change.seq)] = row
      }
    case .merge(let merge): merged = [merge.from, merge.into]
    case .source, .actor, .person, .topic, .report, .link, .correction, .withdrawal, .redaction,
      .review, .expectation, .redacted:
      break
    }
  }

  private mutating func add(
    _ fact: MeetingFactHeader,
    _ content: EventContent,
    _ change: EventChange
  ) {
    let row = MeetingRows.row(
      fact.said.latest,
      publicDay: fact.report?.publishedLatest,
      content.version
    )
    meetings[MeetingRows.subject(fact.meeting, .fact, change.seq)] = row
    if let followed = fact.follows {
      meetings[MeetingRows.subject(followed, .followedBy, change.seq)] =
        row + Array(fact.meeting.utf8)
    }
    guard change.type.isMeeting else { return }
    stated = fact.meeting
    var subject: [UInt8] = []
    subject.appendDay(fact.said.latest)
    day = subject + [UInt8](prefix: fact.meeting) + Journal.key(change.seq)
  }

  /// The meetings whose standing may change with the content.
  var named: Set<Text> { Set(merged + [stated].compactMap { $0 }) }

  private static func subject(
    _ meeting: Text,
    _ role: MeetingProjection.Role,
    _ seq: UInt64
  ) -> [UInt8] {
    MeetingProjection.prefix(meeting, role) + Journal.key(seq)
  }

  private static func row(
    _ said: CivilDate,
    publicDay: CivilDate?,
    _ version: UInt64
  ) -> [UInt8] {
    var row: [UInt8] = []
    row.appendDay(said)
    row.appendOptionalDay(publicDay)
    row.appendBigEndian(version)
    return row
  }
}
