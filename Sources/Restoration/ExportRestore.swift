internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections
internal import Proofs

/// Fills a journal from the lines of an export.
///
/// Data, leaves and salts are stored as they stand in the line. A header is derived again from the data
/// and from what was restored before it, and has to be the one that the line gives: so whoever changes
/// a line is found out, by the header, by the hash in the leaf or by the root. Behind an erased event
/// the header of the line counts, since what it was derived from may be gone.
struct ExportRestore {
  /// Events and bytes that one transaction takes.
  private static let eventsPerCommit = 4096
  private static let bytesPerCommit = 16 << 20

  private let journal: Journal
  private let sets: [ProjectionSet]
  private var set: ProjectionSet { sets[0] }
  private let environment: Environment
  private var log: LogWriter
  /// Entered before each commit: what is restored reads vocabulary, and no stance.
  private var batch = StanceBatch(remembersPairs: true)
  private var lineNumber = 0
  private var lastRecordedAt = Instant(microseconds: .min)
  private var hasErased = false
  /// The sources of declarations, by whether their headers call them so: rightly if the source is the
  /// journal's own, which the last line tells.
  private var declarers: (called: Set<Text>, uncalled: Set<Text>) = ([], [])
  /// A source whose text may follow.
  private var waiting: (event: ExportEvent, line: Int)?
  private var end: ExportEnd?
  /// What the transaction at hand has taken.
  private var events = 0
  private var bytes = 0

  /// Makes an empty journal in a directory; nothing of it is flushed before ``finish()``.
  init(in directory: String) throws {
    var settings = Environment.Configuration()
    settings.maxTables = 8 + 2 * ProjectionSet.tableCount
    settings.durability = .withoutSync
    let environment = try Environment(path: directory, configuration: settings)
    let journal = try Journal(environment: environment)
    self.environment = environment
    self.journal = journal
    (sets, log) = try environment.write { transaction throws in
      var sets: [ProjectionSet] = []
      for generation in ProjectionSet.generations {
        sets.append(try ProjectionSet(generation: generation, in: &transaction))
      }
      try ProjectionState(generation: 0, versions: ProjectionSet.versions)
        .write(journal, &transaction)
      return (sets, try LogWriter(journal, transaction))
    }
  }

  /// Takes all lines over.
  ///
  /// - Parameters:
  ///   - reader: Where they come from.
  ///   - progress: Told how many bytes were read.
  /// - Throws: ``JournalError`` that names the line; the store's error.
  mutating func run(_ reader: ExportReader, progress: (UInt64) throws -> Void) throws {
    var block = try reader.next()
    while block != nil {
      try environment.write { transaction throws in
        (events, bytes) = (0, 0)
        while let current = block, events < ExportRestore.eventsPerCommit,
          bytes < ExportRestore.bytesPerCommit
        {
          for line in current.lines { try take(line, &transaction) }
          try progress(UInt64(current.bytesRead))
          block = try reader.next()
        }
        try set.enter(&batch, to: &transaction)
      }
    }
  }

  /// Compares with the last line, and makes all of it durable.
  ///
  /// - Returns: What the journal holds.
  /// - Throws: ``JournalError`` if the last line is missing or says otherwise.
  func finish() throws -> RestoredContent {
    guard let end else {
      throw JournalError(
        .damaged,
        "the export is cut off: its last line is missing, after event \(log.head)",
        hint: "make it again: chancery export FILE"
      )
    }
    let root = Text(log.root.hex)
    guard end.head == log.head, end.root == root else {
      throw fault(
        "the export says head \(end.head) and root \(end.root), its events give"
          + " \(log.head) and \(root)"
      )
    }
    let identity = end.journal ?? journal.ownSource
    guard end.journal == nil || declarers.called.isSubset(of: [identity]),
      !declarers.uncalled.contains(identity)
    else {
      throw fault("a header is not right on whether the daemon declared the event")
    }
    try environment.write { transaction throws in
      try journal.adopt(identity: identity, &transaction)
    }
    try environment.sync()
    return RestoredContent(journal: identity, head: log.head, root: root)
  }

  // MARK: - Lines

  private mutating func take(
    _ line: Result<ExportLine, ExportFault>,
    _ transaction: inout WriteTransaction
  ) throws {
    lineNumber += 1
    guard end == nil else { throw fault("something follows the last line of the export") }
    switch line {
    case .failure(let found): throw fault(found.detail)
    case .success(.text(let text)):
      guard let waiting, waiting.event.seq == text.seq else {
        throw fault("the text of event \(text.seq) does not stand behind that event")
      }
      self.waiting = nil
      try place(waiting.event, text, line: waiting.line, &transaction)
    case .success(.event(let event)):
      try placeWaiting(&transaction)
      if event.attributes.type == .sourceFiled, !event.isErased {
        waiting = (event, lineNumber)
      } else {
        try place(event, nil, line: lineNumber, &transaction)
      }
    case .success(.end(let end)):
      try placeWaiting(&transaction)
      self.end = end
    }
  }

  private mutating func placeWaiting(_ transaction: inout WriteTransaction) throws {
    guard let waiting else { return }
    self.waiting = nil
    try place(waiting.event, nil, line: waiting.line, &transaction)
  }

