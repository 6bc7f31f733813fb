internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Synchronization

/// What the writer's thread knows; only that thread uses it.
final class WriterState {
  private let configuration: Engine.Configuration
  private let journal: Journal
  private let sets: [ProjectionSet]
  private var live: UInt8
  /// False until the rows of a version that this program reads are live.
  private(set) var isLive: Bool
  /// What the first turn begins with; nil if the start left nothing to do.
  private let startPurpose: RebuildJob.Purpose?
  private var vocabularySeq: UInt64
  private var lastRecordedAt: Instant
  private var rebuild: Rebuild?
  private var compaction: Compaction?
  private var retry: RebuildRetry?
  /// Frees the requests of large commits.
  private var disposal: Disposal<WaitingAppend>?
  /// When a small request was served last; nil if none ever was.
  private var lastSmall: UInt64?
  /// How many commits in a row had no time for a large request that waited.
  private var passes = 0
  /// How many small requests the last commit answered, with those that waited meanwhile.
  private var crowd = 0
  /// How long an event's stances took to be entered by the last large commit, in nanoseconds.
  private var entering: UInt64 = 0
  /// What the last commit left: empty, but for the numbers of pairs.
  private var batch = StanceBatch(remembersPairs: true)
  private(set) var head: UInt64

  init(
    _ configuration: Engine.Configuration,
    _ journal: Journal,
    _ sets: [ProjectionSet]
  ) throws {
    self.configuration = configuration
    self.journal = journal
    self.sets = sets
    let start = try journal.environment.read { transaction throws in
      let head = try journal.head(transaction)
      let state = try ProjectionState.read(journal, transaction)
      let readable = try ProjectionState.readableGeneration(
        journal,
        configuration.readableVersions,
        transaction
      )
      return (
        head: head,
        recordedAt: try journal.recordedAt(head, transaction),
        live: state?.generation ?? 0,
        isLive: readable != nil,
        purpose: try RebuildJob.Purpose.atStart(journal, sets, transaction)
      )
    }
    head = start.head
    live = start.live
    isLive = start.isLive
    startPurpose = start.purpose
    lastRecordedAt = start.recordedAt ?? Instant(microseconds: .min)
    // No request is resolved before the writer runs, so all that is there counts as known.
    vocabularySeq = start.head
  }

  /// The writer's life: take what waits, commit it, and rebuild a slice in between.
  func run(_ writer: Writer) {
    let retry = RebuildRetry { writer.queue.wake() }
    self.retry = retry
    let disposal = Disposal<WaitingAppend>()
    self.disposal = disposal
    defer {
      retry.cancel()
      disposal.stop()
    }
    if let startPurpose { begin(startPurpose, writer) }
    while !writer.queue.isDrained {
      let hasTurn = rebuild?.needsTurn == true || compaction?.needsTurn == true
      writer.queue.wait(polling: hasTurn)
      if let order = writer.queue.takeOrder() { serve(order, writer) }
      if isLive { commit(writer) } else { refuseAppends(writer) }
      if rebuild != nil { continueRebuild(writer) }
      if compaction != nil { continueCompaction() }
      if retry.isDue { goOn(retry, writer) }
    }
    do { try rebuild?.cancel() } catch {
      // The mark stays: what was half filled is gone on with, or deleted, at the next start.
    }
    compaction?.cancel()
    writer.isRebuilding.store(false, ordering: .relaxed)
  }

  private func serve(_ order: WriterJob, _ writer: Writer) {
    switch order {
    case .rebuild(let order): startRebuild(order, writer)
    case .compact(let order): startCompaction(order, writer)
    case .append(let append):
      append.complete(isLive ? dryRun(append.request) : .failure(notLive(writer)))
    }
  }

  private func refuseAppends(_ writer: Writer) {
    for append in writer.queue.takeAppends() { append.complete(.failure(notLive(writer))) }
  }

