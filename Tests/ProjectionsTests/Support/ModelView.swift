import ChanceryModel

/// The list as one head saw it: which events stand, and what each says.
struct ModelView {
  /// An event in its effective version.
  struct Event {
    var seq: UInt64
    var version: UInt64
    var type: EventType
    var isStanding: Bool
    var content: Model.Content
  }

  /// A statement that stands, with all sources: its own, then those of standing reports.
  struct Spoken {
    var seq: UInt64
    var version: UInt64
    var statement: Model.Statement
    var published: [Model.Publication]

    func isPublic(by day: CivilDate?) -> Bool {
      guard let day else { return true }
      return published.contains { $0.latest.map { $0 <= day } ?? false }
    }
  }

  let known: UInt64
  /// Ascending; what was redacted is missing.
  private(set) var events: [Event] = []
  private(set) var spoken: [Spoken] = []
  /// The certain links that stand between statements that stand.
  private(set) var links: [LinkHeader] = []
  /// Every redaction of the journal, whenever it was: nothing is left of what it took.
  let redactions: [Redaction]

  /// What was redacted, and what it spoke of.
  struct Redaction {
    var event: UInt64
    var contents: [Model.Content]
  }

  init(_ model: Model, known: UInt64) {
    self.known = known
    redactions = model.entries.compactMap { entry in
      guard case .redaction(of: let event, let erased) = entry.content else { return nil }
      let contents = erased.map { model.entries[Int($0) - 1].content }
      return Redaction(event: event, contents: contents)
    }
    judge(model.entries.prefix(Int(known)))
    for event in standing {
      guard case .statement(let statement) = event.content else { continue }
      spoken.append(
        Spoken(
          seq: event.seq,
          version: event.version,
          statement: statement,
          published: statement.published
        )
      )
    }
    let present = Set(spoken.map(\.seq))
    for event in standing {
      switch event.content {
      case .report(let report):
        guard let index = spoken.firstIndex(where: { $0.seq == report.statement }) else { continue }
        spoken[index].published.append(report.publication)
      case .link(let link):
        if link.certainty == .certain, present.contains(link.from), present.contains(link.to) {
          links.append(link)
        }
      default: break
      }
    }
  }

  /// Read backwards: what bears on an event comes after it, and has been judged before.
  private mutating func judge(_ entries: ArraySlice<Model.Entry>) {
    var corrections: [UInt64: Event] = [:]
    var withdrawn: Set<UInt64> = []
    for entry in entries.reversed() where !entry.isErased {
      var event = Event(
        seq: entry.seq,
        version: entry.seq,
        type: entry.type,
        isStanding: !withdrawn.contains(entry.seq),
        content: entry.content
      )
      if let newest = corrections[entry.seq],
        case .correction(of: _, version: _, let content) = newest.content
      {
        event.version = newest.version
        event.content = content
      }
      events.append(event)
      guard event.isStanding else { continue }
      switch event.content {
      case .correction(of: let target, version: _, _):
        if corrections[target] == nil { corrections[target] = event }
      case .withdrawal(of: let target): withdrawn.insert(target)
      default: break
      }
    }
    events.reverse()
  }

  var standing: [Event] { events.filter(\.isStanding) }

  // MARK: Definitions

  /// The name by which a defined person is called.
  func name(of person: Text) -> Text? {
    standing.compactMap { event -> Text? in
      guard case .person(person, let name) = event.content else { return nil }
      return name
    }.last
  }

  /// Where open dates on a topic begin.
  func floor(of topic: Text) -> CivilDate? {
    var newest: CivilDate?
    for event in standing {
      if case .topic(topic, let floor) = event.content { newest = floor }
    }
    return newest
  }

  /// The sources, and the last day each can have been published.
  var sources: [Model.Publication] {
    standing.compactMap { event in
      guard case .source(let source, let day) = event.content else { return nil }
      return Model.Publication(source: source, latest: day)
    }
  }
}