  private func fault(_ detail: String, line: Int? = nil) -> JournalError {
    JournalError(
      .damaged,
      "line \(line ?? lineNumber) of the export: \(detail)",
      hint: "make the export again, and hand it on unchanged; nothing was restored"
    )
  }

  // MARK: - Events

  private mutating func place(
    _ event: ExportEvent,
    _ text: ExportText?,
    line: Int,
    _ transaction: inout WriteTransaction
  ) throws {
    guard event.seq == log.head + 1 else {
      let wanted = log.head == 0 ? "an export begins with event 1" : "\(log.head + 1) has to follow"
      throw fault("it has event \(event.seq), but \(wanted)", line: line)
    }
    guard event.attributes.recordedAt >= lastRecordedAt else {
      throw fault("event \(event.seq) is recorded before the one before it", line: line)
    }
    if let text, case .source(let source)? = event.body, source.sha256 != text.sha256 {
      throw fault("the text of event \(event.seq) is not the one that the event tells of")
    }
    if let given = event.decodedHeader, UInt64(given.requestIndex) >= event.seq {
      throw fault("the header of event \(event.seq) gives it an impossible place", line: line)
    }
    lastRecordedAt = event.attributes.recordedAt
    hasErased = hasErased || event.isErased
    let header = try header(of: event, text, line: line, transaction)
    try noteDeclaration(event, header, line: line)
    do {
      _ = try log.append(
        LogWriter.StoredEntry(
          header: HeaderCodec.encode(header),
          salt: event.salt,
          leaf: event.leaf,
          source: event.attributes.source,
          id: event.attributes.id,
          data: event.data,
          text: text?.bytes
        ),
        to: &transaction
      )
    } catch let damage as JournalDamage {
      throw fault(
        "the header or content of event \(event.seq) cannot be read: \(damage)",
        line: line
      )
    }
    try set.apply(header, seq: event.seq, journal: journal, gathering: &batch, to: &transaction)
    events += 1
    bytes += event.data.count + event.leaf.count + (text?.bytes.count ?? 0)
  }

  /// Looks whether a header that calls its event a declaration may be right, and remembers whose it is.
  private mutating func noteDeclaration(
    _ event: ExportEvent,
    _ header: EventHeader,
    line: Int
  ) throws {
    let source = event.attributes.source
    guard ExportRestore.isDeclaration(event) else {
      guard header.isDeclared else { return }
      throw fault("the header of event \(event.seq) calls it a declaration", line: line)
    }
    if header.isDeclared {
      declarers.called.insert(source)
    } else {
      declarers.uncalled.insert(source)
    }
  }

  /// Whether an event is a declaration if its source is the journal's own.
  private static func isDeclaration(_ event: ExportEvent) -> Bool {
    Declarations.isDeclaration(
      event.attributes.type,
      source: event.attributes.source,
      journalSource: event.attributes.source,
      data: try? JSONParser.parse(event.data)
    )
  }

  /// The header to store: derived, and compared with the one that the line gives.
  private func header(
    of event: ExportEvent,
    _ text: ExportText?,
    line: Int,
    _ transaction: borrowing WriteTransaction
  ) throws -> EventHeader {
    let given = event.decodedHeader
    guard let body = event.body else {
      // Erased, or a redaction, which tells of what was erased: nothing to derive it from is left.
      guard let given else { throw fault("event \(event.seq) lacks its header", line: line) }
      return given
    }
    do {
      let derived = try derive(event, body, text, transaction)
      if given == nil || HeaderCodec.encode(derived) == event.header { return derived }
    } catch let refusal as Refusal {
      guard given != nil, hasErased else {
        throw fault(
          "event \(event.seq) does not follow from what stands before it: \(refusal.detail)",
          line: line
        )
      }
    }
    guard let given, hasErased else {
      throw fault(
        "the header of event \(event.seq) is not what its data and the events before it give",
        line: line
      )
    }
    return given
  }

  private func derive(
    _ event: ExportEvent,
    _ body: DraftBody,
    _ text: ExportText?,
    _ transaction: borrowing WriteTransaction
  ) throws -> EventHeader {
    let index = event.decodedHeader?.requestIndex ?? 0
    let draft = EventDraft(
      type: event.attributes.type,
      source: event.attributes.source,
      id: event.attributes.id,
      data: event.data,
      text: text?.bytes,
      body: body
    )
    let context = ResolutionContext(
      recordedDay: event.attributes.recordedAt.day,
      journalSource: journal.ownSource,
      firstSeq: event.seq - UInt64(index)
    )
    let resolved = try transaction.withReference { reference throws in
      let vocabulary = LogVocabulary(journal, set, known: event.seq - 1, reference)
      let resolved = Result { () throws(Refusal) in
        try EventResolver.resolve(draft, vocabulary: vocabulary, context: context)
      }
      // What the store answered in place of a definition explains any refusal.
      if let failure = vocabulary.failure { throw failure }
      return try resolved.get()
    }
    return EventHeader(
      type: event.attributes.type,
      recordedAt: event.attributes.recordedAt,
      requestIndex: index,
      requestCount: event.decodedHeader?.requestCount ?? 1,
      // An export without headers has no identity either: what was declared is another journal's.
      isDeclared: event.decodedHeader?.isDeclared ?? false,
      body: resolved
    )
  }
}
