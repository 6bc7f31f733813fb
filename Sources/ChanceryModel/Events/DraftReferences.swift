/// What a draft names that must exist: actors, people, topics, sources, meetings.
///
/// The one list of them: the resolver checks it, ``Declarations`` makes what is missing.
enum DraftReferences {
  /// Told of each name, its kind, and where it stands.
  typealias Visitor = (_ kind: VocabularyKind, _ name: Text, _ place: Place) -> Void

  /// Visits every name in the order of the fields' table in the design.
  static func forEach(in body: DraftBody, _ visit: Visitor) {
    switch body {
    case .source(let data): each(.source, data.derivedFrom, Place("/derived_from"), visit)
    case .actor(let data): forEach(in: data, visit)
    case .person(let data):
      for (index, office) in data.offices.enumerated() {
        visit(.actor, office.actor, Place("/offices", index, "/actor"))
      }
    case .topic(let data): each(.topic, data.parent, Place("/parent"), visit)
    case .statement(let data): forEach(in: data, visit)
    case .statementReport(let data): visit(.source, data.report.source, Place("/report/source"))
    case .meeting(let data):
      each(.actor, data.hosts, "/hosts", visit)
      each(.meeting, data.follows, Place("/follows"), visit)
      forEach(in: data.fact, visit)
    case .attendance(let data): forEach(in: data, visit)
    case .count(let data):
      visit(.meeting, data.meeting, Place("/meeting"))
      forEach(in: data.fact, visit)
    case .outcome(let data): forEach(in: data, visit)
    case .merge(let data):
      visit(.meeting, data.from, Place("/from"))
      visit(.meeting, data.into, Place("/into"))
    case .review(let data):
      for (index, stance) in data.stances.enumerated() { forEach(in: stance, index, visit) }
    case .expectation(let data):
      visit(.actor, data.holder, Place("/holder"))
      visit(.topic, data.topic, Place("/topic"))
    case .link, .correction, .withdrawal: break
    }
  }

  /// Every name in the data of an event, each once.
  ///
  /// The data of a correction are another event's: see ``EventDecoder/content(of:as:)``.
  static func names(in body: DraftBody) -> Set<VocabularyName> {
    var names: Set<VocabularyName> = []
    forEach(in: body) { kind, name, _ in names.insert(VocabularyName(kind, name)) }
    return names
  }

  // MARK: - By type

  private static func forEach(in data: ActorData, _ visit: Visitor) {
    each(.actor, data.of, Place("/of"), visit)
    for (index, member) in data.members.enumerated() {
      visit(.actor, member.actor, Place("/members", index, "/actor"))
    }
    each(.meeting, data.meeting, Place("/meeting"), visit)
  }

  private static func forEach(in data: StatementData, _ visit: Visitor) {
    for (index, stance) in data.stances.enumerated() {
      forEach(in: stance, data.hasShortStance ? nil : index, visit)
    }
    if let speaker = data.speaker {
      each(.person, speaker.person, Place("/speaker/person"), visit)
      each(.actor, speaker.actor, Place("/speaker/actor"), visit)
      each(.actor, speaker.onBehalfOf, "/speaker/for", visit)
    }
    for (index, report) in data.reports.enumerated() {
      let place = data.hasShortReport ? Place("/source") : Place("/reports", index, "/source")
      visit(.source, report.source, place)
    }
    each(.actor, data.to, "/to", visit)
    for (index, subject) in data.about.enumerated() {
      switch subject {
      case .topic(let slug): visit(.topic, slug, Place("/about", index, "/topic"))
      case .actor(let code): visit(.actor, code, Place("/about", index, "/actor"))
      case .meeting(let slug): visit(.meeting, slug, Place("/about", index, "/meeting"))
      }
    }
    each(.meeting, data.meeting, Place("/meeting"), visit)
  }

  /// The names in a stance; it stands at `index`, or at the top in the short form.
  private static func forEach(in stance: StanceData, _ index: Int?, _ visit: Visitor) {
    let head: StaticString = index == nil ? "" : "/stances"
    visit(.actor, stance.holder, Place(head, index, "/holder"))
    visit(.topic, stance.topic, Place(head, index, "/topic"))
    let conditions = stance.conditions ?? []
    let isAlone = index == nil && conditions.count == 1
    for (number, condition) in conditions.enumerated() {
      guard let about = condition.about else { continue }
      let middle: StaticString = index == nil ? "/condition" : "/conditions"
      let second = isAlone ? nil : number
      visit(.actor, about.holder, Place(head, index, middle, second, "/about/holder"))
      visit(.topic, about.topic, Place(head, index, middle, second, "/about/topic"))
    }
    for (number, code) in stance.except.enumerated() {
      visit(.actor, code, Place(head, index, "/except", number))
    }
  }

  private static func forEach(in data: AttendanceData, _ visit: Visitor) {
    visit(.meeting, data.meeting, Place("/meeting"))
    visit(.actor, data.actor, Place("/actor"))
    each(.person, data.person, Place("/person"), visit)
    each(.actor, data.representing, Place("/representing"), visit)
    forEach(in: data.fact, visit)
  }

  private static func forEach(in data: OutcomeData, _ visit: Visitor) {
    visit(.meeting, data.meeting, Place("/meeting"))
    for (index, part) in data.parts.enumerated() {
      each(.topic, part.topic, Place("/parts", index, "/topic"), visit)
      for (number, code) in part.actors.enumerated() {
        visit(.actor, code, Place("/parts", index, "/actors", number))
      }
    }
    each(.actor, data.agreedBy, "/agreed_by", visit)
    each(.actor, data.dissent, "/dissent", visit)
    each(.meeting, data.followUp, Place("/follow_up"), visit)
    forEach(in: data.fact, visit)
  }

  private static func forEach(in fact: FactData, _ visit: Visitor) {
    if let report = fact.report {
      let place = fact.hasShortReport ? Place("/source") : Place("/report/source")
      visit(.source, report.source, place)
    }
    guard let speaker = fact.by else { return }
    each(.person, speaker.person, Place("/by/person"), visit)
    each(.actor, speaker.actor, Place("/by/actor"), visit)
    each(.actor, speaker.onBehalfOf, "/by/for", visit)
  }

  // MARK: - One or many

  private static func each(
    _ kind: VocabularyKind,
    _ name: Text?,
    _ place: Place,
    _ visit: Visitor
  ) {
    if let name { visit(kind, name, place) }
  }

  private static func each(
    _ kind: VocabularyKind,
    _ names: [Text],
    _ pointer: StaticString,
    _ visit: Visitor
  ) {
    for (index, name) in names.enumerated() { visit(kind, name, Place(pointer, index)) }
  }
}
