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
  /// Projections of an older version are filled again first, with the log as it is.
  ///
  /// - Throws: ``JournalError``; `.locked` if another process has it.
  package static func open(_ configuration: Configuration) throws(JournalError) -> Engine {
    let lock = try DirectoryLock(directory: configuration.directory)
    do {
      Compaction.removeLeftovers(in: configuration.directory)
      var settings = Environment.Configuration()
      settings.mapByteCount = configuration.mapBytes
      settings.maxTables = 8 + 2 * ProjectionSet.tableCount
      settings.maxReaders = 256
      settings.durability = configuration.durability
      let environment = try Environment(
        path: configuration.directory + "/journal",
        configuration: settings
      )
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
    let sets = try journal.environment.write { transaction throws in
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
    guard let state = try journal.environment.read({ try ProjectionState.read(journal, $0) }) else {
      throw JournalDamage("the journal does not say which projections are live")
    }
    if state.versions != ProjectionSet.versions {
      try Rebuild.run(journal, sets, live: state.generation)
    }
    return sets
  }

  /// The last committed seq.
  ///
  /// Cost: one load.
  package var head: UInt64 { writer.head.load(ordering: .acquiring) }

  /// How many requests wait for the writer, and whether a rebuild is under way.
  package var writerStatus: (queued: Int, isRebuilding: Bool) {
    (writer.queue.count, writer.isRebuilding.load(ordering: .relaxed))
  }

  /// Calls `listener` on the writer's thread after each commit; it must not block.
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
    do {
      return try journal.environment.read { borrowed throws in
        try borrowed.withReference { transaction throws in
          guard let state = try ProjectionState.read(journal, transaction) else {
            throw JournalDamage("the journal does not say which projections are live")
          }
          return try body(transaction, sets[Int(state.generation)])
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
