internal import ChanceryModel
internal import Glibc
internal import Journal
internal import LMDB
internal import Synchronization

/// An order to rewrite the journal's file.
struct CompactJob: Sendable {
  /// Told how far it is; false cancels.
  var progress: @Sendable (RebuildProgress) -> Bool
  var completion: @Sendable (Result<CompactAnswer, Refusal>) -> Void
}

/// Rewrites the journal into a fresh file and puts that in place, while reads and appends go on.
///
/// LMDB's own copy takes whole pages, and with them what was erased in their slack; here every table is
/// walked and each entry put into an empty file, so that nothing but what stands is in it. A thread of
/// its own copies one snapshot, but for the rows that are not live, then what was appended meanwhile. The last few events are brought over
/// by the writer, which holds still for that; then the environment takes over the fresh file, between
/// two reads. Until that moment the old file is the journal, whole; a crash leaves one of the two.
final class Compaction: Sendable {
  /// The directory of the fresh file, beside that of the journal.
  static let directoryName = "journal.compact"

  /// Bytes of entries in one transaction on the fresh file.
  private static let sliceBytes = 4 << 20
  /// The thread hands over to the writer when no more than this many events are missing.
  private static let handOverEvents: UInt64 = 256
  /// How long the thread waits between two tries to find a moment without a reader inside.
  private static let retryMicroseconds: UInt32 = 100_000
  /// After so many tries the compaction gives up: something reads for ever.
  private static let triesMax = 600

  private struct State {
    var thread: Thread?
    var fresh: Fresh?
    var failure: (any Error)?
    var isReady = false
    var isOver = false
    var tries = 0
  }

  /// The fresh file, and how much of the journal is in it.
  private struct Fresh: Sendable {
    var environment: Environment
    var journal: Journal
    var sets: [ProjectionSet]
    var done: UInt64
  }

  /// The fresh file is in place, but its name may not outlive a power cut: the process must end before
  /// anything is acknowledged that is in it alone.
  struct NamesLost: Error {
    var error: LMDBError
  }

  /// Ends a copy that nobody waits for any more.
  private struct Cancelled: Error {}

  private let job: CompactJob
  private let journal: Journal
  private let live: ProjectionSet
  private let directory: String
  private let wake: @Sendable () -> Void
  private let started = WallClock.monotonicNanoseconds()
  private let bytesBefore: Int
  private let isCancelled = Atomic<Bool>(false)
  private let state = Mutex(State())

  /// - Parameters:
  ///   - job: The order.
  ///   - journal: The journal to rewrite.
  ///   - live: The projections in use.
  ///   - directory: The data directory.
  ///   - wake: Called from another thread when the writer has something to do.
  init(
    _ job: CompactJob,
    _ journal: Journal,
    live: ProjectionSet,
    directory: String,
    wake: @escaping @Sendable () -> Void
  ) {
    self.job = job
    self.journal = journal
    self.live = live
    self.directory = directory
    self.wake = wake
    bytesBefore = Compaction.fileBytes(journal.environment.path)
    let thread = Thread { [self] in run() }
    state.withLock { $0.thread = thread }
  }

  /// True if the writer has work with it now.
  var needsTurn: Bool { state.withLock { $0.isReady || $0.isOver || $0.failure != nil } }

  /// Does the writer's part; true when the compaction has ended and its job was answered.
  ///
  /// To be called by the writer's thread, outside of a transaction.
  func step() throws -> Bool {
    if let failure = state.withLock({ $0.failure }) {
      try end()
      if failure is Cancelled {
        job.completion(.success(answer(.cancelled, head: 0)))
        return true
      }
      throw failure
    }
    guard let fresh = state.withLock({ $0.isReady ? $0.fresh : nil }) else { return false }
    guard try exchange(fresh) else {
      let isLast = state.withLock { state in
        state.isReady = false
        state.tries += 1
        return state.tries > Compaction.triesMax
      }
      guard isLast else { return false }
      try end()
      throw Refusal(
        .busy,
        "something reads without end, so that the file cannot be exchanged",
        hint: "wait for verify and backup to end, then compact again"
      )
    }
    try end()
    job.completion(
      .success(
        answer(
          .complete,
          head: try journal.environment.read {
            try journal.head($0)
          }
        )
      )
    )
    return true
  }

