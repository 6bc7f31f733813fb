import ChanceryModel

/// The journal as a plain list: no index, no store, every answer computed from all that was said.
struct Model {
  /// One event as it was appended.
  struct Entry {
    var seq: UInt64
    var type: EventType
    /// The day on which it was recorded.
    var recorded: CivilDate
    var content: Content
    /// True once it was redacted.
    var isErased = false
  }

  /// What an event says, as far as answers depend on it.
  indirect enum Content {
    case statement(Statement)
    case report(Report)
    case fact(MeetingFactHeader, data: JSONValue)
    case link(LinkHeader)
    case merge(MergeHeader)
    case correction(of: UInt64, version: UInt64, Content)
    case withdrawal(of: UInt64)
    case topic(Text, floor: CivilDate?)
    case person(Text, name: Text)
    case source(Text, published: CivilDate?)
    case actor(Text)
    /// What was erased, and the events that went.
    case redaction(of: UInt64, erased: [UInt64])
  }

  struct Statement {
    var moment: Moment
    var kind: StatementKind
    var rank: Rank
    var speaker: Speaker?
    var stances: [StanceHeader]
    var published: [Publication]
    var madeAt: Text?
    var about: [Text]
  }

  enum Speaker {
    case person(Text)
    case name(Text)
  }

  struct Publication {
    var source: Text
    var latest: CivilDate?
  }

  struct Report {
    var statement: UInt64
    var publication: Publication
  }

  var entries: [Entry] = []

  var head: UInt64 { UInt64(entries.count) }

  mutating func add(_ type: EventType, _ content: Content, recorded: CivilDate) {
    entries.append(Entry(seq: head + 1, type: type, recorded: recorded, content: content))
  }

  func view(_ known: UInt64) -> ModelView { ModelView(self, known: known) }

  /// Enters a redaction: what went is as if it had never been.
  mutating func redact(_ seq: UInt64, erased: [UInt64], recorded: CivilDate) {
    add(.eventRedacted, .redaction(of: seq, erased: erased), recorded: recorded)
    for event in erased { entries[Int(event) - 1].isErased = true }
  }
}
