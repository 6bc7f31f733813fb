package import ChanceryModel
package import Journal
package import LMDB
internal import Proofs
internal import Synchronization

/// A journal at work: one writer thread, any number of readers, projections always at the head.
///
/// Reads open a transaction for their own duration and return values. Writes are queued to the
/// writer, which takes what waits into one commit; their completions run on its thread once the
/// commit is on disk. Any error out of a commit ends the process through `onFatal`: what the disk
/// then holds is only known to a new start.
package final class Engine: Sendable {
  /// How a journal is opened.
  package struct Configuration: Sendable {
    /// The data directory; made (0700) if it is missing.
    package var directory: String
    /// The greatest size of the file.
    package var mapBytes: Int
    /// `.withoutSync` only in tests.
    package var durability: Environment.Configuration.Durability
    /// The wall clock.
    package var now: @Sendable () -> Instant
    /// The name that a new journal signs its checkpoints with; nil for `chancery/` and its UUID.
    package var origin: String?
    /// Called with what an operator should hear of; the journal works on.
    package var onWarning: @Sendable (String) -> Void
    /// Called when the store failed in a commit; must not return.
    package var onFatal: @Sendable (String) -> Never
    /// The least time between two signed checkpoints; less only where many journals are opened to be tried.
    package var signingPauseNanoseconds: UInt64 = 1_000_000_000
    /// The versions of rows that are read as they are; others only in tests.
    var readableVersions = ProjectionSet.readableVersions

    package init(
      directory: String,
      mapBytes: Int = 1 << 40,
      durability: Environment.Configuration.Durability = .full,
      now: @escaping @Sendable () -> Instant = { WallClock.now() },
      origin: String? = nil,
      onWarning: @escaping @Sendable (String) -> Void = { _ in },
      onFatal: @escaping @Sendable (String) -> Never
    ) {
      self.directory = directory
      self.mapBytes = mapBytes
      self.durability = durability
      self.now = now
      self.origin = origin
      self.onWarning = onWarning
      self.onFatal = onFatal
    }
  }

  /// The limits of events, with the digest of source texts.
  package let eventLimits = EventLimits(sha256: { Text(SHA256Digest.hex(of: $0)) })

  let configuration: Configuration
  let journal: Journal
  /// Both generations of the projections, by number.
  let sets: [ProjectionSet]
  let writer: Writer
  let backups = BackupSlot()
  let signer: CheckpointSigner
  private let lock: DirectoryLock

  private init(
    _ configuration: Configuration,
    _ journal: Journal,
    _ sets: [ProjectionSet],
    _ writer: Writer,
    _ signer: CheckpointSigner,
    _ lock: DirectoryLock
  ) {
    self.configuration = configuration
    self.journal = journal
    self.sets = sets
    self.writer = writer
    self.signer = signer
    self.lock = lock
  }

  /// Opens the journal of a directory, or makes one, and starts its writer.
  ///
  /// Projections of another version are filled again by the writer's thread. Until then what rests on
  /// them is refused `rebuilding`, unless their rows can be read all the same (``readiness``).
  ///
  /// - Throws: ``JournalError``; `.locked` if another process has it.
  package static func open(_ configuration: Configuration) throws(JournalError) -> Engine {
    try DataDirectory.requireOwn(configuration.directory)
    let lock = try DirectoryLock(directory: configuration.directory)
    try RestoreTarget.requireWhole(configuration.directory)
    do {
      Compaction.removeLeftovers(in: configuration.directory)
      var settings = Environment.Configuration()
      settings.mapByteCount = configuration.mapBytes
      settings.maxTables = 8 + 2 * ProjectionSet.tableCount
      settings.maxReaders = 256
      settings.durability = configuration.durability
      // The lock of the directory sees to it.
      settings.isSoleWriter = true
      try JournalFiles.prepare(in: configuration.directory, settings)
      let environment = try Environment(
        path: JournalFiles.environmentPath(in: configuration.directory),
        configuration: settings
      )
      // A daemon that was killed in a commit may have left one that only the page cache knows. It is
      // seen from here on, and a duplicate of it is acknowledged without a flush: so it is made durable.
      if configuration.durability == .full { try environment.sync() }
      let journal = try Journal(environment: environment)
      // Before anything is written: a log that is not the one last signed is left as it is.
      let keeper = try JournalSigner(
        directory: configuration.directory,
        journal: journal,
        origin: configuration.origin,
        syncs: configuration.durability == .full
      )
      keeper.warnings.forEach(configuration.onWarning)
      let sets = try openProjections(journal)
      let writer = try Writer(configuration, journal, sets)
      let signer = CheckpointSigner(keeper, configuration, journal, writer)
      return Engine(configuration, journal, sets, writer, signer, lock)
    } catch let error as JournalError {
      throw error
    } catch {
      throw JournalError(
        .storage,
        "the journal in \(configuration.directory) does not open: \(error)",
        hint: "look at the disk, then at Documentation/Operating.md"
      )
    }
  }

  private static func openProjections(_ journal: Journal) throws -> [ProjectionSet] {
    try journal.environment.write { transaction throws in
      var sets: [ProjectionSet] = []
      for generation in ProjectionSet.generations {
        sets.append(try ProjectionSet(generation: generation, in: &transaction))
      }
      if try ProjectionState.read(journal, transaction) == nil {
        try ProjectionState(generation: 0, versions: ProjectionSet.versions)
          .write(journal, &transaction)
      }
      return sets
    }
  }

  /// The last committed seq.
  ///
  /// Cost: one load.
  package var head: UInt64 { writer.head.load(ordering: .acquiring) }

  /// How many requests wait for the writer, and whether a rebuild is under way.
  package var writerStatus: (queued: Int, isRebuilding: Bool) {
    (writer.queue.count, writer.isRebuilding.load(ordering: .relaxed))
  }

  /// Whether questions can be answered.
  package var readiness: Readiness { writer.serving.readiness }

  /// Calls `body` once the projections are there, with nil, or could not be made, with the reason: at
  /// once if that is known, else on the writer's thread, which it must not block.
  package func whenSettled(_ body: @escaping @Sendable (Refusal?) -> Void) {
    writer.serving.whenSettled(body)
  }

  /// Calls `body` when the projections are there: at once, or after whatever keeps them from being made
  /// was mended.
  package func whenReady(_ body: @escaping @Sendable () -> Void) {
    writer.serving.whenReady(body)
  }

  /// Waits until the projections are there.
  ///
  /// - Throws: Why they could not be made.
  package func waitUntilReady() throws(Refusal) {
    let settled = Semaphore()
    let outcome = Mutex<Refusal?>(nil)
    whenSettled { refusal in
      outcome.withLock { $0 = refusal }
      settled.signal()
    }
    settled.wait()
    if let refusal = outcome.withLock({ $0 }) { throw refusal }
  }

  /// Calls `listener` on the writer's thread after each further commit, once its appends were answered; it must
  /// not block.
  package func addCommitListener(_ listener: @escaping @Sendable (UInt64) -> Void) {
    writer.listeners.withLock { $0.append(listener) }
  }

  /// Cancels a backup that runs, lets the writer finish what waits, stops both, and signs the head.
  ///
  /// Later appends and backups are refused.
  package func close() {
    backups.stop()
    writer.stop()
    signer.stop()
  }

  // MARK: Reading

  /// Runs a read in one transaction, on the projections that are live in it.
  ///
  /// The transaction comes as a reference, since what answers a query keeps it in structs and
  /// closures; none of them, and nothing that points into the map, may leave `body`.
  func reading<Value>(
    _ body: (TransactionReference, ProjectionSet) throws -> Value
  ) throws(Refusal) -> Value {
    try readingLog { transaction, set in
      guard let set else { throw notReadable }
      return try body(transaction, set)
    }
  }

  /// Why the rows cannot be read: the swap may have been just now, behind this transaction's back.
  private var notReadable: Refusal {
    let unknown = RebuildProgress(phase: "filling", done: 0, total: 0)
    return (readiness.refusal ?? Readiness.rebuilding(unknown).refusal)
      ?? Refusal(.internalError, "the projections cannot be read")
  }

  /// Runs a read in one transaction that can do without projections: possible at any time.
  ///
  /// They are nil while they are being made anew at the start.
  func readingLog<Value>(
    _ body: (TransactionReference, ProjectionSet?) throws -> Value
  ) throws(Refusal) -> Value {
    do {
      return try journal.environment.read { borrowed throws in
        try borrowed.withReference { transaction throws in
          let generation = try ProjectionState.readableGeneration(
            journal,
            configuration.readableVersions,
            transaction
          )
          return try body(transaction, generation.map { sets[Int($0)] })
        }
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        .internalError,
        "\(error)",
        hint: "this is not your request's fault; see the daemon's log"
      )
    }
  }

  /// Resolves a query's clocks against the head that a transaction sees.
  func clocks(
    _ query: ClockQuery,
    _ transaction: TransactionReference
  ) throws -> AnswerClocks {
    let head = try journal.head(transaction)
    return AnswerClocks(
      at: query.at ?? configuration.now().day,
      known: try known(query.known, head: head, transaction),
      publicDay: query.publicDay,
      head: head
    )
  }

  /// The head that a `known` asks for; what lies after the head is refused.
  func known(
    _ query: KnownQuery?,
    head: UInt64,
    _ transaction: TransactionReference
  ) throws -> UInt64 {
    switch query {
    case nil: return head
    case .seq(let seq):
      guard seq <= head else {
        throw Refusal(
          .badParameter,
          "known=\(seq) is after the head, \(head)",
          hint: "give a seq up to \(head), or leave known out"
        )
      }
      return seq
    case .instant(let instant): return try journal.lastSequence(recordedBy: instant, transaction)
    case .day(let day):
      return try journal.lastSequence(recordedBy: Instant.end(of: day), transaction)
    }
  }
}
