// MARK: - Links, merges, reviews, expectations

extension Resolution {
  /// Resolves a `statements.linked`: two different statements, of which something is left to link.
  func link(_ data: LinkData) throws(Refusal) -> LinkHeader {
    let from = try statement(data.from, at: "/data/from")
    let to = try statement(data.to, at: "/data/to")
    if from == to {
      throw Refusal(.invalidValue, at: "/data/to", "event \(to) is not linked to itself")
    }
    let link = LinkHeader(from: from, to: to, kind: data.kind, certainty: data.certainty)
    try FoldedLinks(vocabulary).refuseTooMany(
      with: link,
      of: corrected,
      at: ("/data/from", "/data/to")
    )
    return link
  }

  private func statement(
    _ reference: EventReference,
    at pointer: String
  ) throws(Refusal) -> UInt64 {
    let seq = try seq(
      of: reference,
      at: pointer,
      where: { $0 == .statementMade },
      wanted: "statement.made"
    )
    try refuseRedacted(seq, at: pointer)
    return seq
  }

  /// Resolves a `meetings.merged`: a meeting goes to one other, and never back to itself.
  func merge(_ data: MergeData) throws(Refusal) -> MergeHeader {
    if corrected == nil, let into = vocabulary.merge(of: data.from) {
      throw Refusal.alreadyMerged(data.from, into: into, at: "/data/from")
    }
    if vocabulary.isMerged(data.into, into: data.from) {
      throw Refusal.circularMerge(data.from, into: data.into, at: "/data/into")
    }
    return MergeHeader(from: data.from, into: data.into)
  }

  /// Resolves an `event.reviewed`: of any event, in whatever state it is.
  func review(_ data: ReviewData) throws(Refusal) -> ReviewHeader {
    let seq = try seq(of: data.event, at: "/data/event", where: { _ in true }, wanted: "an event")
    return ReviewHeader(event: seq, verdict: data.verdict, coder: data.coder)
  }

  /// Resolves a `stance.expected`.
  func expectation(_ data: ExpectationData) -> ExpectationHeader {
    ExpectationHeader(
      holder: data.holder,
      topic: data.topic,
      position: data.position,
      at: data.at
    )
  }
}

// MARK: - What can be corrected or withdrawn

extension Resolution {
  /// An event that can be corrected or withdrawn.
  struct Changeable {
    var seq: UInt64
    var target: EventTarget
    var state: EventState
  }

  /// What a correction or withdrawal is to, if that can be and still stands.
  func changeable(
    _ reference: EventReference,
    isCorrection: Bool
  ) throws(Refusal) -> Changeable {
    let pointer = "/data/event"
    let seq = try seq(of: reference, at: pointer, where: { _ in true }, wanted: "an event")
    guard let target = vocabulary.target(seq) else {
      throw Refusal(.unknownEvent, at: pointer, "there is no earlier event \(seq)")
    }
    if target.type.isDaemonOnly {
      throw Refusal(
        .invalidValue,
        at: pointer,
        "event \(seq) is \(target.type.name): what was erased does not come back"
      )
    }
    try refuseRedacted(seq, at: pointer)
    try refuseTooDeep(seq, at: pointer)
    let state = vocabulary.state(seq)
    if !state.isStanding { throw alreadyWithdrawn(seq, at: pointer, isCorrection: isCorrection) }
    return Changeable(seq: seq, target: target, state: state)
  }

  func refuseRedacted(_ seq: UInt64, at pointer: String) throws(Refusal) {
    guard vocabulary.target(seq)?.isRedacted == true else { return }
    throw Refusal(
      .redacted,
      at: pointer,
      "event \(seq) was redacted: nothing of it is left",
      hint: "look at `chancery show \(seq)`: it says who redacted it, and why"
    )
  }

  private func alreadyWithdrawn(
    _ seq: UInt64,
    at pointer: String,
    isCorrection: Bool
  ) -> Refusal {
    let withdrawal = vocabulary.withdrawals(of: seq).first { vocabulary.state($0).isStanding }
    let by = withdrawal.map { " by event \($0)" } ?? ""
    let name = withdrawal.map { "event \($0)" } ?? "its withdrawal"
    return Refusal(
      .alreadyWithdrawn,
      at: pointer,
      "event \(seq) is withdrawn already\(by)",
      hint: isCorrection
        ? "withdraw \(name) first, so that it stands again; then correct it"
        : "withdraw \(name), if it shall stand again"
    )
  }

  /// A chain of corrections of corrections and withdrawals of withdrawals is kept short.
  private func refuseTooDeep(_ seq: UInt64, at pointer: String) throws(Refusal) {
    var depth = 1
    var event = seq
    while let control = vocabulary.target(event)?.control, depth <= StateRules.depthMax {
      depth += 1
      event = control.event
    }
    guard depth > StateRules.depthMax else { return }
    throw Refusal(
      .invalidValue,
      at: pointer,
      "event \(seq) ends a chain of \(StateRules.depthMax) corrections and withdrawals of each "
        + "other, the most there may be",
      hint: "withdraw or correct the event itself: event \(event)"
    )
  }
}

extension Refusal {
  static func alreadyMerged(_ from: Text, into: Text, at pointer: String) -> Refusal {
    Refusal(
      .alreadyMerged,
      at: pointer,
      "meeting “\(from)” is merged into “\(into)” already",
      hint: "merge “\(into)”, or withdraw the merge of “\(from)” first"
    )
  }

  static func circularMerge(_ from: Text, into: Text, at pointer: String) -> Refusal {
    Refusal(
      .invalidValue,
      at: pointer,
      "meeting “\(into)” is merged into “\(from)” itself",
      hint: "withdraw that merge first"
    )
  }
}
