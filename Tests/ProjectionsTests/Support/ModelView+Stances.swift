import ChanceryModel

/// One stance as said, with all that became public of it.
struct Said {
  var spoken: ModelView.Spoken
  var stance: StanceHeader

  var seq: UInt64 { spoken.seq }
  var moment: Moment { spoken.statement.moment }

  var isCandidate: Bool {
    stance.standing == .declared && spoken.statement.kind != .deed && stance.position != nil
  }

  var candidate: StanceCandidate {
    StanceCandidate(
      seq: seq,
      version: spoken.version,
      earliest: moment.earliest,
      latest: moment.latest,
      rank: spoken.statement.rank,
      position: stance.position ?? .withdrawn,
      conditions: stance.conditions
    )
  }
}

extension ModelView {
  func said(_ holder: Text, _ topic: Text) -> [Said] {
    spoken.flatMap { spoken in
      spoken.statement.stances.filter { $0.holder == holder && $0.topic == topic }
        .map { Said(spoken: spoken, stance: $0) }
    }
  }

  /// The statements of one utterance with a given one, by going along links until no more are found.
  func utterance(of seq: UInt64) -> Set<UInt64> {
    var found: Set<UInt64> = [seq]
    var count = 0
    while count < found.count {
      count = found.count
      for link in links where link.kind == .sameUtterance {
        if found.contains(link.from) { found.insert(link.to) }
        if found.contains(link.to) { found.insert(link.from) }
      }
    }
    return found
  }

  /// True if what was public by a day, or all there is, certainly supersedes the utterance.
  func isSuperseded(_ seq: UInt64, by publicDay: CivilDate?) -> Bool {
    let utterance = utterance(of: seq)
    return links.contains { link in
      link.kind == .supersedes && utterance.contains(link.to)
        && spoken.contains { $0.seq == link.from && $0.isPublic(by: publicDay) }
    }
  }

  /// How many redacted events spoke of something.
  func redactionCount(where isIt: (Model.Content) -> Bool) -> Int {
    func speaks(_ content: Model.Content) -> Bool {
      if case .correction(of: _, version: _, let inner) = content { return speaks(inner) }
      return isIt(content)
    }
    return redactions.count { $0.event <= known && $0.contents.contains(where: speaks) }
  }
}

extension ModelView {
  /// What of a pair is visible, parted as the rule parts it.
  struct Parted {
    var counting: [StanceCandidate] = []
    var passedOver: [(candidate: StanceCandidate, role: FoldRole)] = []
    var aside: [Said] = []
  }

