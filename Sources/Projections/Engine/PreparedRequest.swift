internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// A request with all that can be done before the writer has it.
///
/// Ids are given, salts drawn, data hashed and, where nothing else can change them, the events
/// resolved against a snapshot. The writer re-checks that the vocabulary is still that of the
/// snapshot, and resolves again if it is not.
struct PreparedRequest: Sendable {
  /// One event, ready but for what only the writer knows.
  ///
  /// A class, since it is handed on often and never changed.
  final class Event: Sendable {
    let draft: EventDraft
    let source: Text
    let id: Text
    /// What the journal finds it by.
    let key: [UInt8]
    let salt: [UInt8]
    let dataHash: Digest32

    init(draft: EventDraft, source: Text, id: Text, salt: [UInt8]) {
      self.draft = draft
      self.source = source
      self.id = id
      key = Journal.idKey(source: source, id: id)
      self.salt = salt
      dataHash = Leaf.dataHash(salt: salt, data: draft.data)
    }

    /// Whether the event is one that the daemon makes for `declare=true`, or says the same.
    func isDeclaration(journalSource: Text) -> Bool {
      Declarations.isDeclaration(
        draft.type,
        source: source,
        journalSource: journalSource,
        data: try? JSONParser.parse(draft.data)
      )
    }
  }

  /// Bodies resolved against a snapshot, and what must still hold when they are used.
  struct Resolution: Sendable {
    /// One for each event.
    var events: [ResolvedEvent]
    /// The head of the snapshot: no definition may have come since.
    var head: UInt64
    var recordedDay: CivilDate
  }

  /// One event resolved against a snapshot.
  struct ResolvedEvent: Sendable {
    var body: EventHeader.Body
    /// How many index rows it makes.
    var rows: Int
    /// Its record, if the whole request is appended and nothing else with it.
    var record: RecordDraft
  }

  var request: AppendRequest
  var events: [Event]
  /// Of each event whose key an earlier one has, the index of the first that has it.
  var repeats: [Int: Int]
  var resolution: Resolution?
  /// Who uses what the request withdraws, as far as a snapshot of the log tells; nil if it withdraws
  /// nothing.
  var uses: UseScan?
}

extension PreparedRequest {
  /// Prepares a request on the caller's thread.
  ///
  /// - Throws: `too-many-events` if its rows exceed what a commit takes.
  static func prepare(
    _ request: AppendRequest,
    journal: Journal,
    now: Instant
  ) throws(Refusal) -> PreparedRequest {
    var salts = Salts(count: request.drafts.count)
    let events = request.drafts.map { draft in
      let salt = salts.next()
      return Event(
        draft: draft,
        source: draft.source ?? journal.ownSource,
        id: draft.id ?? Text(UUIDGenerator.timeOrdered(at: now)),
        salt: salt
      )
    }
    return PreparedRequest(request: request, events: events, repeats: repeats(among: events))
  }

  /// Which events have the key of an earlier one, and of which.
  private static func repeats(among events: [Event]) -> [Int: Int] {
    // Keys in ascending order, as most inputs have them, differ.
    var isAscending = true
    for index in events.indices.dropFirst() where isAscending {
      let (before, key) = (events[index - 1].key, events[index].key)
      isAscending = before.rawSpan.compare(to: key.rawSpan) < 0
    }
    if isAscending { return [:] }
    var first: [[UInt8]: Int] = [:]
    first.reserveCapacity(events.count)
    var repeats: [Int: Int] = [:]
    for (index, event) in events.enumerated() {
      if let earlier = first[event.key] {
        repeats[index] = earlier
      } else {
        first[event.key] = index
      }
    }
    return repeats
  }

  /// True if the bodies cannot depend on anything but definitions: no definitions of its own, no
  /// references by seq, nothing declared.
  var canResolveAhead: Bool {
    guard !request.declare else { return false }
    return request.drafts.allSatisfy { draft in
      guard case .statement(let data) = draft.body else { return false }
      return data.refersTo.isEmpty
    }
  }

