package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Meetings

extension Engine {
  /// One meeting with every value, attendance, count and outcome that any source gives.
  ///
  /// Cost: one record read and parsed for each event that speaks of it.
  package func meeting(
    _ slug: Text,
    clocks query: ClockQuery
  ) throws(Refusal) -> MeetingAnswer {
    try reading { transaction, set in
      let clocks = try clocks(query, transaction)
      try check(meeting: slug, set, transaction)
      func rows(_ role: MeetingProjection.Role) throws -> [MeetingProjection.Row] {
        try set.meetings.rows(
          slug,
          role,
          known: clocks.known,
          publicDay: clocks.publicDay,
          transaction
        ).filter { $0.said <= clocks.at }
      }
      let facts = try facts(slug, clocks, set, transaction)
      let names = try personNames(
        in: facts.map { $0.data["by"] },
        set,
        clocks.known,
        transaction
      )
      return MeetingFold.answer(
        meeting: slug,
        facts: facts,
        clocks: clocks,
        followedBy: Set(try rows(.followedBy).compactMap(\.slug)).sorted(),
        statementsMade: try rows(.madeThere).map(\.seq),
        statementsAbout: try rows(.about).map(\.seq),
        personName: { names[$0] }
      )
    }
  }

  /// Refuses a meeting that no event has spoken of.
  func check(
    meeting slug: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws {
    let known = Validity.open - 1
    guard try set.definitions.newest(.meeting, slug, known: known, transaction) == nil else {
      return
    }
    let nearest = try nearest(slug, .meeting, set, transaction)
    throw Engine.unknown(.unknownMeeting, "meeting", slug, nearest)
  }

  /// A line a meeting, in the order of their slugs.
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
      let slugs = try set.definitions.slugs(
        .meeting,
        after: after,
        limit: limit + 1,
        known: clocks.known,
        transaction
      )
      var items: [MeetingSummary] = []
      for slug in slugs.prefix(limit) {
        let facts = try facts(slug, clocks, set, transaction)
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

  /// The facts on a meeting that a query's `known` and `public` see.
  func facts(
    _ slug: Text,
    _ clocks: AnswerClocks,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [MeetingFact] {
    var facts: [MeetingFact] = []
    for row in try set.meetings.rows(
      slug,
      .fact,
      known: clocks.known,
      publicDay: clocks.publicDay,
      transaction
    ) {
      let header = try journal.requiredHeader(row.seq, transaction)
      guard case .meeting(let body) = header.body else {
        throw ProjectionDamage.row(MeetingProjection.name)
      }
      facts.append(
        MeetingFact(
          seq: row.seq,
          type: header.type,
          header: body,
          data: try journal.data(row.seq, transaction)
        )
      )
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
    let vocabulary = LogVocabulary(
      journal,
      set,
      known: Validity.open - 1,
      transaction
    )
    let nearest = vocabulary.nearest(name, kind: kind)
    if let failure = vocabulary.failure { throw failure }
    return nearest
  }
}
