import ChanceryModel

// MARK: - Events about events

extension RandomHistory {
  /// A link, merge, correction or withdrawal of what there is, entered in the model.
  mutating func control() -> JSONValue? {
    switch below(10) {
    case 0, 1, 2:
      guard let (data, content) = link() else { return nil }
      return enter(.statementsLinked, data, content)
    case 3:
      let (data, content) = merge(from: nil)
      return enter(.meetingsMerged, data, content)
    case 4, 5, 6, 7:
      guard let (data, content) = correction() else { return nil }
      return enter(.eventCorrected, data, content)
    default:
      guard let (data, content) = withdrawal() else { return nil }
      return enter(.eventWithdrawn, data, content)
    }
  }

  private mutating func link() -> (JSONValue, Model.Content)? {
    guard let from = anyStatement(), let to = anyStatement(), from != to else { return nil }
    let kind =
      chance(4, of: 5) ? one(of: [.sameUtterance, .supersedes]) : one(of: LinkKind.allCases)
    let link = LinkHeader(
      from: from,
      to: to,
      kind: kind,
      certainty: chance(1, of: 6) ? .probable : .certain
    )
    return (
      [
        "from": .integer(Int(from)), "to": .integer(Int(to)), "kind": .string(kind.word),
        "certainty": .string(link.certainty.word),
      ],
      .link(link)
    )
  }

  private mutating func merge(from: Text?) -> (JSONValue, Model.Content) {
    let from = from ?? one(of: World.meetings)
    let into = one(of: World.meetings.filter { $0 != from })
    return (
      ["from": .string(from), "into": .string(into), "reason": "one and the same"],
      .merge(MergeHeader(from: from, into: into))
    )
  }

  private mutating func correction() -> (JSONValue, Model.Content)? {
    guard let target = anyStanding(of: nil) else { return nil }
    guard let (data, content) = newContent(of: target.seq) else { return nil }
    return (
      [
        "event": .integer(Int(target.seq)), "version": .integer(Int(target.version)),
        "data": data, "reason": "misread",
      ],
      .correction(of: target.seq, version: target.version, content)
    )
  }

  private mutating func withdrawal() -> (JSONValue, Model.Content)? {
    // What withdraws and corrects is withdrawn as often as all else together.
    let types: Set<EventType>? = chance(1, of: 2) ? [.eventWithdrawn, .eventCorrected] : nil
    guard let target = anyStanding(of: types) else { return nil }
    let isDefinition = target.type.rawValue <= EventType.topicDefined.rawValue
    if isDefinition, !chance(1, of: 20) { return nil }
    return (
      ["event": .integer(Int(target.seq)), "reason": "not so"], .withdrawal(of: target.seq)
    )
  }

  private mutating func anyStanding(of types: Set<EventType>?) -> ModelView.Event? {
    let events = model.view(model.head).standing.filter {
      types?.contains($0.type) ?? ($0.type != .eventRedacted)
    }
    return events.isEmpty ? nil : one(of: events)
  }

  /// New content for an event, as its type allows; nil where there is nothing to change.
  private mutating func newContent(of seq: UInt64) -> (JSONValue, Model.Content)? {
    let entry = model.entries[Int(seq) - 1]
    switch entry.content {
    case .statement: return statement(recorded: entry.recorded)
    case .report: return report()
    case .fact(let header, _):
      let isFixed = MeetingStatus(entry.type) != nil
      return meetingFact(
        entry.type,
        of: isFixed ? header.meeting : nil,
        recorded: entry.recorded
      )
    case .link: return link()
    case .merge(let merge): return self.merge(from: merge.from)
    case .correction(let event, let version, _):
      guard let (data, content) = newContent(of: event) else { return nil }
      return (
        [
          "event": .integer(Int(event)), "version": .integer(Int(version)), "data": data,
          "reason": "misread again",
        ],
        .correction(of: event, version: version, content)
      )
    case .withdrawal(let event):
      return (["event": .integer(Int(event)), "reason": "for another reason"], entry.content)
    case .topic(let slug, _):
      let floor = chance(1, of: 2) ? day() : nil
      return (World.topic(slug, floor: floor), .topic(slug, floor: floor))
    case .person(let person, _):
      guard let holder = World.holders.first(where: { World.person($0) == person }) else {
        return nil
      }
      let name = Text("\(World.leader(holder)), \(below(100))")
      return (World.person(holder, named: name), .person(person, name: name))
    case .source(let slug, _):
      let day = chance(1, of: 4) ? nil : day()
      return (World.source(slug, published: day), .source(slug, published: day))
    case .actor, .redaction: return nil
    }
  }
}
