internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Synchronization

/// The one thread that holds write transactions, and the commits it makes.
///
/// It takes all requests that wait, small ones first, into one commit until about
/// ``commitNanoseconds`` have gone by, then flushes once for all of them. While a flush runs, the
/// next requests gather: under load the batch grows by itself, an idle daemon commits at once.
final class Writer: Sendable {
  /// After this much writer time a commit takes no further request.
  static let commitNanoseconds: UInt64 = 8_000_000
  /// After this many puts it does not either: about 2,048 dirty pages of random keys.
  static let commitEvents = 4096
  /// A request that so many commits had no room for goes first in the next: small ones may never cease.
  static let passesMax = 8
  /// A clock this far behind the last event is not believed.
  static let clockBackMicroseconds: Int64 = 24 * 3600 * 1_000_000

  let queue = WriterQueue()
  let head: Atomic<UInt64>
  let isRebuilding = Atomic<Bool>(false)
  let serving = Serving()
  let listeners = Mutex<[@Sendable (UInt64) -> Void]>([])
  private let thread = Mutex<Thread?>(nil)

  init(
    _ configuration: Engine.Configuration,
    _ journal: Journal,
    _ sets: [ProjectionSet]
  ) throws {
    let state = try WriterState(configuration, journal, sets)
    head = Atomic(state.head)
    if !state.isLive {
      serving.isRebuilding(RebuildProgress(phase: "filling", done: 0, total: state.head))
    }
    // The state is handed to the writer's thread, which alone touches it from here on.
    let handed = Handed(state)
    let started = Thread { [self] in
      handed.state.run(self)
    }
    thread.withLock { $0 = started }
  }

  /// Finishes what waits and ends the thread.
  ///
  /// A second call does nothing.
  func stop() {
    queue.close()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  /// Makes a head visible and wakes those who follow.
  func publish(_ seq: UInt64) {
    head.store(seq, ordering: .releasing)
    for listener in listeners.withLock({ $0 }) { listener(seq) }
  }

  /// Carries the state to the one thread that uses it.
  private final class Handed: @unchecked Sendable {
    let state: WriterState

    init(_ state: WriterState) {
      self.state = state
    }
  }
}

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
    defer { retry.cancel() }
    if let startPurpose { begin(startPurpose, writer) }
    while !writer.queue.isDrained {
      let hasTurn = rebuild?.needsTurn == true || compaction?.needsTurn == true
      writer.queue.wait(polling: hasTurn)
      let jobs = writer.queue.takeAll()
      if !jobs.isEmpty { serve(jobs, writer) }
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

  private func serve(_ jobs: [WriterJob], _ writer: Writer) {
    var appends: [WriterJob] = []
    for job in jobs {
      switch job {
      case .rebuild(let order): startRebuild(order, writer)
      case .compact(let order): startCompaction(order, writer)
      case .append(_, let completion) where !isLive:
        completion(.failure(writer.serving.readiness.refusal ?? WriterState.notLive))
      case .append(let request, let completion) where request.request.isDryRun:
        completion(dryRun(request))
      case .append: appends.append(job)
      }
    }
    // A stable sort: of equal weight, first come first served.
    let ordered = appends.enumerated()
      .sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }
      .map(\.element)
    if !ordered.isEmpty { commit(ordered, writer) }
  }

  // MARK: Commits

  /// What one request came to, kept until the commit is on disk.
  private struct Outcome {
    var completion: @Sendable (Result<AppendAnswer, Refusal>) -> Void
    var result: Result<AppendAnswer, Refusal>
  }

  private func commit(_ jobs: [WriterJob], _ writer: Writer) {
    var served = 0
    var outcomes: [Outcome] = []
    do {
      let recordedAt = try recordingMoment()
      try requirePlace()
      try journal.environment.reserveSpace()
      var appender: Appender?
      try journal.environment.write { transaction throws in
        var working = try makeAppender(recordedAt, transaction)
        let deadline = WallClock.monotonicNanoseconds() + Writer.commitNanoseconds
        var events = 0
        for case .append(let request, let completion) in jobs {
          if served > 0, isOver(deadline, events, next: request) { break }
          outcomes.append(
            Outcome(completion: completion, result: try working.serve(request, &transaction))
          )
          events += request.events.count
          served += 1
        }
        appender = working
      }
      if let appender { finish(appender, recordedAt, writer) }
    } catch {
      return fail(jobs, error, writer)
    }
    writer.queue.putBack(jobs[served...].map(\.passedOver))
    for outcome in outcomes { outcome.completion(outcome.result) }
  }

  private func isOver(_ deadline: UInt64, _ events: Int, next: PreparedRequest) -> Bool {
    events + next.events.count > Writer.commitEvents
      || WallClock.monotonicNanoseconds() > deadline
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
      vocabularySeq: vocabularySeq
    )
  }

  private func finish(_ appender: Appender, _ recordedAt: Instant, _ writer: Writer) {
    vocabularySeq = appender.vocabularySeq
    guard appender.log.head > head else { return }
    head = appender.log.head
    lastRecordedAt = recordedAt
    writer.publish(head)
  }

  /// Tells why a commit came to nothing; of several requests each is tried alone, so that the one
  /// that met damage or found no room takes no other with it.
  private func fail(_ jobs: [WriterJob], _ error: any Error, _ writer: Writer) {
    let refusal = refusal(of: error)
    if jobs.count > 1, !(error is Refusal) {
      for job in jobs { commit([job], writer) }
      return
    }
    for case .append(_, let completion) in jobs { completion(.failure(refusal)) }
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
      live = current.liveGeneration
      if let appended = current.appended {
        current.appended = nil
        // Whatever was resolved ahead may have rested on what is gone.
        vocabularySeq = appended.seq
        head = appended.seq
        lastRecordedAt = appended.recordedAt
        writer.publish(head)
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
  mutating func serve(
    _ request: PreparedRequest,
    _ transaction: inout WriteTransaction
  ) throws -> Result<AppendAnswer, Refusal> {
    do {
      return .success(try append(request, to: &transaction))
    } catch let refusal as Refusal {
      return .failure(refusal)
    }
  }
}

extension LMDBError {
  /// True if the error came out of a commit, after which only a new start knows what is on disk.
  fileprivate var isCommitFailure: Bool { operation == "mdb_txn_commit" }
}
