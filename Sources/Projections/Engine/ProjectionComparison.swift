internal import ChanceryModel
internal import Glibc
internal import Journal
internal import LMDB
internal import Synchronization

/// Compares two generations of the projections row by row, in one snapshot, on a thread of its own.
///
/// The writer goes on meanwhile: what it commits is not in the snapshot. The thread has its snapshot
/// by the time `init` returns.
final class ProjectionComparison: Sendable {
  private struct State {
    var thread: Thread?
    var outcome: Result<[RebuildAnswer.Projection], any Error>?
  }

  private let state = Mutex(State())
  private let isCancelled = Atomic<Bool>(false)

  /// - Parameters:
  ///   - journal: The journal of both.
  ///   - live: The projections in use.
  ///   - filled: Those to compare with them.
  ///   - wake: Called on the thread when the outcome is there.
  init(
    _ journal: Journal,
    _ live: ProjectionSet,
    _ filled: ProjectionSet,
    wake: @escaping @Sendable () -> Void
  ) {
    let hasSnapshot = Semaphore()
    let thread = Thread { [self] in
      let outcome = Result { () throws in
        try journal.environment.read { transaction throws in
          hasSnapshot.signal()
          return try zip(live.all, filled.all).map { try compare($0, $1, transaction) }
        }
      }
      state.withLock { $0.outcome = outcome }
      // A read that did not begin must not keep the writer waiting.
      hasSnapshot.signal()
      wake()
    }
    state.withLock { $0.thread = thread }
    hasSnapshot.wait()
  }

  /// True when the outcome is there.
  var isDone: Bool { state.withLock { $0.outcome != nil } }

  /// The outcome, waited for.
  func result() throws -> [RebuildAnswer.Projection] {
    wait()
    return try state.withLock { $0.outcome }?.get() ?? []
  }

  /// Waits until the thread has ended.
  func wait() {
    let running = state.withLock { state in
      defer { state.thread = nil }
      return state.thread
    }
    running?.join()
  }

  /// Ends the comparison early and waits for it: no snapshot is left open.
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    wait()
  }

  private func compare(
    _ live: any Projection,
    _ filled: any Projection,
    _ transaction: borrowing ReadTransaction
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

  private func isEqual(
    _ one: Table,
    _ other: Table,
    _ transaction: borrowing ReadTransaction
  ) throws -> Bool {
    var isEqual = true
    try TableComparison.walk(one, transaction, against: other, transaction) {
      !isCancelled.load(ordering: .relaxed)
    } found: { _, _ in
      isEqual = false
      return false
    }
    return isEqual && !isCancelled.load(ordering: .relaxed)
  }
}