  private func notLive(_ writer: Writer) -> Refusal {
    writer.serving.readiness.refusal ?? WriterState.notLive
  }

  // MARK: Commits

  /// What one request came to, kept until the commit is on disk.
  private struct Outcome {
    var append: WaitingAppend
    var result: Result<AppendAnswer, Refusal>
  }

  /// Commits what waits, as far as the plan goes.
  private func commit(_ writer: Writer) {
    let start = WallClock.monotonicNanoseconds()
    let isShared = lastSmall.map { start - $0 < CommitPlan.lateNanoseconds } ?? false
    var plan = CommitPlan(isShared: isShared, passes: passes, crowd: crowd, entering: entering)
    commit(writer) { writer.queue.take(for: &plan, since: start) }
    if plan.hasSmall { lastSmall = start }
    passes = !plan.hasLarge && writer.queue.hasLarge ? passes + 1 : 0
  }

  /// Commits the requests that `next` gives, until it gives none; nothing if it gives none at all.
  private func commit(_ writer: Writer, _ next: () -> WaitingAppend?) {
    guard let first = next() else { return }
    var taken = [first]
    var announcement: CommitAnnouncement?
    var outcomes: [Outcome] = []
    do {
      let recordedAt = try recordingMoment()
      try requirePlace()
      try journal.environment.reserveSpace()
      var appender: Appender?
      try journal.environment.write { transaction throws in
        var working = try makeAppender(recordedAt, transaction)
        // Handed over, so that it is nowhere copied.
        swap(&working.batch, &batch)
        var append = first
        while true {
          outcomes.append(
            Outcome(append: append, result: try working.serve(append, &transaction))
          )
          guard let another = next() else { break }
          taken.append(another)
          append = another
        }
        let gathered = WallClock.monotonicNanoseconds()
        try working.enterGathered(&transaction)
        let events = working.log.head - head
        if events > CommitPlan.smallEventsMax {
          entering = (WallClock.monotonicNanoseconds() - gathered) / events
        }
        appender = working
      }
      if let appender { announcement = finish(appender, recordedAt, writer) }
    } catch {
      // What it remembered of pairs may be of what was not written.
      batch = StanceBatch(remembersPairs: true)
      return fail(taken, error, writer)
    }
    crowd = writer.queue.smallCount + taken.count { $0.isSmall }
    // Whoever appended waits for nobody else to be woken.
    for outcome in outcomes { outcome.append.complete(outcome.result) }
    announcement?.make()
    guard taken.contains(where: { !$0.isSmall }) else { return }
    outcomes = []
    disposal?.take(&taken)
  }

  private func makeAppender<T: ReadableTransaction & ~Copyable>(
    _ recordedAt: Instant,
    _ transaction: borrowing T
  ) throws -> Appender {
    Appender(
      journal: journal,
      set: sets[Int(live)],
      log: try LogWriter(journal, transaction),
      recordedAt: recordedAt,
      recordedMoment: RecordedMoment(recordedAt),
      vocabularySeq: vocabularySeq,
      batch: StanceBatch()
    )
  }

  private func finish(
    _ appender: Appender,
    _ recordedAt: Instant,
    _ writer: Writer
  ) -> CommitAnnouncement? {
    vocabularySeq = appender.vocabularySeq
    batch = appender.batch
    guard appender.log.head > head else { return nil }
    head = appender.log.head
    lastRecordedAt = recordedAt
    return writer.publish(head)
  }

  /// Tells why a commit came to nothing; of several requests each is tried alone, so that the one
  /// that met damage or found no room takes no other with it.
  private func fail(_ appends: [WaitingAppend], _ error: any Error, _ writer: Writer) {
    let refusal = refusal(of: error)
    if appends.count > 1, !(error is Refusal) {
      for append in appends {
        var alone: WaitingAppend? = append
        commit(writer) {
          defer { alone = nil }
          return alone
        }
      }
      return
    }
    for append in appends { append.complete(.failure(refusal)) }
  }

