package import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

// MARK: - The log

extension Engine {
  /// A page of events examines no more than this.
  static let examinedMax: UInt64 = 100_000
  /// A page of events ends at about this many bytes.
  static let pageBytesMax = 2 << 20
  /// A read transaction of a page ends after this long.
  static let pageNanoseconds: UInt64 = 5_000_000

  /// One event, as stored; `derived` adds the days, rank, standings and offsets that were frozen when
  /// the version that counts was appended, what became of it since, and the later events about it.
  package func event(_ seq: UInt64, derived: Bool) throws(Refusal) -> [UInt8] {
    guard derived else {
      return try readingLog { transaction, set in
        guard let bytes = try journal.record(seq, transaction) else {
          throw try noEvent(seq, transaction)
        }
        var event: [UInt8] = []
        try append(try RecordView(bytes), seq, set, to: &event, transaction)
        return event
      }
    }
    return try reading { transaction, set in
      guard let bytes = try journal.record(seq, transaction) else {
        throw try noEvent(seq, transaction)
      }
      let record = try RecordView(bytes)
      let contents = Contents(journal, set)
      var event: [UInt8] = []
      try contents.append(record, seq, to: &event, transaction)
      var json = JSONWriter()
      json.beginObject()
      try EventRelations(of: seq, contents, transaction).write(to: &json)
      json.endObject()
      // The members go on where those of the event end.
      event.removeLast()
      event.append(UInt8(ascii: ","))
      event += json.bytes.dropFirst()
      return event
    }
  }

  private func noEvent(
    _ seq: UInt64,
    _ transaction: TransactionReference
  ) throws -> Refusal {
    Refusal(
      .unknownEvent,
      "there is no event \(seq); the head is \(try journal.head(transaction))",
      hint: "`chancery log` lists the newest"
    )
  }

  /// Events after a seq that a filter lets through, oldest first; names that nothing defines at the
  /// head, and on which nothing was ever said, are refused.
  package func events(
    _ filter: EventFilter,
    after: UInt64,
    limit: Int
  ) throws(Refusal) -> EventPage {
    // Without names to look up the log is all that is needed.
    guard filter.holder != nil || filter.topic != nil || filter.meeting != nil else {
      return try readingLog { transaction, set in
        try page(filter, after: after, limit: limit, set, nil, transaction)
      }
    }
    return try reading { transaction, set in
      try check(holder: filter.holder, topic: filter.topic, set, transaction)
      if let meeting = filter.meeting { try check(meeting: meeting, set, transaction) }
      let admission = try EventAdmission(filter, journal, set, transaction)
      return try page(filter, after: after, limit: limit, set, admission, transaction)
    }
  }

  /// A page of the log; without an admission the filter asks for no more than a type.
  private func page(
    _ filter: EventFilter,
    after: UInt64,
    limit: Int,
    _ set: ProjectionSet?,
    _ admission: EventAdmission?,
    _ transaction: TransactionReference
  ) throws -> EventPage {
    let head = try journal.head(transaction)
    var page = EventPage(items: [], next: nil, head: head, examinedThrough: min(after, head))
    guard after < head else { return page }
    let deadline = WallClock.monotonicNanoseconds() + Engine.pageNanoseconds
    var bytes = 0
    var cursor = try journal.logCursor(transaction)
    var entry = try cursor.seek(Journal.key(after + 1))
    while let found = entry, page.items.count < limit, bytes < Engine.pageBytesMax,
      page.examinedThrough - after < Engine.examinedMax
    {
      let seq = found.key.loadBigEndian(as: UInt64.self)
      let record = try RecordView(found.value)
      let isWanted =
        try admission?.admits(record, seq)
        ?? filter.type.map { record.header[0] == $0.rawValue } ?? true
      if isWanted {
        var event: [UInt8] = []
        event.reserveCapacity(record.data.byteCount + record.leaf.byteCount + 80)
        try append(record, seq, set, to: &event, transaction)
        bytes += event.count
        page.items.append(event)
      }
      page.examinedThrough = seq
      if seq & 63 == 0, WallClock.monotonicNanoseconds() > deadline { break }
      entry = try cursor.next()
    }
    if page.examinedThrough < head { page.next = page.examinedThrough }
    return page
  }

  /// Events after a seq as export lines, with their salts and texts.
  package func export(after: UInt64, byteLimit: Int) throws(Refusal) -> ExportPage {
    try readingLog { transaction, _ in
      let head = try journal.head(transaction)
      var page = ExportPage(
        bytes: [],
        next: nil,
        head: head,
        root: "",
        journal: journal.ownSource
      )
      page.bytes.reserveCapacity(byteLimit + 64 * 1024)
      var last = min(after, head)
      var cursor = try journal.logCursor(transaction)
      var entry = try cursor.seek(Journal.key(last + 1))
      while let found = entry, page.bytes.count < byteLimit {
        last = found.key.loadBigEndian(as: UInt64.self)
        let record = try RecordView(found.value)
        record.append(seq: last, forExport: true, to: &page.bytes)
        page.bytes.append(UInt8(ascii: "\n"))
        try appendText(of: last, record, to: &page.bytes, transaction)
        entry = try cursor.next()
      }
      if last < head {
        page.next = last
      } else {
        page.root = Text(try journal.frontier(size: head, transaction).root.hex)
      }
      return page
    }
  }

  /// Appends an event as answers show it; while the projections are being made, a redacted one does not
  /// name its redaction.
  private func append(
    _ record: borrowing RecordView,
    _ seq: UInt64,
    _ set: ProjectionSet?,
    to bytes: inout [UInt8],
    _ transaction: TransactionReference
  ) throws {
    guard let set else { return record.append(seq: seq, to: &bytes) }
    try Contents(journal, set).append(record, seq, to: &bytes, transaction)
  }

  private func appendText(
    of seq: UInt64,
    _ record: borrowing RecordView,
    to bytes: inout [UInt8],
    _ transaction: TransactionReference
  ) throws {
    guard record.header.byteCount > 0, record.header[0] == EventType.sourceFiled.rawValue,
      let text = try journal.text(seq, transaction),
      case .source(let source) = try record.decodedHeader().body
    else { return }
    bytes += "{\"text_of\":\(seq),\"source\":\"\(source.slug)\",\"sha256\":\"".utf8
    bytes += SHA256Digest.hex(of: text).utf8
    bytes += "\",\"text\":".utf8
    CanonicalJSON.appendString(text, to: &bytes)
    bytes += "}\n".utf8
  }

  /// The text filed for a source.
  package func sourceText(_ slug: Text) throws(Refusal) -> [UInt8] {
    try reading { transaction, set in
      if let text = try text(of: slug, set, transaction) { return text }
      _ = try item(.source, slug, set, transaction)
      throw Refusal(
        .notFound,
        "the text of source “\(slug)” is not on file",
        hint: "only its description or digest was filed"
      )
    }
  }
}
