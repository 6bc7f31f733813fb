import ChanceryModel

/// The journal as a plain list: no index, no store, every answer computed from all that was said.
struct Model {
  /// One stance as said, with what became public of it and when we learned so.
  struct Said {
    var seq: UInt64
    var holder: Text
    var topic: Text
    var position: Position?
    var conditions: [Condition]?
    var standing: Standing
    var kind: StatementKind
    var rank: Rank
    var moment: Moment
    var by: Text?
    var published: [(begin: UInt64, source: Text, latest: CivilDate?)]

    var isCandidate: Bool { standing == .declared && kind != .deed && position != nil }

    func isVisible(known: UInt64, publicDay: CivilDate?) -> Bool {
      guard seq <= known else { return false }
      guard let publicDay else { return true }
      return published.contains { $0.begin <= known && $0.latest.map { $0 <= publicDay } == true }
    }
  }

  /// A statement made at a meeting, or about one.
  struct Mention {
    var seq: UInt64
    var meeting: Text
    var isMadeThere: Bool
    var latest: CivilDate
    var published: [(begin: UInt64, source: Text, latest: CivilDate?)]
  }

  var head: UInt64 = 0
  var said: [Said] = []
  var mentions: [Mention] = []
  var facts: [MeetingFact] = []

  /// One more source for a statement.
  mutating func report(_ statement: UInt64, seq: UInt64, source: Text, latest: CivilDate?) {
    for index in said.indices where said[index].seq == statement {
      said[index].published.append((seq, source, latest))
    }
    for index in mentions.indices where mentions[index].seq == statement {
      mentions[index].published.append((seq, source, latest))
    }
  }

  // MARK: Stances

  func visible(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> [Said] {
    said.filter {
      $0.holder == holder && $0.topic == topic
        && $0.isVisible(known: clocks.known, publicDay: clocks.publicDay)
    }
  }

  func candidates(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> [StanceCandidate] {
    visible(holder, topic, clocks).filter(\.isCandidate).map {
      StanceCandidate(
        seq: $0.seq,
        version: $0.seq,
        earliest: $0.moment.earliest,
        latest: $0.moment.latest,
        rank: $0.rank,
        position: $0.position ?? .withdrawn,
        conditions: $0.conditions
      )
    }
  }

  private func asides(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> [Said] {
    visible(holder, topic, clocks)
      .filter { !$0.isCandidate && $0.moment.latest <= clocks.at }
      .sorted { ($0.moment.latest, $0.seq) < ($1.moment.latest, $1.seq) }
  }

  func stance(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> StanceAnswer {
    let candidates = candidates(holder, topic, clocks)
    let outcome = Fold.outcome(of: candidates, at: clocks.at)
    var answer = StanceAnswer(
      holder: holder,
      topic: topic,
      at: clocks.at,
      known: clocks.known,
      publicDay: clocks.publicDay,
      head: clocks.head
    )
    let texts = Dictionary(said.map { ($0.seq, $0.moment.text) }) { first, _ in first }
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
    let days = Dictionary(uniqueKeysWithValues: candidates.map { ($0.seq, $0.latest) })
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
    answer.aside = newest(asides(holder, topic, clocks), "aside", &answer).map {
      StanceAnswer.AsideStance(
        seq: $0.seq,
        standing: $0.standing,
        position: $0.position,
        kind: $0.kind
      )
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

  /// What a list shows of a stance, or nil where it shows nothing.
  func listed(_ holder: Text, _ topic: Text, _ clocks: AnswerClocks) -> StanceAnswer? {
    var answer = stance(holder, topic, clocks)
    if answer.position == nil && answer.possible.isEmpty && answer.aside.isEmpty { return nil }
    answer.by = answer.seq.flatMap { seq in said.first { $0.seq == seq }?.by }
    return answer
  }

  func history(_ holder: Text, _ topics: [Text], _ clocks: AnswerClocks) -> [HistoryItem] {
    var items: [HistoryItem] = []
    for topic in topics {
      let roles = Dictionary(
        uniqueKeysWithValues: Fold.history(
          of: candidates(holder, topic, clocks),
          at: clocks.at
        ).map { ($0.candidate.seq, $0.role) }
      )
      for one in visible(holder, topic, clocks) {
        let isAside = !one.isCandidate && one.moment.latest <= clocks.at
        guard isAside || roles[one.seq] != nil else { continue }
        items.append(item(one, roles[one.seq], clocks.known))
      }
    }
    return items.sorted {
      ($0.said.latest, $0.seq, $0.topic) < ($1.said.latest, $1.seq, $1.topic)
    }
  }

  private func item(_ one: Said, _ role: FoldRole?, _ known: UInt64) -> HistoryItem {
    var sources: [Text] = []
    for (begin, source, _) in one.published where begin <= known && !sources.contains(source) {
      sources.append(source)
    }
    return HistoryItem(
      topic: one.topic,
      seq: one.seq,
      version: one.seq,
      said: one.moment,
      position: one.position,
      standing: one.standing,
      rank: one.rank,
      role: role,
      conditions: one.conditions,
      by: one.by,
      sources: sources
    )
  }

  // MARK: Meetings

  func facts(_ meeting: Text, _ clocks: AnswerClocks) -> [MeetingFact] {
    facts.filter { fact in
      guard fact.header.meeting == meeting, fact.seq <= clocks.known else { return false }
      guard let publicDay = clocks.publicDay else { return true }
      return fact.header.report?.publishedLatest.map { $0 <= publicDay } ?? false
    }
  }

  func meeting(_ meeting: Text, _ clocks: AnswerClocks) -> MeetingAnswer {
    let mentions = mentions.filter { mention in
      guard mention.meeting == meeting, mention.seq <= clocks.known, mention.latest <= clocks.at
      else { return false }
      guard let publicDay = clocks.publicDay else { return true }
      return mention.published.contains {
        $0.begin <= clocks.known && $0.latest.map { $0 <= publicDay } == true
      }
    }
    return MeetingFold.answer(
      meeting: meeting,
      facts: facts(meeting, clocks),
      clocks: clocks,
      statementsMade: mentions.filter(\.isMadeThere).map(\.seq),
      statementsAbout: mentions.filter { !$0.isMadeThere }.map(\.seq)
    )
  }
}