  /// Answers a job that will not be finished, as the daemon stops.
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    try? end()
    job.completion(.success(answer(.cancelled, head: 0)))
  }

  /// Answers a job that met a failure.
  func fail(_ refusal: Refusal) {
    job.completion(
      .failure(
        Refusal(
          refusal.code,
          "the rewriting failed: \(refusal.detail)",
          hint: refusal.hint ?? "the journal stays in the file that it has"
        )
      )
    )
  }

  /// Deletes what a compaction left behind that did not come to its end.
  ///
  /// To be called before the journal of a directory is opened.
  static func removeLeftovers(in directory: String) {
    let path = directory + "/" + directoryName
    for file in ["/data.mdb", "/lock.mdb", ""] { _ = remove(path + file) }
  }

  // MARK: The thread

  private func run() {
    do {
      try copy()
      while !state.withLock({ $0.isOver }) {
        state.withLock { $0.isReady = true }
        wake()
        // The writer exchanges, or finds a reader inside and leaves it to the next try.
        while state.withLock({ $0.isReady && !$0.isOver }) {
          guard !isCancelled.load(ordering: .relaxed) else { throw Cancelled() }
          usleep(2_000)
        }
        if state.withLock({ $0.isOver }) { break }
        usleep(Compaction.retryMicroseconds)
        try report("exchanging", 0, 1)
      }
    } catch {
      state.withLock { $0.failure = error }
      wake()
    }
  }

  private func copy() throws {
    Compaction.removeLeftovers(in: directory)
    var settings = journal.environment.configuration
    settings.durability = .withoutSync
    let environment = try Environment(
      path: directory + "/" + Compaction.directoryName,
      configuration: settings
    )
    let tables = try environment.openTables(like: journal.environment)
    // What is not live is left over: deleting it may have been broken off, of what was erased too.
    let leftover = Set(live.tableNamesAside)
    let pairs = tables.filter { !leftover.contains($0.ours.name) }
    try journal.environment.read { borrowed throws in
      try borrowed.withReference { snapshot throws in
        var total: UInt64 = 0
        for pair in pairs { total += UInt64(try snapshot.statistics(pair.theirs).entryCount) }
        var done: UInt64 = 0
        for pair in pairs {
          try copy(pair.theirs, snapshot, to: pair.ours, of: environment, &done, total)
        }
        let fresh = try open(environment, head: journal.head(snapshot))
        state.withLock { $0.fresh = fresh }
      }
    }
    try catchUp()
  }

  /// Copies a table in slices, in the order of its keys.
  private func copy(
    _ source: Table,
    _ snapshot: TransactionReference,
    to target: Table,
    of environment: Environment,
    _ done: inout UInt64,
    _ total: UInt64
  ) throws {
    var last: [UInt8]? = []
    while let after = last {
      last = try environment.write { transaction throws in
        try Compaction.copySlice(of: source, after: after, snapshot, to: target, &transaction) {
          done += 1
        }
      }
      try report("copying", done, total)
    }
  }

  /// Copies entries after a key, some MiB of them; returns the last key, or nil at the end.
  private static func copySlice(
    of source: Table,
    after key: [UInt8],
    _ snapshot: TransactionReference,
    to target: Table,
    _ transaction: inout WriteTransaction,
    _ count: () -> Void
  ) throws -> [UInt8]? {
    var writing = try transaction.writeCursor(target)
    var cursor = try snapshot.cursor(source)
    var entry = try key.isEmpty ? cursor.first() : cursor.seek(key)
    if let found = entry, found.key.isEqual(to: key.rawSpan) { entry = try cursor.next() }
    var bytes = 0
    while let found = entry {
      try writing.append(found.key, found.value)
      count()
      bytes += found.key.byteCount + found.value.byteCount
      if bytes >= sliceBytes { return found.key.toArray() }
      entry = try cursor.next()
    }
    return nil
  }

  private func open(_ environment: Environment, head: UInt64) throws -> Fresh {
    let copied = try Journal(environment: environment)
    let sets = try environment.write { transaction throws in
      try ProjectionSet.generations.map { generation throws in
        try ProjectionSet(generation: generation, in: &transaction)
      }
    }
    return Fresh(environment: environment, journal: copied, sets: sets, done: head)
  }

  /// Brings over what was appended since the snapshot, until little is missing.
  private func catchUp() throws {
    while var fresh = state.withLock({ $0.fresh }) {
      let head = try bringOver(&fresh, limit: 2_000)
      let missing = head - fresh.done
      state.withLock { $0.fresh = fresh }
      if missing <= Compaction.handOverEvents { return }
      try report("catching up", fresh.done, head)
    }
  }

  private func report(_ phase: Text, _ done: UInt64, _ total: UInt64) throws {
    guard !isCancelled.load(ordering: .relaxed),
      job.progress(RebuildProgress(phase: phase, done: done, total: total))
    else { throw Cancelled() }
  }

  // MARK: Both

  /// Appends to the fresh file what is missing of the journal, up to a number of events; returns the
  /// journal's head.
  private func bringOver(_ fresh: inout Fresh, limit: UInt64) throws -> UInt64 {
    let (copied, set) = (fresh.journal, fresh.sets[Int(live.generation)])
    let done = fresh.done
    let head = try journal.environment.read { borrowed throws -> UInt64 in
      try borrowed.withReference { source throws -> UInt64 in
        let head = try journal.head(source)
        guard done < head else { return head }
        try copied.environment.write { transaction throws in
          var batch = StanceBatch()
          for seq in done + 1...min(head, done + limit) {
            let header = try copied.copyEvent(seq, from: journal, source, to: &transaction)
            try set.apply(header, seq: seq, journal: copied, gathering: &batch, to: &transaction)
          }
          try set.enter(&batch, to: &transaction)
        }
        return head
      }
    }
    fresh.done = min(head, done + limit)
    return head
  }

  // MARK: The writer

  /// Brings over the rest and takes the fresh file; false if a reader stayed inside.
  private func exchange(_ fresh: Fresh) throws -> Bool {
    var fresh = fresh
    while try bringOver(&fresh, limit: 2_000) > fresh.done {}
    try journal.environment.read { borrowed throws in
      try borrowed.withReference { source throws in
        try fresh.environment.write { transaction throws in
          try fresh.journal.copyFacts(from: journal, source, to: &transaction)
          try RebuildMark.remove(fresh.journal, &transaction)
        }
      }
    }
    try fresh.environment.sync()
    let progress = fresh
    state.withLock { $0.fresh = progress }
    guard try journal.environment.exchange(with: fresh.environment) else { return false }
    do throws(LMDBError) { try journal.environment.flushNames() } catch {
      throw NamesLost(error: error)
    }
    return true
  }

  /// Ends the thread, closes the file that is not in use, and removes what is left.
  private func end() throws {
    state.withLock { $0.isOver = true }
    let thread = state.withLock { state in
      defer { state.thread = nil }
      return state.thread
    }
    thread?.join()
    state.withLock { $0.fresh = nil }
    Compaction.removeLeftovers(in: directory)
  }

  private func answer(_ end: CompactAnswer.End, head: UInt64) -> CompactAnswer {
    CompactAnswer(
      end: end,
      head: head,
      seconds: Double(WallClock.monotonicNanoseconds() - started) / 1e9,
      bytesBefore: bytesBefore,
      bytesAfter: Compaction.fileBytes(journal.environment.path)
    )
  }

  private static func fileBytes(_ path: String) -> Int {
    var status = stat()
    return stat(path + "/data.mdb", &status) == 0 ? Int(status.st_size) : 0
  }
}
