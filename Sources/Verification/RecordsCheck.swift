internal import ChanceryModel
internal import Journal
internal import LMDB

/// The phase `records`: every record by itself, and its place among its neighbours.
struct RecordsCheck {
  /// What the phase has found out.
  struct Outcome {
    /// The last seq.
    var head: UInt64 = 0
    /// How many records there are.
    var events: UInt64 = 0
    /// False if a leaf could not be had: the tree cannot be computed then.
    var hasEveryLeaf = true
    /// What was redacted.
    var erasures = Erasures()
  }

  let journal: Journal
  let report: VerifyReport
  private var outcome = Outcome()
  private var recordedAt: Instant?
  /// The place and the size of the request that the last event belongs to.
  private var request: (index: UInt32, count: UInt32)?

  init(_ journal: Journal, _ report: VerifyReport) {
    self.journal = journal
    self.report = report
  }

  /// Reads the whole log, one record at a time.
  mutating func run(_ transaction: TransactionReference) throws -> Outcome {
    let total = try transaction.statistics(journal.tables.log).entryCount
    try report.begin(.records, of: UInt64(total))
    var cursor = try transaction.cursor(journal.tables.log)
    while let entry = try cursor.next() {
      guard entry.key.byteCount == 8 else {
        try report.damage("table log", "a key has \(entry.key.byteCount) bytes, not 8")
        outcome.hasEveryLeaf = false
        continue
      }
      let seq = entry.key.loadBigEndian(as: UInt64.self)
      try checkPlace(seq)
      outcome.head = seq
      outcome.events += 1
      try check(seq, entry.value)
      if outcome.events & 255 == 0 { try report.advance(to: outcome.events) }
    }
    if let request, request.index + 1 != request.count {
      try report.damage(
        "event \(outcome.head)",
        "it is number \(request.index + 1) of a request of \(request.count), and the last there is"
      )
    }
    for seq in outcome.erasures.orphans {
      try report.damage("event \(seq)", "its content is gone, and no event.redacted says why")
    }
    try report.finish()
    return outcome
  }

  private mutating func checkPlace(_ seq: UInt64) throws {
    let expected = outcome.head &+ 1
    guard seq != expected else { return }
    outcome.hasEveryLeaf = false
    request = nil
    guard seq > expected else { return try report.damage("event \(seq)", "there is no such seq") }
    try report.damage(
      "event \(expected)",
      seq == expected + 1
        ? "it is missing" : "it is missing, and so are all up to event \(seq - 1)"
    )
  }

  private mutating func check(_ seq: UInt64, _ bytes: RawSpan) throws {
    var isReadable = false
    do throws(JournalDamage) {
      let record = try RecordView(bytes)
      isReadable = true
      let header = try record.decodedHeader()
      let leaf = try Leaf.parse(record.leaf.toArray())
      try RecordsCheck.compare(header, leaf)
      let data = try RecordsCheck.checkedData(of: record, leaf)
      try checkDeclaration(header, leaf, data)
      try checkOrder(header)
      try checkErasure(seq, header, record)
    } catch {
      if !isReadable { outcome.hasEveryLeaf = false }
      request = nil
      try report.damage("event \(seq)", error.description)
    }
  }

  /// Leaf and header say the same of what both hold.
  private static func compare(
    _ header: EventHeader,
    _ leaf: Leaf.Attributes
  ) throws(JournalDamage) {
    guard leaf.type == header.type else {
      throw JournalDamage(
        "its header is that of \(header.type.name), its leaf says \(leaf.type.name)"
      )
    }
    guard leaf.recordedAt == header.recordedAt else {
      throw JournalDamage("its header and its leaf differ in when it was recorded")
    }
  }

  /// The data, which are canonical JSON, and what the leaf holds the hash of; nil if they were erased.
  private static func checkedData(
    of record: RecordView,
    _ leaf: Leaf.Attributes
  ) throws(JournalDamage) -> JSONValue? {
    // What was erased cannot be hashed; see `checkErasure`.
    guard record.data.byteCount > 0 else { return nil }
    let data = record.data.toArray()
    guard Leaf.dataHash(salt: record.salt.toArray(), data: data) == leaf.dataHash else {
      throw JournalDamage("its data and salt do not hash to its datahash")
    }
    do throws(Refusal) {
      let json = try JSONParser.parse(data)
      guard CanonicalJSON.bytes(of: json) == data else {
        throw Refusal(.invalidValue, "it is not canonical")
      }
      return json
    } catch {
      throw JournalDamage("its data is not canonical JSON: \(error.detail)")
    }
  }

  /// The header says of a declaration that it is one, and of nothing else.
  private func checkDeclaration(
    _ header: EventHeader,
    _ leaf: Leaf.Attributes,
    _ data: JSONValue?
  ) throws(JournalDamage) {
    let isDeclaration = Declarations.isDeclaration(
      header.type,
      source: leaf.source,
      journalSource: journal.ownSource,
      data: data
    )
    guard header.isDeclared != isDeclaration else { return }
    throw JournalDamage(
      header.isDeclared
        ? "its header says that the daemon declared it, and it did not"
        : "its header does not say that the daemon declared it"
    )
  }

  /// Content is there, or all of it is gone and an `event.redacted` says so.
  private mutating func checkErasure(
    _ seq: UInt64,
    _ header: EventHeader,
    _ record: RecordView
  ) throws(JournalDamage) {
    let isGone = record.data.byteCount == 0
    guard header.isRedacted == isGone else {
      throw JournalDamage(
        isGone ? "its data is missing" : "its header is that of a redacted event, its data is there"
      )
    }
    if isGone {
      outcome.erasures.note(seq, header.type)
      for index in 0..<record.salt.byteCount where record.salt[index] != 0 {
        throw JournalDamage("it was redacted, but its salt is there")
      }
    }
    guard case .redaction(let redaction) = header.body,
      let named = outcome.erasures.note(redaction, at: seq)
    else { return }
    throw JournalDamage("it says that event \(named) was erased, which it was not")
  }

  /// Time does not go back, and the events of a request stand together, in order, at one moment.
  private mutating func checkOrder(_ header: EventHeader) throws(JournalDamage) {
    let earlier = recordedAt
    let previous = request
    recordedAt = max(earlier ?? header.recordedAt, header.recordedAt)
    request = (header.requestIndex, header.requestCount)
    if let earlier, header.recordedAt < earlier {
      throw JournalDamage("it says that it was recorded before the event before it")
    }
    guard header.requestIndex < header.requestCount else {
      throw JournalDamage(
        "it says that it is number \(header.requestIndex) + 1 of \(header.requestCount)"
      )
    }
    guard let previous, previous.index + 1 < previous.count else {
      guard header.requestIndex == 0 || previous == nil && earlier != nil else {
        throw JournalDamage("the first events of its request are missing")
      }
      return
    }
    guard header.requestIndex == previous.index + 1, header.requestCount == previous.count,
      header.recordedAt == earlier
    else {
      throw JournalDamage("it does not go on with the request that the event before it began")
    }
  }
}
