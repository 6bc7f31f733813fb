import ChanceryAPI
import ChanceryModel

/// Turns a routed request into the way it is answered.
///
/// Nothing here waits.
struct Endpoints {
  let server: ServerContext
  let peer: Peer

  var journal: any ServedJournal { server.journal }

  /// How the request is answered.
  func reply(to request: RoutedRequest, _ head: RequestHead) throws(Refusal) -> Reply {
    switch request.route.name {
    case .service, .liveness, .readiness, .metrics, .openAPI, .status:
      operational(request.route.name)
    case .append: try append(request.query, head)
    case .events: try events(request.query, head)
    case .event: try event(request)
    case .stance: try stance(request)
    case .history, .holderHistory: try history(request)
    case .why: try why(request)
    case .holderStances, .board: try stanceList(request)
    case .changes: try changes(request.query)
    case .meetings: try meetings(request.query)
    case .meeting: try meeting(request)
    case .topics: try vocabulary(.topic, request)
    case .actors: try vocabulary(.actor, request)
    case .people: try vocabulary(.person, request)
    case .sources: try vocabulary(.source, request)
    case .topic: vocabularyItem(.topic, request)
    case .actor: vocabularyItem(.actor, request)
    case .person: vocabularyItem(.person, request)
    case .source: vocabularyItem(.source, request)
    case .sourceText: sourceText(request)
    case .replay: try replay(request.query)
    case .export: export(after: try request.query.sequence("after") ?? 0)
    case .checkpoint: try checkpoint(head)
    case .inclusionProof: try inclusionProof(request)
    case .consistencyProof: try consistencyProof(request.query)
    case .rebuild: rebuild(check: try request.query.flag("check"))
    case .backup: backup
    case .compact: compact
    case .redact: redact
    case .verify: .verify
    }
  }

  // MARK: - Appending

  private func append(_ query: QueryParameters, _ head: RequestHead) throws(Refusal) -> Reply {
    let declare = try query.flag("declare")
    let mediaType = try BodyMediaType(contentType: head.contentType)
    if query["dry_run"] == "check" {
      try requireLines(mediaType, for: "dry_run=check")
      return .check(declare: declare)
    }
    if let mode = query["bulk"] {
      return .bulk(try bulkPlan(mode, query, declare: declare, mediaType, head))
    }
    return .append(
      AppendPlan(
        mediaType: mediaType,
        expectedHead: try ExpectedHead.parse(head.ifMatch),
        declare: declare,
        isDryRun: try query.flag("dry_run"),
        recordedBy: peer.recordedBy
      )
    )
  }

  private func bulkPlan(
    _ mode: String,
    _ query: QueryParameters,
    declare: Bool,
    _ mediaType: BodyMediaType,
    _ head: RequestHead
  ) throws(Refusal) -> BulkPlan {
    guard mode == "true" || mode == "keep-going" else {
      throw Refusal(.badParameter, "bulk is “true” or “keep-going”, not “\(mode)”")
    }
    try requireLines(mediaType, for: "bulk=\(mode)")
    guard head.ifMatch == nil, try !query.flag("dry_run") else {
      throw Refusal(
        .badParameter,
        "an append in bulk is no one commit: neither If-Match nor dry_run goes with it",
        hint: "send up to \(server.limits.eventsPerRequest) events without bulk"
      )
    }
    return BulkPlan(
      keepsGoing: mode == "keep-going",
      declare: declare,
      recordedBy: peer.recordedBy
    )
  }

  /// Refuses a body of any length that is not lines, or that every line of would be told the same.
  private func requireLines(_ mediaType: BodyMediaType, for what: String) throws(Refusal) {
    guard mediaType == .lines else {
      throw Refusal(
        .unsupportedMediaType,
        "\(what) reads lines only",
        hint: "send application/x-ndjson, one event a line"
      )
    }
    if let refusal = journal.readiness.refusal { throw refusal }
  }

  // MARK: - Stances

  /// A point read, answered where it stands: the hop to the pool would cost more than the look-up.
  private func stance(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let answer = try journal.stance(
      holder: request.arguments[0],
      topic: request.arguments[1],
      clocks: try request.query.clocks()
    )
    return .now(Response(body: answer.encoded(), head: answer.head))
  }

