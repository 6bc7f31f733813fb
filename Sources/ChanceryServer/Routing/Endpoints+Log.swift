import ChanceryAPI
import ChanceryModel

// MARK: - The log and what is read through it

extension Endpoints {
  /// One event: a point read, answered where it stands.
  func event(_ request: RoutedRequest) throws(Refusal) -> Reply {
    let seq = try sequence(request.arguments[0])
    let bytes = try journal.event(seq, derived: try request.query.flag("derived"))
    return .now(Response(body: bytes, head: journal.head))
  }

  /// A page of the log, the log as lines, or the log as it grows.
  func events(_ query: QueryParameters, _ head: RequestHead) throws(Refusal) -> Reply {
    let filter = try eventFilter(query)
    let isFollowing = try query.flag("follow")
    let form = try EventMediaType.negotiate(accept: head.accept, isFollowing: isFollowing)
    let after = try query.sequence("after")
    if isFollowing {
      guard query["limit"] == nil else {
        throw Refusal(.badParameter, "a follower has no “limit”", hint: "leave one of them out")
      }
      // A name that is not known is refused before the stream begins, not silently waited for.
      if !filter.isEmpty { _ = try journal.events(filter, after: journal.head, limit: 1) }
      let resumed = form == .serverSentEvents ? head.lastEventID.flatMap { UInt64($0) } : nil
      return .follow(
        FollowPlan(filter: filter, after: resumed ?? after ?? journal.head, form: form)
      )
    }
    let limit = try limit(query)
    let journal = journal
    return .job { () throws(Refusal) in
      let page = try journal.events(filter, after: after ?? 0, limit: limit)
      guard form == .lines else { return Response(body: page.encoded(), head: page.head) }
      return Response(
        contentType: Response.lines,
        body: FollowFormat.events(page.items, form: .lines),
        head: page.head
      )
    }
  }

  private func eventFilter(_ query: QueryParameters) throws(Refusal) -> EventFilter {
    var filter = EventFilter(
      holder: query.text("holder"),
      topic: query.text("topic"),
      meeting: query.text("meeting")
    )
    guard let name = query.text("type") else { return filter }
    guard let type = EventType(name: name) else {
      let names = EventType.names.map(\.string)
      let nearest = NearestNames.nearest(name.string, among: names, limit: 1).first
      throw Refusal(
        .badParameter,
        "there is no event type “\(name)”",
        hint: nearest.map { "did you mean “\($0)”?" }
      )
    }
    filter.type = type
    return filter
  }

  // MARK: - Replay and export

  /// State changes in order, as lines.
  func replay(_ query: QueryParameters) throws(Refusal) -> Reply {
    let order: ReplayQuery.Order
    switch query["by"] {
    case nil, "said": order = .said
    case "recorded": order = .recorded
    case .some(let other):
      throw Refusal(.badParameter, "“by” is said or recorded, not “\(other)”")
    }
    let replay = ReplayQuery(
      from: try query.day("from"),
      to: try query.day("to"),
      order: order,
      topic: query.text("topic"),
      holder: query.text("holder"),
      known: try query.known()
    )
    let source = ReplaySource(journal: journal, query: replay, limit: server.limits.page)
    return .pages(Response.lines) { () throws(Refusal) in try source.page(after: nil, sent: 0) }
  }

  /// The whole log with salts and texts, as lines.
  func export(after: UInt64) -> Reply {
    let source = ExportSource(journal: journal, byteLimit: server.limits.exportPageBytes)
    return .pages(Response.lines) { () throws(Refusal) in try source.page(after: after) }
  }
}

/// Makes a replay's pages.
private struct ReplaySource: Sendable {
  let journal: any ServedJournal
  let query: ReplayQuery
  let limit: Int

  func page(after: ReplayCursor?, sent: Int) throws(Refusal) -> StreamPage {
    let page = try journal.replay(query, after: after, limit: limit)
    var bytes: [UInt8] = []
    for line in page.lines {
      bytes += line.encoded()
      bytes.append(UInt8(ascii: "\n"))
    }
    let count = sent + page.lines.count
    guard let next = page.next else {
      return StreamPage(bytes: bytes + StreamLines.replayEnd(head: page.head, items: count))
    }
    return StreamPage(bytes: bytes) { () throws(Refusal) in
      try self.page(after: next, sent: count)
    }
  }
}

/// Makes an export's pages.
private struct ExportSource: Sendable {
  let journal: any ServedJournal
  let byteLimit: Int

  func page(after: UInt64) throws(Refusal) -> StreamPage {
    let page = try journal.export(after: after, byteLimit: byteLimit)
    guard let next = page.next else {
      return StreamPage(bytes: page.bytes + StreamLines.exportEnd(page))
    }
    return StreamPage(bytes: page.bytes) { () throws(Refusal) in try self.page(after: next) }
  }
}
