import ChanceryAPI
import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Appends events in one request: all or none.
  ///
  /// Repeated once if the connection breaks: every event has an id, so none is appended twice.
  func append(_ events: [JSONValue], _ options: AppendOptions) throws(Fault) -> Appended {
    var request = HTTPRequest(
      "POST",
      ["v1", "events"],
      query: [
        ("declare", options.declare ? "true" : nil), ("dry_run", options.dryRun ? "true" : nil),
      ]
    )
    let body = events.count == 1 ? events[0] : .array(events)
    request = request.with(body: CanonicalJSON.bytes(of: body), type: "application/json")
    if let head = options.head { request = request.with(field: "If-Match", "\"\(head)\"") }
    request.isRepeatable = true
    let response = try fetch(request)
    return Appended(
      events: events,
      body: response.body,
      answer: try parse(response.body),
      isDryRun: options.dryRun
    )
  }

  /// Appends events and tells what came of it.
  ///
  /// - Parameters:
  ///   - events: All that goes into the request.
  ///   - options: How.
  ///   - isTried: True for events about events, whose answer does not tell which stances they bear on:
  ///     for people, the same is tried first, in one request more.
  /// - Returns: The stance changes that were told: none of data formats.
  /// - Throws: ``Fault`` if the events are refused, or no daemon answers.
  @discardableResult
  func appendAndTell(
    _ events: [JSONValue],
    _ options: AppendOptions,
    isTried: Bool = false
  ) throws(Fault) -> [StanceShift] {
    let isForPeople = !format.isData
    let isFirstTried =
      isForPeople && isTried && !options.dryRun && events.count <= Limits.dryRunEvents
    var changes = isFirstTried ? try changesIfAppended(events, options) : []
    let appended = try append(events, options)
    if isForPeople, !isFirstTried { changes = try stanceChanges(appended) }
    try printOne(appended.body, view: Session.results, items: { $0["results"]?.arrayValue ?? [] }) {
      _ in AppendEcho(appended: appended, changes: changes).text(names: names, style: style)
    }
    return changes
  }

  private static let results = ListView(
    noun: "event",
    columns: [
      Column("seq", title: "EVENT"), Column("id"), Column("duplicate"), Column("redacted", .data),
    ]
  )
}

// MARK: - Stance changes

extension Session {
  /// What events would change in any stance, if they were appended now.
  func changesIfAppended(
    _ events: [JSONValue],
    _ options: AppendOptions
  ) throws(Fault) -> [StanceShift] {
    var trial = options
    trial.dryRun = true
    return Session.shifts(try append(events, trial).answer)
  }

  private static func shifts(_ trial: JSONValue) -> [StanceShift] {
    (trial["changes"]?.arrayValue ?? []).map { change in
      StanceShift(
        holder: FieldText.of(change["holder"]),
        topic: FieldText.of(change["topic"]),
        day: FieldText.of(change["at"]),
        before: change["before"] ?? .null,
        after: change["after"] ?? .null
      )
    }
  }

  /// What the append changed in the stances it speaks of.
  private func stanceChanges(_ appended: Appended) throws(Fault) -> [StanceShift] {
    let answer = appended.answer
    if appended.isDryRun { return Session.shifts(answer) }
    guard let first = answer["first"]?.intValue, let last = answer["last"]?.intValue else {
      return []
    }
    var changes: [StanceShift] = []
    var seen: [String] = []
    for result in answer["results"]?.arrayValue ?? [] {
      let latest = result["derived"]?["latest"]?.stringValue
      for stance in result["derived"]?["stances"]?.arrayValue ?? [] {
        let pair = (FieldText.of(stance["holder"]), FieldText.of(stance["topic"]))
        guard !seen.contains("\(pair.0) \(pair.1)") else { continue }
        seen.append("\(pair.0) \(pair.1)")
        changes += try stanceChanges(pair.0, pair.1, latest, first, last)
      }
    }
    return changes
  }

  /// What changed today, and on the day of the statement if that is where it shows.
  private func stanceChanges(
    _ holder: String,
    _ topic: String,
    _ latest: String?,
    _ first: Int,
    _ last: Int
  ) throws(Fault) -> [StanceShift] {
    let today = dates.today.description
    let now = try stanceChange(holder, topic, today, first, last)
    guard now.isNone, let latest, latest != today else { return [now] }
    let then = try stanceChange(holder, topic, latest, first, last)
    return then.isNone ? [now] : [now, then]
  }

  private func stanceChange(
    _ holder: String,
    _ topic: String,
    _ day: String,
    _ first: Int,
    _ last: Int
  ) throws(Fault) -> StanceShift {
    let before = first == 1 ? .null : try stance(holder, topic, day, known: first - 1)
    let after = try stance(holder, topic, day, known: last)
    return StanceShift(holder: holder, topic: topic, day: day, before: before, after: after)
  }

  /// A stance as it was known; `.null` if topic or holder were not known then.
  private func stance(
    _ holder: String,
    _ topic: String,
    _ day: String,
    known: Int
  ) throws(Fault) -> JSONValue {
    let request = HTTPRequest(
      "GET",
      ["v1", "stances", holder, topic],
      query: [("at", day), ("known", String(known))]
    )
    let response = try attempt(request)
    return response.head.isSuccess ? try parse(response.body) : .null
  }
}
