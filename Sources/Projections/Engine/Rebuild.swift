internal import ChanceryModel
internal import Journal
internal import LMDB

/// A rebuild at work: rows are filled beside the live ones, in bounded transactions between commits.
///
/// The generation that is not live is emptied and filled from the log; when it has caught up with the
/// head, a reader compares a snapshot of both; then the rest of the log is caught up with and, in one
/// transaction, the new generation becomes the live one. What is left over is deleted in slices.
/// Reads and appends go on throughout; a daemon that dies leaves the live rows untouched, and a mark of
/// how far it had come, from which the next rebuild goes on.
final class Rebuild {
  /// Writer time of a slice that deletes: appends wait no longer than that.
  private static let sliceNanoseconds: UInt64 = 8_000_000

  private enum Phase {
    /// Looks for what a rebuild before has filled.
    case opening
    /// Empties what an earlier rebuild may have left.
    case clearing
    case filling
    case comparing(ProjectionComparison)
    case catchingUp
    /// Deletes the generation that nobody reads any more.
    case deleting(ProjectionSet, RebuildAnswer.End)
  }

  private let job: RebuildJob
  private let journal: Journal
  private let live: ProjectionSet
  private let aside: ProjectionSet
  private let wake: @Sendable () -> Void
  private let moment: () throws -> Instant
  private var redactedBy: UInt64 = 0
  private var redaction: Redaction?
  private var filling: Filling
  private let started = WallClock.monotonicNanoseconds()
  private var phase = Phase.opening
  private var compared: [RebuildAnswer.Projection] = []
  /// True once the new generation is the live one.
  private(set) var hasSwapped = false
  /// The event that a redaction appended, and when, until the writer has taken note.
  var appended: (seq: UInt64, recordedAt: Instant)?

  /// The generation that is live now.
  var liveGeneration: UInt8 { hasSwapped ? aside.generation : live.generation }

  /// True if only leftovers are deleted, and nobody waits for that: any order may take its place.
  var isTidying: Bool { job.purpose == .tidying || job.purpose == .start && hasSwapped }

  /// True if no caller has ordered it: a start found it to be done.
  var isOfStart: Bool { job.purpose == .tidying || job.purpose == .start }

  /// - Parameters:
  ///   - job: The order.
  ///   - journal: The log to fill from.
  ///   - live: The projections in use.
  ///   - aside: Those to fill.
  ///   - wake: Called from another thread when a rebuild that waits can go on.
  ///   - isAwaited: True if an append waits for the writer's thread.
  ///   - moment: The moment that a redaction's event is recorded at.
  init(
    _ job: RebuildJob,
    _ journal: Journal,
    live: ProjectionSet,
    aside: ProjectionSet,
    wake: @escaping @Sendable () -> Void,
    isAwaited: @escaping () -> Bool = { false },
    moment: @escaping () throws -> Instant = { WallClock.now() }
  ) {
    self.moment = moment
    self.job = job
    self.journal = journal
    self.live = live
    self.aside = aside
    self.wake = wake
    redaction = job.redaction.map { Redaction($0) }
    filling = Filling(journal, aside, isAwaited: isAwaited)
  }

  /// The last event that is in the new rows.
  private var done: UInt64 { filling.done }

  /// False where there is nothing to compare with: rows of another version, or those of what will be gone.
  private var isCompared: Bool { job.purpose != .start && redaction == nil }

  /// False for rows that are filled as if an event never was: to go on with them would be to lose it.
  private var isResumable: Bool { job.redaction == nil }

  /// True if there is work for the writer's thread now; false while a comparison runs.
  var needsTurn: Bool {
    if case .comparing(let comparison) = phase { return comparison.isDone }
    return true
  }

  /// Does a slice; true when the rebuild has ended and its job was answered.
  func step() throws -> Bool {
    switch phase {
    case .opening: phase = try opened()
    case .clearing:
      if try clearSlice(of: aside) { phase = .filling }
    case .filling:
      guard let head = try fill(), report("filling", done, head) else { return false }
      if done == head {
        phase =
          isCompared
          ? .comparing(ProjectionComparison(journal, live, aside, wake: wake)) : .catchingUp
      }
    case .comparing(let comparison):
      guard comparison.isDone else { return false }
      compared = try comparison.result()
      guard job.purpose != .check else {
        let isIdentical = compared.allSatisfy(\.isIdentical)
        phase = .deleting(aside, isIdentical ? .complete : .different)
        return false
      }
      phase = .catchingUp
    case .catchingUp:
      if try fill() == done { try swap() }
    case .deleting(let set, let end):
      guard try clearSlice(of: set) else { return false }
      job.completion(.success(answer(end)))
      return true
    }
    return false
  }

  /// Answers a job that will not be finished, as the daemon stops.
  ///
  /// What a start had begun goes on at the next one. What a caller asked for is told to be cancelled, so
  /// it is not gone on with; what is left over is deleted at the next start.
  func cancel() throws {
    switch phase {
    case .comparing(let comparison): comparison.cancel()
    case .deleting(_, let end): return job.completion(.success(answer(end)))
    case .opening, .clearing, .filling, .catchingUp: break
    }
    defer { job.completion(.success(answer(.cancelled))) }
    guard job.purpose != .start else { return }
    try journal.environment.write { transaction throws in
      try RebuildMark.remove(journal, &transaction)
    }
  }