  private func history(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let clocks = try request.query.clocks()
    let holder = request.arguments[0]
    let topic = request.arguments.count > 1 ? request.arguments[1] : nil
    let (after, limit) = try place(request.query)
    let journal = journal
    return .job { () throws(Refusal) in
      let answer = try journal.history(
        holder: holder,
        topic: topic,
        clocks: clocks,
        after: after,
        limit: limit
      )
      return Response(body: answer.encoded(), head: answer.clocks.head)
    }
  }

  private func why(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let clocks = try request.query.clocks()
    let (holder, topic) = (request.arguments[0], request.arguments[1])
    let (after, limit) = try place(request.query)
    let journal = journal
    return .job { () throws(Refusal) in
      let answer = try journal.why(
        holder: holder,
        topic: topic,
        clocks: clocks,
        after: after,
        limit: limit
      )
      return Response(body: answer.encoded(), head: answer.stance.head)
    }
  }

  /// Where a page of a history begins, and its size: all that a page may hold, unless less is asked for.
  private func place(_ query: QueryParameters) throws(Refusal) -> (after: Int, limit: Int) {
    (
      Int(clamping: try query.sequence("after") ?? 0),
      query["limit"] == nil ? server.limits.page : try limit(query)
    )
  }

  private func stanceList(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let clocks = try request.query.clocks()
    let limit = try limit(request.query)
    let after = try request.query.cursor()
    let journal = journal
    if let holder = request.arguments.first {
      return .job { () throws(Refusal) in
        let answer = try journal.stances(
          holder: holder,
          clocks: clocks,
          after: after,
          limit: limit
        )
        return Response(body: answer.encoded(), head: answer.clocks.head)
      }
    }
    guard let topic = request.query.text("topic") else {
      throw Refusal(
        .badParameter,
        "a board needs “topic”",
        hint: "/v1/stances?topic=own-troops, or /v1/stances/ITA for all topics of a holder"
      )
    }
    return .job { () throws(Refusal) in
      let answer = try journal.board(topic: topic, clocks: clocks, after: after, limit: limit)
      return Response(body: answer.encoded(), head: answer.clocks.head)
    }
  }

  // MARK: - Meetings

  private func meetings(_ query: QueryParameters) throws(Refusal) -> Reply {
    let clocks = try query.clocks()
    let (from, to) = (try query.day("from"), try query.day("to"))
    let limit = try limit(query)
    let after = try query.cursor()
    let journal = journal
    return .job { () throws(Refusal) in
      let answer = try journal.meetings(
        clocks: clocks,
        from: from,
        to: to,
        after: after,
        limit: limit
      )
      return Response(body: answer.encoded(), head: answer.clocks.head)
    }
  }

  private func meeting(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let clocks = try request.query.clocks()
    let slug = request.arguments[0]
    let journal = journal
    return .job { () throws(Refusal) in
      let answer = try journal.meeting(slug, clocks: clocks)
      return Response(body: answer.encoded(), head: answer.clocks.head)
    }
  }

  // MARK: - Vocabulary

  private func vocabulary(
    _ kind: VocabularyKind,
    _ request: RoutedRequest
  ) throws(Refusal) -> Reply {
    let limit = try limit(request.query)
    let after = try request.query.cursor()
    let all = try request.query.flag("all")
    let journal = journal
    if let name = request.query.text("name") {
      return .job { () throws(Refusal) in
        let match = try journal.vocabularyMatch(kind, name: name)
        return Response(body: match.encoded(), head: match.head)
      }
    }
    return .job { () throws(Refusal) in
      let page = try journal.vocabulary(kind, all: all, after: after, limit: limit)
      return Response(body: page.encoded(), head: page.head)
    }
  }

  private func vocabularyItem(_ kind: VocabularyKind, _ request: RoutedRequest) -> Reply {
    let slug = request.arguments[0]
    let journal = journal
    return .job { () throws(Refusal) in
      let (item, head) = try journal.vocabularyItem(kind, slug)
      return Response(body: kind.encoded(item), head: head)
    }
  }

  private func sourceText(_ request: RoutedRequest) -> Reply {
    let slug = request.arguments[0]
    let journal = journal
    return .job { () throws(Refusal) in
      Response(
        contentType: Response.plainText,
        body: try journal.sourceText(slug),
        head: journal.head
      )
    }
  }

  /// The size of the page asked for.
  func limit(_ query: QueryParameters) throws(Refusal) -> Int {
    try query.limit(default: server.limits.pageDefault, through: server.limits.page)
  }
}