  /// A refusal of the state is told; a failure of the store ends the process.
  private func refusal(of error: any Error) -> Refusal {
    if let stated = error as? Refusal { return stated }
    if let store = error as? LMDBError, store.code == .mapFull {
      return Refusal(
        .storageFull,
        "the journal's map of \(configuration.mapBytes) bytes is full",
        hint: "raise map-bytes in the configuration and start the daemon again; reads go on"
      )
    }
    if let store = error as? LMDBError, store.isFatal || store.isCommitFailure {
      configuration.onFatal("a commit failed, its outcome is unknown: \(error)")
    }
    if let store = error as? LMDBError, store.isOutOfSpace {
      return Refusal(
        .storageFull,
        "the journal needs \(Environment.reservedByteCount >> 20) MiB of room and has not got it: "
          + store.message,
        hint: "make room on the disk of the data directory and send it again; reads go on"
      )
    }
    // The transaction was aborted before its commit: nothing was written.
    return Refusal(
      .internalError,
      "\(error)",
      hint: "nothing was appended; see the daemon's log, and run `chancery rebuild --check`"
    )
  }

  /// One moment a commit, never backwards; a clock a day behind is refused.
  private func recordingMoment() throws(Refusal) -> Instant {
    let now = configuration.now()
    let behind = lastRecordedAt.microseconds.subtractingReportingOverflow(now.microseconds)
    guard behind.overflow || behind.partialValue <= Writer.clockBackMicroseconds else {
      throw Refusal(
        .clockBehind,
        "the clock says \(now), the last event was recorded at \(lastRecordedAt)",
        hint: "set the machine's clock; reads go on"
      )
    }
    return max(now, lastRecordedAt)
  }

  /// Nothing is acknowledged that only an unlinked file holds.
  private func requirePlace() throws(Refusal) {
    guard !journal.environment.isInPlace else { return }
    throw Refusal(
      .storageGone,
      "\(journal.environment.path)/data.mdb is not where it was: it was moved, replaced or removed",
      hint:
        "put it back, and send it again; nothing was appended, reads go on until the daemon ends"
    )
  }

  // MARK: Dry runs

  /// Ends a dry run's transaction.
  private struct Enough: Error {}

  /// Applies a request, looks at what it changed, and aborts.
  private func dryRun(_ request: PreparedRequest) -> Result<AppendAnswer, Refusal> {
    var answer: AppendAnswer?
    do {
      let recordedAt = try recordingMoment()
      try journal.environment.write { transaction throws in
        let before = head
        var appender = try makeAppender(recordedAt, transaction)
        var applied = try appender.append(request, to: &transaction)
        try appender.enterGathered(&transaction)
        let changes = StanceChanges(journal: journal, set: sets[Int(live)])
        applied.changes = try transaction.withReference { reference throws in
          try changes.between(before, appender.log.head, recordedAt.day, reference)
        }
        applied.head = before
        answer = applied
        throw Enough()
      }
    } catch is Enough {
    } catch {
      return .failure(refusal(of: error))
    }
    guard let answer else {
      return .failure(Refusal(.internalError, "the dry run gave no answer"))
    }
    return .success(answer)
  }

  // MARK: Rebuilds

  private func startRebuild(_ job: RebuildJob, _ writer: Writer) {
    if let rebuild, rebuild.isTidying { self.rebuild = nil }
    if let busy = underWay { return job.completion(.failure(busy)) }
    rebuild = Rebuild(
      job,
      journal,
      live: sets[Int(live)],
      aside: sets[1 - Int(live)],
      wake: { writer.queue.wake() },
      isAwaited: { writer.queue.count > 0 },
      moment: { [unowned self] in try recordingMoment() }
    )
    writer.isRebuilding.store(job.purpose != .tidying, ordering: .relaxed)
  }