  /// Resolves against a snapshot, if that can be used later; a refusal is left for the writer, which
  /// looks at idempotency keys first.
  mutating func resolveAhead<T: ReadableTransaction & ~Copyable>(
    _ journal: Journal,
    _ set: ProjectionSet,
    recordedDay: CivilDate,
    _ transaction: borrowing T
  ) throws {
    guard canResolveAhead else { return }
    let head = try journal.head(transaction)
    resolution = try transaction.withReference { reference throws -> Resolution? in
      let vocabulary = LogVocabulary(journal, set, known: head, reference)
      let context = ResolutionContext(
        recordedDay: recordedDay,
        journalSource: journal.ownSource,
        firstSeq: head + 1
      )
      var resolved: [ResolvedEvent] = []
      resolved.reserveCapacity(events.count)
      var drafting = RecordDrafting()
      for (index, event) in events.enumerated() {
        do throws(Refusal) {
          let body = try EventResolver.resolve(
            event.draft,
            vocabulary: vocabulary,
            context: context
          )
          resolved.append(self.resolved(event, body, at: index, by: &drafting))
        } catch {
          return nil
        }
      }
      if let failure = vocabulary.failure { throw failure }
      return Resolution(events: resolved, head: head, recordedDay: recordedDay)
    }
  }

  /// An event with the record that it has at its place in this request.
  private func resolved(
    _ event: Event,
    _ body: EventHeader.Body,
    at index: Int,
    by drafting: inout RecordDrafting
  ) -> ResolvedEvent {
    let header = EventHeader(
      type: event.draft.type,
      // The writer gives it another.
      recordedAt: Instant(microseconds: 0),
      requestIndex: UInt32(index),
      requestCount: UInt32(events.count),
      // Only statements are resolved ahead.
      isDeclared: false,
      body: body
    )
    let attributes = event.attributes(
      recordedAt: header.recordedAt,
      recordedBy: request.recordedBy
    )
    return ResolvedEvent(
      body: body,
      rows: StanceProjection.rowCount(body),
      record: drafting.draft(header, attributes, salt: event.salt, data: event.draft.data)
    )
  }
}

extension PreparedRequest.Event {
  /// What the event's leaf holds.
  func attributes(recordedAt: Instant, recordedBy: Text) -> Leaf.Attributes {
    Leaf.Attributes(
      type: draft.type,
      source: source,
      id: id,
      recordedAt: recordedAt,
      recordedBy: recordedBy,
      dataHash: dataHash,
      time: draft.time,
      subject: draft.subject,
      dataSchema: draft.dataSchema,
      dataContentType: draft.dataContentType
    )
  }
}

// MARK: - Withdrawals

extension PreparedRequest {
  /// True if something is withdrawn, so that its users must be known.
  var withdraws: Bool {
    request.drafts.contains { if case .withdrawal = $0.body { true } else { false } }
  }

  /// Looks for those who use what the request withdraws, so that the writer need not read the log.
  ///
  /// The request is resolved as the writer will, and what that finds is thrown away, refusals too. Cost:
  /// at most one reading of the log for all definitions that are withdrawn; none if there are none.
  mutating func findUses(
    _ journal: Journal,
    _ set: ProjectionSet,
    recordedDay: CivilDate,
    _ transaction: TransactionReference
  ) throws {
    let head = try journal.head(transaction)
    let base = LogVocabulary(journal, set, known: head, transaction)
    var vocabulary = OverlayVocabulary(over: base)
    let context = ResolutionContext(
      recordedDay: recordedDay,
      journalSource: journal.ownSource,
      firstSeq: head + 1
    )
    for event in events {
      if case .withdrawal(let data) = event.draft.body,
        let name = base.nameWithdrawn(by: data, from: event.source)
      {
        base.uses.expect([name])
      }
    }
    var seq = head
    for event in events {
      do throws(Refusal) {
        let body = try EventResolver.resolve(event.draft, vocabulary: vocabulary, context: context)
        seq += 1
        vocabulary.add(
          body,
          of: event.draft,
          seq: seq,
          source: event.source,
          id: event.id,
          recordedDay: recordedDay
        )
      } catch {
        // The writer will say so, once it has looked at the keys.
      }
    }
    if let failure = base.failure { throw failure }
    uses = base.uses
  }
}

extension LogVocabulary {
  /// The name that a withdrawal may take away; nil if it is of no event here that defines one.
  fileprivate func nameWithdrawn(by data: WithdrawalData, from source: Text) -> VocabularyName? {
    event(data.event, from: source).flatMap { nameDefined(by: $0.seq) }
  }
}
