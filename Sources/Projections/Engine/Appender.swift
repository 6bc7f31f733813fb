package import ChanceryModel
internal import Journal
internal import LMDB

/// Applies requests to a write transaction, one after another.
///
/// A request is decided whole before its first put: idempotency keys, then the expected head, then
/// every event's vocabulary. So a refusal leaves the transaction as it was.
struct Appender {
  let journal: Journal
  let set: ProjectionSet
  var log: LogWriter
  /// One moment a commit, and how records have it.
  let recordedAt: Instant
  let recordedMoment: RecordedMoment?
  /// The seq of the last event that changed the vocabulary.
  var vocabularySeq: UInt64
  /// Stances of new statements, until ``enterGathered(_:)``.
  var batch: StanceBatch

  /// How many index rows a request may make.
  static let requestRowsMax = 16_384
  /// How many events a request may have.
  static let requestEventsMax = 4000

  /// What the request's events turned out to be.
  private enum Decision {
    case duplicate(seq: UInt64, isRedacted: Bool)
    /// The same event again within the request: of that index.
    case repeated(index: Int)
    case new
  }

  /// Appends a request's new events.
  ///
  /// - Throws: ``Refusal`` with nothing put; anything else spoils the transaction.
  mutating func append(
    _ prepared: PreparedRequest,
    to transaction: inout WriteTransaction
  ) throws -> AppendAnswer {
    let decisions = try decide(prepared, transaction)
    let hasNew = decisions.contains { if case .new = $0 { true } else { false } }
    if hasNew, let expected = prepared.request.expectedHead, expected != log.head {
      throw Refusal(
        .headMismatch,
        "the head is \(log.head), not \(expected)",
        hint: "look at what was appended since, then send If-Match: \"\(log.head)\"",
        items: [
          Refusal.Item(pointer: "", detail: "expected \(expected), actual \(log.head)")
        ]
      )
    }
    // Whoever resolves anew may read any rows.
    if !isResolved(prepared) { try enterGathered(&transaction) }
    let entries = try resolve(prepared, decisions, transaction)
    try refuseTooMany(entries)
    return try put(prepared, decisions, entries, &transaction)
  }

  /// Enters the stances that were gathered: to be called before the commit, and before any is read.
  mutating func enterGathered(_ transaction: inout WriteTransaction) throws {
    try set.enter(&batch, to: &transaction)
  }

  // MARK: Idempotency

  private func decide(
    _ prepared: PreparedRequest,
    _ transaction: borrowing WriteTransaction
  ) throws -> [Decision] {
    var decisions: [Decision] = []
    decisions.reserveCapacity(prepared.events.count)
    for (index, event) in prepared.events.enumerated() {
      if !prepared.repeats.isEmpty, let first = prepared.repeats[index] {
        let earlier = prepared.events[first].draft
        guard earlier.type == event.draft.type, earlier.data == event.draft.data else {
          throw conflict(event, at: index, with: "an earlier event of this request")
        }
        decisions.append(.repeated(index: first))
      } else if let seq = try journal.sequence(key: event.key, transaction) {
        let likeness = try likeness(event.draft, seq, transaction)
        guard likeness != .different else {
          throw conflict(event, at: index, with: "event \(seq)")
        }
        decisions.append(.duplicate(seq: seq, isRedacted: likeness == .redacted))
      } else {
        decisions.append(.new)
      }
    }
    return decisions
  }

  /// What a draft is to the stored event of its key.
  private enum Likeness {
    case same
    /// Of the same type; what the data were cannot be told any more.
    case redacted
    case different
  }

  private func likeness(
    _ draft: EventDraft,
    _ seq: UInt64,
    _ transaction: borrowing WriteTransaction
  ) throws -> Likeness {
    guard let bytes = try journal.record(seq, transaction) else {
      throw JournalDamage("an idempotency key names event \(seq), which the log does not have")
    }
    let record = try RecordView(bytes)
    guard record.header[0] == draft.type.rawValue else { return .different }
    if try HeaderCodec.isRedacted(record.header) { return .redacted }
    return record.data.isEqual(to: draft.data.rawSpan) ? .same : .different
  }

  private func conflict(
    _ event: PreparedRequest.Event,
    at index: Int,
    with other: String
  )
    -> Refusal
  {
    Refusal(
      .idConflict,
      at: "/\(index)/id",
      "the id “\(event.id)” of source “\(event.source)” is \(other), with other data",
      hint:
        "give the event an id of its own; an event is corrected by a further one, event.corrected"
    )
  }

  // MARK: Resolution

  /// An event decided to be appended.
  private struct Entry {
    var event: PreparedRequest.Event
    var body: EventHeader.Body
    /// Its index in the request; nil if it was declared for another.
    var index: Int?
    /// How many index rows it makes or ends.
    var rows: Int
    /// Its record, if there is one already.
    var record: RecordDraft?
  }

