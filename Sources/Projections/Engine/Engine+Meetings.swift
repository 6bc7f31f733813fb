package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Meetings

extension Engine {
  /// One meeting with every value, attendance, count and outcome that any source gives.
  ///
  /// A meeting that was merged into another gives that one's answer, which unites both. Cost: one record
  /// read and parsed for each event that speaks of it.
  package func meeting(
    _ slug: Text,
    clocks query: ClockQuery
  ) throws(Refusal) -> MeetingAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(meeting: slug, known: clocks.known, set, transaction)
      let contents = Contents(journal, set, known: clocks.known)
      let group = try MeetingGroup(of: slug, contents, transaction)
      func rows(_ role: MeetingProjection.Role) throws -> [MeetingProjection.Row] {
        try set.meetings.rows(group, role, clocks, transaction).filter { $0.said <= clocks.at }
      }
      let facts = try facts(group, clocks, set, transaction)
      let names = try personNames(
        in: facts.map { $0.data["by"] },
        set,
        clocks.known,
        transaction
      )
      var followers: Set<Text> = []
      for slug in try rows(.followedBy).compactMap(\.slug) {
        let root = try set.versions.root(of: slug, known: clocks.known, transaction)
        if root != group.root { followers.insert(root) }
      }
      var answer = MeetingFold.answer(
        meeting: group.root,
        facts: facts,
        clocks: clocks,
        followedBy: followers.sorted(),
        statementsMade: Set(try rows(.madeThere).map(\.seq)).sorted(),
        statementsAbout: Set(try rows(.about).map(\.seq)).sorted(),
        personName: { names[$0] }
      )
      answer.mergedFrom = group.mergedFrom
      for slug in group.slugs {
        answer.redactions += try set.versions.redactionCount(
          mark: RedactionMarks.of(meeting: slug),
          known: clocks.known,
          transaction
        )
      }
      return answer
    }
  }

  /// Refuses a meeting that nothing defines, neither at a head nor now.
  func check(
    meeting slug: Text,
    known: UInt64 = Validity.now,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws {
    for head in [Validity.now, known]
    where try set.definitions.standing(.meeting, slug, known: head, set.versions, transaction)
      != nil
    {
      return
    }
    let nearest = try nearest(slug, .meeting, set, transaction)
    throw Engine.unknown(.unknownMeeting, "meeting", slug, nearest)
  }

  /// A line a meeting, in the order of their slugs; those merged into others are in these.
  ///
  /// - Parameters:
  ///   - query: The clocks of the answer.
  ///   - from: Leaves out meetings whose date ends before that day.
  ///   - to: Leaves out meetings whose date begins after that day.
  ///   - after: The slug to go on after, as the last page's `next` says.
  ///   - limit: How many meetings to look at, at the most.
  /// - Returns: The lines, and the slug to go on after, if there are more.
  /// - Throws: `bad-parameter` for a `known` after the head.
  package func meetings(
    clocks query: ClockQuery,
    from: CivilDate?,
    to: CivilDate?,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> MeetingListAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      let contents = Contents(journal, set, known: clocks.known)
      let slugs = try set.definitions.slugs(
        .meeting,
        after: after,
        limit: limit + 1,
        known: clocks.known,
        set.versions,
        transaction
      )
      var items: [MeetingSummary] = []
      for slug in slugs.prefix(limit) {
        let group = try MeetingGroup(of: slug, contents, transaction)
        guard group.root == slug else { continue }
        let facts = try facts(group, clocks, set, transaction)
        guard facts.contains(where: { $0.header.said.latest <= clocks.at }) else { continue }
        let summary = MeetingFold.summary(meeting: slug, facts: facts, at: clocks.at)
        if let from, let latest = summary.latest, latest < from { continue }
        if let to, let earliest = summary.earliest, earliest > to { continue }
        items.append(summary)
      }
      return MeetingListAnswer(
        clocks: clocks,
        items: items,
        next: slugs.count > limit ? slugs[limit - 1] : nil
      )
    }
  }

  /// The facts on a meeting that a query's `known` and `public` see, ascending by seq.
  func facts(
    _ group: MeetingGroup,
    _ clocks: AnswerClocks,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [MeetingFact] {
    let contents = Contents(journal, set, known: clocks.known)
    var facts: [MeetingFact] = []
    for row in try set.meetings.rows(group, .fact, clocks, transaction) {
      guard let type = try journal.type(row.seq, transaction),
        case .meeting(let body)? = try contents.body(of: row.seq, at: row.version, transaction),
        let data = try contents.data(of: row.seq, at: row.version, transaction)
      else { throw ProjectionDamage.row(MeetingProjection.name) }
      facts.append(MeetingFact(seq: row.seq, type: type, header: body, data: data))
    }
    return facts
  }

  /// The known names nearest to one that is not known.
  func nearest(
    _ name: Text,
    _ kind: VocabularyKind,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [Text] {
    let vocabulary = LogVocabulary(journal, set, known: Validity.now, transaction)
    let nearest = vocabulary.nearest(name, kind: kind)
    if let failure = vocabulary.failure { throw failure }
    return nearest
  }
}

extension MeetingProjection {
  /// The rows of all meetings of a group, ascending by seq.
  fileprivate func rows(
    _ group: MeetingGroup,
    _ role: Role,
    _ clocks: AnswerClocks,
    _ transaction: TransactionReference
  ) throws -> [Row] {
    var rows: [Row] = []
    for slug in group.slugs {
      rows += try self.rows(
        slug,
        role,
        known: clocks.known,
        publicDay: clocks.publicDay,
        transaction
      )
    }
    return group.mergedFrom.isEmpty ? rows : rows.sorted { $0.seq < $1.seq }
  }
}
