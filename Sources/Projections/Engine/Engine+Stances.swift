package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Stances

extension Engine {
  /// The stance of a holder on a topic, with the event that set it, and the correction of that which
  /// counts.
  ///
  /// Cost: some descents, whatever the length of the history; quick enough for an event loop.
  ///
  /// - Throws: `unknown-actor` or `unknown-topic` for a name that is known neither now nor at `known`.
  package func stance(
    holder: Text,
    topic: Text,
    clocks query: ClockQuery
  ) throws(Refusal) -> StanceAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      let pair = try set.stances.stances.pair(holder, topic, transaction)
      // Names that a pair was made of are known; only others cost a look.
      if pair == nil {
        try check(holder: holder, topic: topic, known: clocks.known, set, transaction)
      }
      let reader = StanceReader(set, journal)
      var answer = try reader.answer(holder, topic, pair, clocks, transaction)
      guard let seq = answer.seq else { return answer }
      let contents = Contents(journal, set, known: clocks.known)
      answer.statement = try contents.event(seq, transaction)
      if let version = answer.version, version != seq {
        answer.correction = try contents.event(version, transaction)
      }
      return answer
    }
  }

  /// Every holder's stance on a topic: those with anything on record, in the order of their codes.
  package func board(
    topic: Text,
    clocks query: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(holder: nil, topic: topic, known: clocks.known, set, transaction)
      let tables = set.stances.stances
      return try list(
        .board(topic: topic),
        clocks,
        set,
        after: after,
        limit: limit,
        names: { after, limit in
          try tables.seconds(
            of: topic,
            in: tables.topics,
            after: after,
            limit: limit,
            transaction
          )
        },
        answer: { reader, holder in try reader.answer(holder, topic, clocks, transaction) },
        transaction
      )
    }
  }

  /// A holder's stance on every topic, in the order of their slugs.
  package func stances(
    holder: Text,
    clocks query: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(holder: holder, topic: nil, known: clocks.known, set, transaction)
      let tables = set.stances.stances
      return try list(
        .holder(holder),
        clocks,
        set,
        after: after,
        limit: limit,
        names: { after, limit in
          try tables.seconds(
            of: holder,
            in: tables.pairs,
            after: after,
            limit: limit,
            transaction
          )
        },
        answer: { reader, topic in try reader.answer(holder, topic, clocks, transaction) },
        transaction
      )
    }
  }

  private func list(
    _ subject: StanceListAnswer.Subject,
    _ clocks: AnswerClocks,
    _ set: ProjectionSet,
    after: Text?,
    limit: Int,
    names: (Text?, Int) throws -> [Text],
    answer: (StanceReader, Text) throws -> StanceAnswer,
    _ transaction: TransactionReference
  ) throws -> StanceListAnswer {
    let reader = StanceReader(set, journal)
    let found = try names(after, limit + 1)
    var items: [StanceAnswer] = []
    for name in found.prefix(limit) {
      var item = try answer(reader, name)
      // What the query's clocks do not show at all has no place in a list.
      guard
        item.position != nil || !item.possible.isEmpty || !item.aside.isEmpty
          || item.redactions > 0
      else { continue }
      if let seq = item.seq { item.by = try speaker(of: seq, set, clocks.known, transaction) }
      items.append(item)
    }
    return StanceListAnswer(
      subject: subject,
      clocks: clocks,
      items: items,
      next: found.count > limit ? found[limit - 1] : nil
    )
  }

  /// Refuses names that are known neither now nor at a head, and on which nothing was ever said.
  func check(
    holder: Text?,
    topic: Text?,
    known: UInt64 = Validity.now,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws {
    let now = LogVocabulary(journal, set, known: Validity.now, transaction)
    let then = LogVocabulary(journal, set, known: known, transaction)
    let tables = set.stances.stances
    if let holder, now.actor(holder) == nil, then.actor(holder) == nil,
      try tables.seconds(of: holder, in: tables.pairs, after: nil, limit: 1, transaction).isEmpty
    {
      throw Engine.unknown(.unknownActor, "actor", holder, now.nearest(holder, kind: .actor))
    }
    if let topic, now.topic(topic) == nil, then.topic(topic) == nil,
      try tables.seconds(of: topic, in: tables.topics, after: nil, limit: 1, transaction).isEmpty
    {
      throw Engine.unknown(.unknownTopic, "topic", topic, now.nearest(topic, kind: .topic))
    }
    if let failure = now.failure ?? then.failure { throw failure }
  }

  /// The refusal of a name that is not known, with the nearest that are.
  static func unknown(
    _ code: RefusalCode,
    _ noun: String,
    _ name: Text,
    _ nearest: [Text]
  ) -> Refusal {
    let names = nearest.map { "“\($0)”" }.joined(separator: ", ")
    return Refusal(
      code,
      "no \(noun) is called “\(name)”",
      hint: nearest.isEmpty
        ? "`chancery \(noun == "person" ? "people" : noun + "s")` lists those there are"
        : "did you mean \(names)?"
    )
  }

  // MARK: Histories

  /// Every statement of a holder on one topic or all, with what each did to the stance at the day.
  ///
  /// Cost: all statements of the pair are folded, and a page of their records read.
  ///
  /// - Parameters:
  ///   - holder: Whose statements.
  ///   - topic: On which topic; nil for all.
  ///   - query: The clocks of the answer.
  ///   - after: How many items to pass over, as the last page's `next` says.
  ///   - limit: How many items at the most.
  /// - Returns: A page of the statements, oldest first.
  /// - Throws: `unknown-actor`, `unknown-topic`, `bad-parameter`.
  package func history(
    holder: Text,
    topic: Text?,
    clocks query: ClockQuery,
    after: Int = 0,
    limit: Int = 1000
  ) throws(Refusal) -> HistoryAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(holder: holder, topic: topic, known: clocks.known, set, transaction)
      let tables = set.stances.stances
      var topics: [Text] = []
      if let topic {
        topics = [topic]
      } else {
        topics = try tables.seconds(
          of: holder,
          in: tables.pairs,
          after: nil,
          limit: 10_000,
          transaction
        )
      }
      var entries: [HistoryEntry] = []
      for topic in topics {
        guard let pair = try tables.pair(holder, topic, transaction) else { continue }
        entries += try self.entries(pair, topic, clocks, set, transaction)
      }
      entries.sort { ($0.latest, $0.seq, $0.topic) < ($1.latest, $1.seq, $1.topic) }
      let page = entries.dropFirst(after).prefix(limit)
      var items: [HistoryItem] = []
      for entry in page { items.append(try item(entry, holder, set, clocks.known, transaction)) }
      let next = after + page.count < entries.count ? Text("\(after + page.count)") : nil
      var answer = HistoryAnswer(
        holder: holder,
        topic: topic,
        clocks: clocks,
        items: items,
        next: next
      )
      for topic in topics {
        answer.redactions += try set.versions.redactionCount(
          mark: RedactionMarks.of(holder: holder, topic: topic),
          known: clocks.known,
          transaction
        )
      }
      return answer
    }
  }

  /// A line of a history before its record is read.
  struct HistoryEntry {
    var latest: CivilDate
    var seq: UInt64
    var version: UInt64
    var topic: Text
    var role: FoldRole?
  }

  private func entries(
    _ pair: UInt32,
    _ topic: Text,
    _ clocks: AnswerClocks,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [HistoryEntry] {
    let reader = StanceReader(set, journal)
    let view = StanceView(known: clocks.known, publicDay: clocks.publicDay)
    let candidates = try reader.candidates(pair, view, transaction)
    var entries = Fold.history(of: candidates, at: clocks.at).map { item in
      HistoryEntry(
        latest: item.candidate.latest,
        seq: item.candidate.seq,
        version: item.candidate.version,
        topic: topic,
        role: item.role
      )
    }
    for row in try reader.asideRows(pair, through: clocks.at, view, transaction) {
      entries.append(
        HistoryEntry(
          latest: row.latest,
          seq: row.seq,
          version: row.version,
          topic: topic,
          role: nil
        )
      )
    }
    return entries
  }

  func item(
    _ entry: HistoryEntry,
    _ holder: Text,
    _ set: ProjectionSet,
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> HistoryItem {
    let contents = Contents(journal, set, known: known)
    guard
      case .statement(let statement)? =
        try contents.body(of: entry.seq, at: entry.version, transaction),
      let stance = statement.stances.first(where: {
        $0.holder == holder && $0.topic == entry.topic
      })
    else { throw ProjectionDamage.row(StanceProjection.name) }
    var sources = statement.reports.map(\.source)
    for seq in try set.reports.reports(of: entry.seq, known: known, transaction) {
      guard let report = try contents.content(of: seq, transaction)?.body.report else { continue }
      if !sources.contains(report.report.source) { sources.append(report.report.source) }
    }
    return HistoryItem(
      topic: entry.topic,
      seq: entry.seq,
      version: entry.version,
      said: statement.said,
      position: stance.position,
      standing: stance.standing,
      rank: statement.rank,
      role: entry.role,
      conditions: stance.conditions,
      by: try speaker(of: entry.seq, set, known, transaction),
      sources: sources
    )
  }

  /// The display name of a statement's speaker, both as they stood at `known`; nil if no speaker is
  /// given.
  func speaker(
    of seq: UInt64,
    _ set: ProjectionSet,
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> Text? {
    let contents = Contents(journal, set, known: known)
    let speaker = try contents.data(of: seq, transaction)?["speaker"]
    let names = try personNames(in: [speaker], set, known, transaction)
    return SpeakerName.display(of: speaker) { names[$0] }
  }

  /// The display names of the people among speakers, by slug.
  func personNames(
    in speakers: [JSONValue?],
    _ set: ProjectionSet,
    _ known: UInt64,
    _ transaction: TransactionReference
  ) throws -> [Text: Text] {
    let contents = Contents(journal, set, known: known)
    var names: [Text: Text] = [:]
    for speaker in speakers {
      guard let slug = speaker?["person"]?.textValue, names[slug] == nil,
        let definition = try set.definitions.standing(
          .person,
          slug,
          known: known,
          set.versions,
          transaction
        ),
        case .person(let person)? = try contents.content(of: definition, transaction)?.body
      else { continue }
      names[slug] = person.names.first
    }
    return names
  }
}
