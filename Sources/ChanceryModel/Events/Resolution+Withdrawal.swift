extension Resolution {
  /// Resolves an `event.withdrawn`: nothing that stands may be left without what it names.
  func withdrawal(_ data: WithdrawalData) throws(Refusal) -> WithdrawalHeader {
    let event = try changeable(data.event, isCorrection: false)
    let header = WithdrawalHeader(event: event.seq)
    var after = OverlayVocabulary(over: vocabulary)
    let changes = after.add(
      .withdrawal(header),
      of: draft,
      seq: Resolution.pendingSeq,
      source: draft.source ?? context.journalSource,
      id: draft.id ?? "",
      recordedDay: context.recordedDay
    )
    for (seq, state) in changes.sorted(by: { $0.key < $1.key }) {
      guard let target = after.target(seq), target.control == nil else { continue }
      if state.isStanding { try checkContent(seq, state, target, after) }
      if target.type == .statementsLinked,
        case .link(let link)? = after.definition(seq, version: state.version)
      {
        let pointer = "/data/event"
        try FoldedLinks(after).refuseTooMany(with: link, of: seq, at: (pointer, pointer))
      }
      guard case .name(let name) = target.fixed else { continue }
      try checkUse(of: name, after)
      if vocabulary.state(seq).isStanding != state.isStanding {
        try checkProposition(of: name, after)
      }
    }
    return header
  }

  /// A number after those of all events: what is laid over the vocabulary here is taken off again.
  private static var pendingSeq: UInt64 { 1 << 62 }

  /// What stands again, or in an earlier version, must find every name it uses.
  private func checkContent(
    _ seq: UInt64,
    _ state: EventState,
    _ target: EventTarget,
    _ after: OverlayVocabulary<V>
  ) throws(Refusal) {
    var problems = Problems()
    let names = after.names(in: state.version)
    for name in names.sorted(by: { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) })
    where !after.has(name.kind, name.name) {
      problems.add(
        name.kind.unknownCode,
        at: "/data/event",
        "event \(seq) would stand again, but there is no \(name.kind.noun) “\(name.name)” any more",
        hint: "define “\(name.name)” again first"
      )
    }
    if let refusal = problems.refusal { throw refusal }
    guard case .mergedMeeting(let from) = target.fixed,
      case .merge(let merge)? = after.definition(seq, version: state.version)
    else { return }
    if !vocabulary.state(seq).isStanding, let into = vocabulary.merge(of: from) {
      throw Refusal.alreadyMerged(from, into: into, at: "/data/event")
    }
    if after.isCircular(VocabularyName(.meeting, from)) {
      throw Refusal.circularMerge(from, into: merge.into, at: "/data/event")
    }
  }

  /// A name that is used must go on to be defined, and to mean what it meant.
  private func checkUse(
    of name: VocabularyName,
    _ after: OverlayVocabulary<V>
  ) throws(Refusal) {
    guard after.has(name.kind, name.name) else {
      try refuseUsed(name, after, "it would not be defined any more")
      return
    }
    if name.kind != .meeting, after.isCircular(name) {
      throw Refusal(
        .invalidValue,
        at: "/data/event",
        "with what then stands, \(name.kind.noun) “\(name.name)” would belong to itself",
        hint: "correct the definition instead, or withdraw the other one first"
      )
    }
  }

  /// What stances were taken on changes by a correction alone, not by what another definition says.
  private func checkProposition(
    of name: VocabularyName,
    _ after: OverlayVocabulary<V>
  ) throws(Refusal) {
    guard name.kind == .topic, let old = vocabulary.topic(name.name),
      let new = after.topic(name.name), old.proposition != new.proposition
    else { return }
    try refuseUsed(name, after, "another proposition would take the place of its own")
  }

  private func refuseUsed(
    _ name: VocabularyName,
    _ after: OverlayVocabulary<V>,
    _ because: String
  ) throws(Refusal) {
    let users = after.users(of: name, limit: Resolution.usersNamed)
    guard !users.isEmpty else { return }
    let list = users.map(String.init).joined(separator: ", ")
    throw Refusal(
      .inUse,
      at: "/data/event",
      "\(name.kind.noun) “\(name.name)” is in use, and \(because): see event\(users.count > 1 ? "s" : "") \(list)",
      hint: "correct the definition instead, or correct or withdraw first what uses it"
    )
  }

  /// How many users of a name a refusal tells.
  private static var usersNamed: Int { 3 }
}