  /// The phase to begin with: on what was filled before, if this program can go on with it.
  private func opened() throws -> Phase {
    guard job.purpose != .tidying else { return .deleting(aside, .complete) }
    guard isResumable else { return .clearing }
    let mark = try journal.environment.read { transaction throws -> RebuildMark? in
      guard let mark = try RebuildMark.read(journal, transaction),
        mark.generation == aside.generation, mark.versions == ProjectionSet.versions,
        mark.seq <= (try journal.head(transaction)),
        mark.rows == (try RebuildMark.rowCount(of: aside, transaction))
      else { return nil }
      return mark
    }
    guard let mark else { return .clearing }
    filling.goOn(after: mark.seq)
    return .filling
  }

  /// Answers a job that met a failure.
  func fail(_ refusal: Refusal) {
    job.completion(
      .failure(
        Refusal(
          refusal.code,
          "the rebuild failed: \(refusal.detail)",
          hint: "the live rows stay in use"
        )
      )
    )
  }

  /// Tells how far it is; if the caller has gone, what was filled is deleted and false returned.
  private func report(_ name: Text, _ count: UInt64, _ total: UInt64) -> Bool {
    if job.progress(RebuildProgress(phase: name, done: count, total: total)) { return true }
    phase = .deleting(aside, .cancelled)
    return false
  }

  /// Fills a slice; returns the head, or nil if the slice was given up for an append.
  private func fill() throws -> UInt64? {
    // As before an append: a disk that fills up in the middle of a commit ends the process.
    try journal.environment.reserveSpace()
    return try filling.fill(without: &redaction) { seq, transaction throws in
      try mark(seq, &transaction)
    }
  }

  /// Takes note of how far it is, unless nobody may go on with it.
  private func mark(_ seq: UInt64, _ transaction: inout WriteTransaction) throws {
    guard isResumable else { return }
    try RebuildMark(
      generation: aside.generation,
      replaces: job.purpose != .check,
      seq: seq,
      rows: try RebuildMark.rowCount(of: aside, transaction),
      versions: ProjectionSet.versions
    ).write(journal, &transaction)
  }

  /// Makes the rows that were filled those that are read, and erases what they were filled without.
  ///
  /// The writer's thread appends nothing between the last slice and this.
  private func swap() throws {
    let recordedAt = redaction == nil ? nil : try moment()
    let appended = try journal.environment.write { transaction throws -> UInt64? in
      var appended: UInt64?
      if let redaction, let recordedAt {
        // What was appended meanwhile may use what is to go.
        try transaction.withReference { reference throws in
          try redaction.order.check(journal, live, reference)
        }
        let event = try redaction.carryOut(journal, recordedAt: recordedAt, in: &transaction)
        try aside.apply(event.header, seq: event.seq, journal: journal, to: &transaction)
        appended = event.seq
      }
      try ProjectionState(generation: aside.generation, versions: ProjectionSet.versions)
        .write(journal, &transaction)
      try RebuildMark.remove(journal, &transaction)
      return appended
    }
    if let appended, let recordedAt {
      filling.goOn(after: appended)
      redactedBy = appended
      self.appended = (appended, recordedAt)
    }
    hasSwapped = true
    phase = .deleting(live, .complete)
  }

  /// Deletes rows until the slice's time is over; true when none is left.
  private func clearSlice(of set: ProjectionSet) throws -> Bool {
    let deadline = WallClock.monotonicNanoseconds() + Rebuild.sliceNanoseconds
    return try journal.environment.write { transaction throws in
      // Rows that go are no beginning of anything.
      try RebuildMark.remove(journal, &transaction)
      for projection in set.all {
        for table in projection.tables {
          guard try Rebuild.clear(table, until: deadline, &transaction) else { return false }
        }
      }
      return true
    }
  }

  private static func clear(
    _ table: Table,
    until deadline: UInt64,
    _ transaction: inout WriteTransaction
  ) throws -> Bool {
    var cursor = try transaction.writeCursor(table)
    var count = 0
    while try cursor.first() != nil {
      _ = try cursor.deleteCurrent()
      count += 1
      if count & 63 == 0, WallClock.monotonicNanoseconds() > deadline { return false }
    }
    return true
  }

  private func answer(_ end: RebuildAnswer.End) -> RebuildAnswer {
    let nanoseconds = WallClock.monotonicNanoseconds() - started
    return RebuildAnswer(
      end: end,
      head: done,
      seconds: Double(nanoseconds) / 1e9,
      projections: compared,
      redaction: hasSwapped ? redaction.map { done(by: $0) } : nil
    )
  }

  private func done(by redaction: Redaction) -> RebuildAnswer.Redaction {
    RebuildAnswer.Redaction(
      event: redaction.order.event,
      seq: redactedBy,
      erased: redaction.erased.sorted()
    )
  }
}
