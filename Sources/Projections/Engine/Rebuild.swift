internal import ChanceryModel
internal import Journal
internal import LMDB

/// An order to fill the projections again.
struct RebuildJob: Sendable {
  /// Compare with the live rows and leave those as they are.
  var isCheck: Bool
  /// Told how far it is; false cancels.
  var progress: @Sendable (RebuildProgress) -> Bool
  var completion: @Sendable (Result<RebuildAnswer, Refusal>) -> Void
}

/// A rebuild at work: rows are filled beside the live ones, in bounded transactions between commits.
///
/// It clears the other generation, fills it from the log until it has caught up with the head, and
/// then, in one transaction, compares every table with the live one and makes the new generation
/// live. Reads and appends go on meanwhile; a daemon that dies leaves the live rows untouched.
final class Rebuild {
  /// Writer time of one slice: appends wait no longer than that.
  static let sliceNanoseconds: UInt64 = 8_000_000
  /// Rows compared in one slice.
  static let sliceRows = 20_000

  /// How a rebuild ended.
  enum End: Equatable {
    case swapped
    case compared
    case cancelled
  }

  private let job: RebuildJob
  private let journal: Journal
  private let live: ProjectionSet
  private let aside: ProjectionSet
  private let started = WallClock.monotonicNanoseconds()
  private var done: UInt64 = 0
  private var isCleared = false

  init(_ job: RebuildJob, _ journal: Journal, live: ProjectionSet, aside: ProjectionSet) {
    self.job = job
    self.journal = journal
    self.live = live
    self.aside = aside
  }

  /// Does a slice; non-nil when the rebuild has ended and its job was answered.
  func step() throws -> End? {
    if !isCleared {
      try journal.environment.write { transaction throws in try aside.clear(in: &transaction) }
      isCleared = true
    }
    let head = try fill()
    guard job.progress(RebuildProgress(phase: "filling", done: done, total: head)) else {
      try journal.environment.write { transaction throws in try aside.clear(in: &transaction) }
      cancel()
      return .cancelled
    }
    guard done == head else { return nil }
    return try end(at: head)
  }

  /// Answers a job that will not be finished.
  func cancel() {
    job.completion(.success(answer(.cancelled, at: done, [])))
  }

  /// Answers a job that met a failure.
  func fail(_ error: any Error) {
    job.completion(
      .failure(
        Refusal(.internalError, "the rebuild failed: \(error)", hint: "the live rows stay in use")
      )
    )
  }

  /// Applies events until the slice's time is over; returns the head.
  private func fill() throws -> UInt64 {
    let deadline = WallClock.monotonicNanoseconds() + Rebuild.sliceNanoseconds
    return try journal.environment.write { transaction throws in
      let head = try journal.head(transaction)
      while done < head, WallClock.monotonicNanoseconds() < deadline {
        let next = min(head, done + 64)
        while done < next {
          let header = try journal.requiredHeader(done + 1, transaction)
          try aside.apply(header, seq: done + 1, journal: journal, to: &transaction)
          done += 1
        }
      }
      return head
    }
  }

  private func end(at head: UInt64) throws -> End {
    let compared = try journal.environment.read { transaction throws in
      try zip(live.all, aside.all).map { try compare($0, $1, transaction) }
    }
    if job.isCheck {
      let isIdentical = compared.allSatisfy(\.isIdentical)
      job.completion(.success(answer(isIdentical ? .complete : .different, at: head, compared)))
      try journal.environment.write { transaction throws in try aside.clear(in: &transaction) }
      return .compared
    }
    try journal.environment.write { transaction throws in
      try ProjectionState(generation: aside.generation, versions: ProjectionSet.versions)
        .write(journal, &transaction)
    }
    job.completion(.success(answer(.complete, at: head, compared)))
    return .swapped
  }

  private func answer(
    _ end: RebuildAnswer.End,
    at head: UInt64,
    _ projections: [RebuildAnswer.Projection]
  ) -> RebuildAnswer {
    let nanoseconds = WallClock.monotonicNanoseconds() - started
    return RebuildAnswer(
      end: end,
      head: head,
      seconds: Double(nanoseconds) / 1e9,
      projections: projections
    )
  }

  private func compare<T: ReadableTransaction & ~Copyable>(
    _ live: any Projection,
    _ filled: any Projection,
    _ transaction: borrowing T
  ) throws -> RebuildAnswer.Projection {
    var rows: UInt64 = 0
    var isIdentical = true
    for (one, other) in zip(live.tables, filled.tables) {
      rows += UInt64(try transaction.statistics(other).entryCount)
      if try !isEqual(one, other, transaction) { isIdentical = false }
    }
    return RebuildAnswer.Projection(
      name: Text(type(of: live).name),
      rows: rows,
      isIdentical: isIdentical
    )
  }

  private func isEqual<T: ReadableTransaction & ~Copyable>(
    _ one: Table,
    _ other: Table,
    _ transaction: borrowing T
  ) throws -> Bool {
    var left = try transaction.cursor(one)
    var right = try transaction.cursor(other)
    while true {
      let first = try left.next()
      let second = try right.next()
      guard let first else { return second == nil }
      guard let second, first.key.isEqual(to: second.key), first.value.isEqual(to: second.value)
      else { return false }
    }
  }

  /// Fills and swaps at once, for a start that finds rows of an older version.
  static func run(_ journal: Journal, _ sets: [ProjectionSet], live: UInt8) throws {
    let job = RebuildJob(isCheck: false, progress: { _ in true }, completion: { _ in })
    let rebuild = Rebuild(
      job,
      journal,
      live: sets[Int(live)],
      aside: sets[1 - Int(live)]
    )
    while try rebuild.step() == nil {}
  }
}
