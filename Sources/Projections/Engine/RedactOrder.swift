internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// An order to erase an event and all that repeats it.
struct RedactOrder: Sendable {
  /// The event to erase.
  var event: UInt64
  /// Why, in the words that everybody will read.
  var reason: Text
  /// Who ordered it, as `recordedby` of the `event.redacted`.
  var recordedBy: Text

  /// Refuses to erase what must stay: what is in use, or tells of a redaction, or is gone already.
  ///
  /// An event may go if it might be withdrawn; that it is withdrawn already is no hindrance.
  ///
  /// - Throws: `unknown-event`, `invalid-value`, `redacted`, `in-use`, and the refusals of what would
  ///   stand again without what it names.
  func check(
    _ journal: Journal,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws {
    let head = try journal.head(transaction)
    let vocabulary = LogVocabulary(journal, set, known: head, transaction)
    let withdrawal = EventDraft(
      type: .eventWithdrawn,
      data: [],
      body: .withdrawal(WithdrawalData(event: .seq(event)))
    )
    let context = ResolutionContext(
      recordedDay: CivilDate.last,
      journalSource: journal.ownSource,
      firstSeq: head + 1
    )
    do throws(Refusal) {
      _ = try EventResolver.resolve(withdrawal, vocabulary: vocabulary, context: context)
    } catch {
      if error.code != .alreadyWithdrawn { throw error.withoutData }
    }
    if let failure = vocabulary.failure { throw failure }
  }
}

extension Refusal {
  /// The same refusal of a request that is no event: its pointers begin at the top.
  fileprivate var withoutData: Refusal {
    Refusal(
      code,
      detail,
      hint: hint,
      items: items.map { item in
        let pointer = item.pointer
        return Item(
          pointer: pointer.hasPrefix("/data/") ? String(pointer.dropFirst(5)) : pointer,
          detail: item.detail
        )
      }
    )
  }
}

/// What a redaction erases, found out as the log is read in order.
///
/// Whatever repeats an event comes after it: its corrections, further reports and reviews, and those of
/// them. So one pass over the log finds all, also what is appended while the pass goes on.
struct Redaction {
  let order: RedactOrder
  /// Every event whose content goes.
  private(set) var erased: Set<UInt64>
  private var marks: Set<UInt16> = []

  init(_ order: RedactOrder) {
    self.order = order
    erased = [order.event]
  }

  /// Looks at the next event of the log, not redacted yet; true if its content goes.
  mutating func takes(_ header: EventHeader, seq: UInt64) -> Bool {
    if let named = header.body.repeated, erased.contains(named) { erased.insert(seq) }
    guard erased.contains(seq) else { return false }
    marks.formUnion(RedactionMarks.of(header.body))
    return true
  }

  /// Erases in place and appends the `event.redacted` that says so.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - recordedAt: The moment of the commit.
  ///   - transaction: The transaction that also puts the projections in place that were filled without
  ///     what goes.
  /// - Returns: The seq and header of the event appended.
  /// - Throws: The store's error, or damage.
  func carryOut(
    _ journal: Journal,
    recordedAt: Instant,
    in transaction: inout WriteTransaction
  ) throws -> (seq: UInt64, header: EventHeader) {
    let seqs = erased.sorted()
    for seq in seqs { try journal.redact(seq, in: &transaction) }
    let header = EventHeader(
      type: .eventRedacted,
      recordedAt: recordedAt,
      requestIndex: 0,
      requestCount: 1,
      isDeclared: false,
      body: .redaction(
        RedactionHeader(event: order.event, erased: seqs, marks: marks.sorted())
      )
    )
    var log = try LogWriter(journal, transaction)
    let seq = try log.append(
      entry(header, seqs, marks.sorted(), journal, recordedAt),
      to: &transaction
    )
    return (seq, header)
  }

  private func entry(
    _ header: EventHeader,
    _ seqs: [UInt64],
    _ marks: [UInt16],
    _ journal: Journal,
    _ recordedAt: Instant
  ) -> LogWriter.Entry {
    var data = JSONObject()
    data["event"] = .number(Double(order.event))
    data["erased"] = .array(seqs.map { .number(Double($0)) })
    // What was erased cannot tell any more where it counted: so the hash of this data vouches for it.
    data["marks"] = .array(marks.map { .number(Double($0)) })
    data["reason"] = .string(order.reason)
    let bytes = CanonicalJSON.bytes(of: .object(data))
    var salts = Salts(count: 1)
    let salt = salts.next()
    return LogWriter.Entry(
      header: header,
      salt: salt,
      attributes: Leaf.Attributes(
        type: .eventRedacted,
        source: journal.ownSource,
        id: Text(UUIDGenerator.timeOrdered(at: recordedAt)),
        recordedAt: recordedAt,
        recordedBy: order.recordedBy,
        dataHash: Leaf.dataHash(salt: salt, data: bytes)
      ),
      data: bytes
    )
  }
}

/// The marks of what an event speaks of; see ``RedactionMark``.
enum RedactionMarks {
  /// Every mark of an event's content, at whatever depth of corrections.
  static func of(_ body: EventHeader.Body) -> Set<UInt16> {
    switch body {
    case .statement(let statement):
      var marks = Set(statement.stances.map { of(holder: $0.holder, topic: $0.topic) })
      if let meeting = statement.meeting { marks.insert(of(meeting: meeting)) }
      for meeting in statement.aboutMeetings { marks.insert(of(meeting: meeting)) }
      return marks
    case .meeting(let fact): return [of(meeting: fact.meeting)]
    case .correction(let correction): return of(correction.body)
    default: return []
    }
  }

  /// The mark of a (holder, topic).
  static func of(holder: Text, topic: Text) -> UInt16 {
    mark(RedactionMark.bytes(holder: holder, topic: topic))
  }

  /// The mark of a meeting.
  static func of(meeting: Text) -> UInt16 {
    mark(RedactionMark.bytes(meeting: meeting))
  }

  private static func mark(_ bytes: [UInt8]) -> UInt16 {
    let digest = SHA256Digest.digest(of: bytes).bytes
    return UInt16(digest[0]) << 8 | UInt16(digest[1])
  }
}

extension EventHeader.Body {
  /// The event whose content this one repeats or judges, so that both go together.
  fileprivate var repeated: UInt64? {
    switch self {
    case .correction(let body): body.event
    case .report(let body): body.statement
    case .review(let body): body.event
    default: nil
    }
  }
}