  func parted(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> Parted {
    let visible = said(holder, topic).filter { $0.spoken.isPublic(by: clocks.publicDay) }
    var parted = Parted(aside: visible.filter { !$0.isCandidate })
    var left: [StanceCandidate] = []
    for one in visible where one.isCandidate {
      if isSuperseded(one.seq, by: clocks.publicDay) {
        parted.passedOver.append((one.candidate, .superseded))
      } else {
        left.append(one.candidate)
      }
    }
    for candidate in left {
      let utterance = utterance(of: candidate.seq)
      let best = left.filter { utterance.contains($0.seq) }.min { isBetter($0, $1) }
      if best?.seq == candidate.seq {
        parted.counting.append(candidate)
      } else {
        parted.passedOver.append((candidate, .sameUtterance))
      }
    }
    return parted
  }

  /// The order of those that say the same utterance, as a list of keys.
  private func isBetter(_ one: StanceCandidate, _ other: StanceCandidate) -> Bool {
    func keys(_ candidate: StanceCandidate) -> [Int64] {
      let order: [Position] = [.undecided, .conditional, .neutral, .oppose, .support, .withdrawn]
      return [
        candidate.earliest == candidate.latest ? 0 : 1,
        Int64(candidate.latest.dayNumber),
        -Int64(candidate.rank.rawValue),
        candidate.earliest.map { -Int64($0.dayNumber) } ?? .max,
        candidate.conditions == nil ? 1 : 0,
        Int64(order.firstIndex(of: candidate.position) ?? 0),
      ]
    }
    func words(_ candidate: StanceCandidate) -> [String] {
      (candidate.conditions ?? []).map { "\($0.kind.rawValue) \($0.text)" }
    }
    let (mine, others) = (keys(one), keys(other))
    if mine != others { return mine.lexicographicallyPrecedes(others) }
    if words(one) != words(other) { return words(one).lexicographicallyPrecedes(words(other)) }
    return one.seq < other.seq
  }

  func stance(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> StanceAnswer {
    let parted = parted(holder, topic, clocks)
    let outcome = Fold.outcome(of: parted.counting, at: clocks.at)
    var answer = StanceAnswer(
      holder: holder,
      topic: topic,
      at: clocks.at,
      known: clocks.known,
      publicDay: clocks.publicDay,
      head: clocks.head
    )
    let texts = Dictionary(
      uniqueKeysWithValues: said(holder, topic).map { ($0.seq, $0.moment.text) }
    )
    answer.position = outcome.position
    answer.conditions = outcome.conditions
    answer.contestedReason = outcome.contestedReason
    answer.contestedBy = newest(outcome.contestedBy, "contested_by", &answer)
    answer.since = outcome.setBy.flatMap { texts[$0.seq] }
    answer.sinceExact = outcome.setBy?.isExactDay ?? false
    answer.lastSaid = outcome.lastSaid.flatMap { texts[$0.seq] }
    answer.sinceLatest = outcome.setBy?.latest
    answer.lastSaidLatest = outcome.lastSaid?.latest
    answer.seq = outcome.setBy?.seq
    answer.version = outcome.setBy?.version
    let days = Dictionary(uniqueKeysWithValues: parted.counting.map { ($0.seq, $0.latest) })
    let confirmed = outcome.confirmedBy.sorted {
      (days[$0] ?? .first, $0) < (days[$1] ?? .first, $1)
    }
    answer.confirmedBy = newest(confirmed, "confirmed_by", &answer).sorted()
    let possible = outcome.possible.sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }
    answer.possible = newest(possible, "possible", &answer).map {
      StanceAnswer.PossibleStance(
        seq: $0.seq,
        said: texts[$0.seq] ?? "",
        position: $0.position
      )
    }
    let aside = parted.aside.filter { $0.moment.latest <= clocks.at }
      .sorted { ($0.moment.latest, $0.seq) < ($1.moment.latest, $1.seq) }
    answer.aside = newest(aside, "aside", &answer).map {
      StanceAnswer.AsideStance(
        seq: $0.seq,
        standing: $0.stance.standing,
        position: $0.stance.position,
        kind: $0.spoken.statement.kind
      )
    }
    answer.redactions = redactionCount { content in
      guard case .statement(let statement) = content else { return false }
      return statement.stances.contains { $0.holder == holder && $0.topic == topic }
    }
    return answer
  }

  private func newest<Element>(
    _ list: [Element],
    _ name: Text,
    _ answer: inout StanceAnswer
  ) -> [Element] {
    if list.count > StanceAnswer.listCount { answer.more.append(name) }
    return Array(list.suffix(StanceAnswer.listCount))
  }

  // MARK: Lists

  /// What a list shows of a stance, or nil where it shows nothing.
  func listed(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> StanceAnswer? {
    var answer = stance(holder, topic, clocks)
    if answer.position == nil && answer.possible.isEmpty && answer.aside.isEmpty
      && answer.redactions == 0
    {
      return nil
    }
    answer.by = said(holder, topic).first { $0.seq == answer.seq }.flatMap { by($0) }
    return answer
  }

  private func by(_ said: Said) -> Text? {
    switch said.spoken.statement.speaker {
    case nil: nil
    case .name(let name): name
    case .person(let person): name(of: person)
    }
  }

  func history(_ holder: Text, _ topics: [Text], _ clocks: AnswerClocks) -> [HistoryItem] {
    var items: [HistoryItem] = []
    for topic in topics {
      let parted = parted(holder, topic, clocks)
      var roles: [UInt64: FoldRole?] = [:]
      for item in Fold.history(of: parted.counting, at: clocks.at) {
        roles[item.candidate.seq] = item.role
      }
      for item in parted.passedOver
      where (item.candidate.earliest ?? CivilDate.first) <= clocks.at {
        roles[item.candidate.seq] = item.role
      }
      for one in parted.aside where one.moment.latest <= clocks.at {
        roles[one.seq] = .some(nil)
      }
      for one in said(holder, topic) {
        guard let role = roles[one.seq] else { continue }
        items.append(item(one, topic, role))
      }
    }
    return items.sorted {
      ($0.said.latest, $0.seq, $0.topic) < ($1.said.latest, $1.seq, $1.topic)
    }
  }

  private func item(_ one: Said, _ topic: Text, _ role: FoldRole?) -> HistoryItem {
    var sources: [Text] = []
    for publication in one.spoken.published where !sources.contains(publication.source) {
      sources.append(publication.source)
    }
    return HistoryItem(
      topic: topic,
      seq: one.seq,
      version: one.spoken.version,
      said: one.moment,
      position: one.stance.position,
      standing: one.stance.standing,
      rank: one.spoken.statement.rank,
      role: role,
      conditions: one.stance.conditions,
      by: by(one),
      sources: sources
    )
  }
}