  /// True if what the request was resolved to ahead is what it would be resolved to now.
  private func isResolved(_ prepared: PreparedRequest) -> Bool {
    prepared.resolution.map { $0.head >= vocabularySeq && $0.recordedDay == recordedAt.day }
      ?? false
  }

  private func resolve(
    _ prepared: PreparedRequest,
    _ decisions: [Decision],
    _ transaction: borrowing WriteTransaction
  ) throws -> [Entry] {
    if let ahead = prepared.resolution, isResolved(prepared) {
      return entries(of: ahead, prepared, decisions)
    }
    return try transaction.withReference { reference throws in
      let base = LogVocabulary(
        journal,
        set,
        known: log.head,
        reference,
        uses: prepared.uses ?? UseScan()
      )
      let entries = try resolve(prepared, decisions, base)
      if let failure = base.failure { throw failure }
      return entries
    }
  }

  /// The new events, as they were resolved ahead.
  private func entries(
    of ahead: PreparedRequest.Resolution,
    _ prepared: PreparedRequest,
    _ decisions: [Decision]
  ) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(decisions.count)
    for index in decisions.indices {
      guard case .new = decisions[index] else { continue }
      let resolved = ahead.events[index]
      entries.append(
        Entry(
          event: prepared.events[index],
          body: resolved.body,
          index: index,
          rows: resolved.rows,
          record: resolved.record
        )
      )
    }
    // Their records tell the place in the request.
    if entries.count < decisions.count {
      for index in entries.indices { entries[index].record = nil }
    }
    return entries
  }

  private func resolve(
    _ prepared: PreparedRequest,
    _ decisions: [Decision],
    _ base: LogVocabulary
  ) throws -> [Entry] {
    var vocabulary = OverlayVocabulary(over: base)
    let context = ResolutionContext(
      recordedDay: recordedAt.day,
      journalSource: journal.ownSource,
      firstSeq: log.head + 1
    )
    let keys = prepared.request.declare ? Set(prepared.events.map(\.key)) : []
    var entries: [Entry] = []
    func add(_ event: PreparedRequest.Event, index: Int?) throws(Refusal) {
      let body = try EventResolver.resolve(event.draft, vocabulary: vocabulary, context: context)
      let changes = vocabulary.add(
        body,
        of: event.draft,
        seq: log.head + UInt64(entries.count) + 1,
        source: event.source,
        id: event.id,
        recordedDay: recordedAt.day
      )
      let changed = changes.map { (version: $0.value.version, event: $0.key) }
      let rows = StanceProjection.rowCount(body) + rowCount(of: changed, by: body, entries, base)
      entries.append(Entry(event: event, body: body, index: index, rows: rows))
    }
    for (index, event) in prepared.events.enumerated() {
      guard case .new = decisions[index] else { continue }
      if prepared.request.declare {
        let missing = Declarations.missing(
          in: event.draft,
          vocabulary: vocabulary,
          journalSource: journal.ownSource
        )
        for draft in missing {
          try add(declared(draft, besides: keys, vocabulary), index: nil)
        }
      }
      do throws(Refusal) { try add(event, index: index) } catch {
        throw prepared.events.count > 1 ? error.below("/\(index)") : error
      }
    }
    return entries
  }

  /// How many rows a correction or withdrawal ends and begins, of the events that it changes.
  private func rowCount(
    of changed: [(version: UInt64, event: UInt64)],
    by body: EventHeader.Body,
    _ entries: [Entry],
    _ base: LogVocabulary
  ) -> Int {
    var versions = changed
    if case .correction(let correction) = body {
      versions.append((correction.version, correction.event))
    }
    return versions.reduce(0) { count, one in
      let content =
        one.version > log.head
        ? entries.dropFirst(Int(one.version - log.head) - 1).first?.body
          .content(of: one.event, at: one.version)
        : base.definition(one.event, version: one.version)
      return count + (content.map(StanceProjection.rowCount) ?? 0)
    }
  }

  private func refuseTooMany(_ entries: [Entry]) throws(Refusal) {
    let rows = entries.reduce(0) { $0 + $1.rows }
    guard rows > Appender.requestRowsMax || entries.count > Appender.requestEventsMax else {
      return
    }
    throw Refusal(
      .tooManyEvents,
      "the request makes \(rows) index rows of \(entries.count) events; "
        + "\(Appender.requestRowsMax) rows and \(Appender.requestEventsMax) events are the most",
      hint: "send it in several requests"
    )
  }

  /// A definition made for a later event, under the id that says so, or a fresh one if a user took
  /// that.
  private func declared(
    _ draft: EventDraft,
    besides keys: Set<[UInt8]>,
    _ vocabulary: some Vocabulary
  ) -> PreparedRequest.Event {
    var salts = Salts(count: 1)
    let salt = salts.next()
    var id = draft.id ?? Text(UUIDGenerator.timeOrdered(at: recordedAt))
    if keys.contains(Journal.idKey(source: journal.ownSource, id: id))
      || vocabulary.event(source: journal.ownSource, id: id) != nil
    {
      id = Text(UUIDGenerator.timeOrdered(at: recordedAt))
    }
    return PreparedRequest.Event(
      draft: draft,
      source: journal.ownSource,
      id: id,
      salt: salt
    )
  }

  // MARK: Puts

  private mutating func put(
    _ prepared: PreparedRequest,
    _ decisions: [Decision],
    _ entries: [Entry],
    _ transaction: inout WriteTransaction
  ) throws -> AppendAnswer {
    // By the index in the request; 0 of those that are there already.
    var seqs = [UInt64](repeating: 0, count: prepared.events.count)
    var declared: [UInt64] = []
    var derived: [Int: DerivedValues] = [:]
    let showsDerived = prepared.events.count <= AppendAnswer.derivedEventCount
    for (position, entry) in entries.enumerated() {
      let header = EventHeader(
        type: entry.event.draft.type,
        recordedAt: recordedAt,
        requestIndex: UInt32(position),
        requestCount: UInt32(entries.count),
        isDeclared: entry.event.isDeclaration(journalSource: journal.ownSource),
        body: entry.body
      )
      let by = prepared.request.recordedBy
      let seq = try put(entry, header, recordedBy: by, &transaction)
      if let index = entry.index {
        seqs[index] = seq
        if showsDerived { derived[index] = DerivedValues(header) }
      } else {
        declared.append(seq)
      }
    }
    let results = results(prepared, decisions, seqs, derived)
    let count = entries.count - declared.count
    return AppendAnswer(
      first: entries.isEmpty ? nil : log.head - UInt64(entries.count) + 1,
      last: entries.isEmpty ? nil : log.head,
      appended: count,
      duplicates: decisions.count - count,
      declared: declared,
      head: log.head,
      results: results,
      isDryRun: prepared.request.isDryRun
    )
  }

  private mutating func put(
    _ entry: Entry,
    _ header: EventHeader,
    recordedBy: Text,
    _ transaction: inout WriteTransaction
  ) throws -> UInt64 {
    let seq = try log(entry, header, recordedBy: recordedBy, &transaction)
    try set.apply(header, seq: seq, journal: journal, gathering: &batch, to: &transaction)
    if header.changesVocabulary { vocabularySeq = seq }
    return seq
  }

  /// Puts an event into the log.
  private mutating func log(
    _ entry: Entry,
    _ header: EventHeader,
    recordedBy: Text,
    _ transaction: inout WriteTransaction
  ) throws -> UInt64 {
    let event = entry.event
    if let record = entry.record, let recordedMoment {
      return try log.append(
        record,
        recordedAt: recordedMoment,
        key: event.key,
        text: event.draft.text,
        to: &transaction
      )
    }
    return try log.append(
      LogWriter.Entry(
        header: header,
        salt: event.salt,
        attributes: event.attributes(recordedAt: recordedAt, recordedBy: recordedBy),
        data: event.draft.data,
        text: event.draft.text
      ),
      to: &transaction
    )
  }

  private func results(
    _ prepared: PreparedRequest,
    _ decisions: [Decision],
    _ seqs: [UInt64],
    _ derived: [Int: DerivedValues]
  ) -> [AppendResult] {
    var results: [AppendResult] = []
    results.reserveCapacity(decisions.count)
    for (index, decision) in decisions.enumerated() {
      let id = prepared.events[index].id
      switch decision {
      case .duplicate(let seq, let isRedacted):
        results.append(
          AppendResult(seq: seq, id: id, isDuplicate: true, isRedacted: isRedacted)
        )
      case .repeated(let first):
        var result = results[first]
        result.isDuplicate = true
        result.derived = nil
        results.append(result)
      case .new:
        results.append(AppendResult(seq: seqs[index], id: id, derived: derived[index]))
      }
    }
    return results
  }
}

extension EventHeader {
  /// True if later events may resolve otherwise because of this one.
  package var changesVocabulary: Bool {
    switch body {
    case .source, .actor, .person, .topic: true
    case .meeting: type.isMeeting
    case .merge, .correction, .withdrawal, .redaction: true
    // How many there are limits those to come.
    case .link(let link): link.isFolded
    case .statement, .report, .review, .expectation, .redacted: false
    }
  }
}