  /// Begins what a start found to do.
  private func begin(_ purpose: RebuildJob.Purpose, _ writer: Writer) {
    let isLive = isLive
    let job = RebuildJob(
      purpose: purpose,
      progress: { progress in
        if !isLive { writer.serving.isRebuilding(progress) }
        return true
      },
      completion: { _ in }
    )
    startRebuild(job, writer)
  }

  /// Goes on with what a start had begun and a full disk has stopped, unless it was done meanwhile.
  private func goOn(_ retry: RebuildRetry, _ writer: Writer) {
    guard underWay == nil else { return retry.schedule() }
    retry.cancel()
    do {
      let purpose = try journal.environment.read { transaction throws in
        try RebuildJob.Purpose.atStart(journal, sets, transaction)
      }
      if let purpose { begin(purpose, writer) }
    } catch {
      // What was read at the start can be read again, or the next try tells that it cannot.
      retry.schedule()
    }
  }

  private static let notLive = Refusal(.internalError, "the projections are not there")

  /// The refusal of a second order that needs the whole journal; nil if there is no first.
  private var underWay: Refusal? {
    guard rebuild != nil || compaction != nil else { return nil }
    return Refusal(
      .rebuildRunning,
      "a \(rebuild == nil ? "compact" : "rebuild") is under way",
      hint: "wait for it, then ask again"
    )
  }

  // MARK: Compaction

  private func startCompaction(_ job: CompactJob, _ writer: Writer) {
    if let rebuild, rebuild.isTidying { self.rebuild = nil }
    if let busy = underWay { return job.completion(.failure(busy)) }
    compaction = Compaction(
      job,
      journal,
      live: sets[Int(live)],
      directory: configuration.directory,
      wake: { writer.queue.wake() }
    )
  }

  private func continueCompaction() {
    guard let current = compaction, current.needsTurn else { return }
    do {
      guard try current.step() else { return }
    } catch let lost as Compaction.NamesLost {
      configuration.onFatal("the rewritten file is not durably in place: \(lost.error)")
    } catch {
      current.fail(refusal(of: error))
    }
    compaction = nil
  }

  private func continueRebuild(_ writer: Writer) {
    guard let current = rebuild else { return }
    do {
      let hasEnded = try current.step()
      // From the swap on, appends go to the new generation; the old one is only deleted.
      if live != current.liveGeneration { batch = StanceBatch(remembersPairs: true) }
      live = current.liveGeneration
      if let appended = current.appended {
        current.appended = nil
        // Whatever was resolved ahead may have rested on what is gone.
        vocabularySeq = appended.seq
        head = appended.seq
        lastRecordedAt = appended.recordedAt
        writer.publish(head).make()
      }
      if current.hasSwapped, !isLive {
        isLive = true
        writer.serving.isReady()
      }
      guard hasEnded else { return }
    } catch {
      // The rows beside are not live: whatever is wrong with them, reads and appends go on.
      var refusal = refusal(of: error)
      current.fail(refusal)
      if (error as? LMDBError)?.isOutOfSpace == true, !isLive || current.isOfStart {
        retry?.schedule()
        refusal.hint = "make room on the disk of the data directory: it goes on by itself"
      }
      if !isLive { writer.serving.hasFailed(refusal) }
    }
    rebuild = nil
    writer.isRebuilding.store(false, ordering: .relaxed)
  }
}

extension Appender {
  /// Appends a request; its refusal is a result, all else is thrown.
  ///
  /// Behind a refused part nothing of its upload is appended.
  mutating func serve(
    _ append: WaitingAppend,
    _ transaction: inout WriteTransaction
  ) throws -> Result<AppendAnswer, Refusal> {
    if append.upload?.hasEnded == true { return .failure(Upload.ended) }
    do {
      return .success(try self.append(append.request, to: &transaction))
    } catch let refusal as Refusal {
      append.upload?.end()
      return .failure(refusal)
    }
  }
}

extension LMDBError {
  /// True if the error came out of a commit, after which only a new start knows what is on disk.
  fileprivate var isCommitFailure: Bool { operation == "mdb_txn_commit" }
}
