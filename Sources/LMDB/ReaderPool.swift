internal import CLMDB
internal import Glibc
internal import Synchronization

/// Who is inside the environment, and the read transactions that wait for their next user.
///
/// A transaction in the pool keeps its slot of the reader table. It holds no snapshot, unless it holds
/// the last one and this environment makes all the commits: then the next user takes it as it is, with
/// the roots of the tables that were looked up before, and the next commit ends it. A snapshot of the
/// last commit keeps no page from reuse that a writer would not leave alone without it: no writer reuses
/// what was freed since the commit before its own (`mdb_find_oldest`).
///
/// Whoever uses the C environment enters first and leaves afterwards, so that
/// ``exclusively(within:_:)`` knows when nobody is inside. Cost: one uncontended lock each way.
final class ReaderPool: Sendable {
  /// A read transaction that was taken from the pool.
  struct Reader {
    let slot: TransactionSlot
    /// Whether it holds the last snapshot; it must be renewed otherwise.
    let isCurrent: Bool
  }

  private struct State {
    /// Those that were reset.
    var idle: [TransactionSlot] = []
    /// Those that hold the snapshot of the last commit.
    var current: [TransactionSlot] = []
    /// How often a writer has left.
    var commitCount = 0
    /// How many are inside.
    var userCount = 0
    var isClosed = false

    /// How many wait for their next user.
    var waitingCount: Int { idle.count + current.count }
  }

  private enum Entrance {
    case entered(Reader?, commitCount: Int)
    case closed
  }

  private let idleCountMax: Int
  private let keepsSnapshots: Bool
  private let state = Mutex(State())
  /// Held while the state is closed: those who wait to enter wait for this.
  private let closing = Mutex(())

  /// Makes an empty pool.
  ///
  /// - Parameters:
  ///   - idleCountMax: How many transactions wait in it at most.
  ///   - keepsSnapshots: Whether they may hold the last snapshot: only if whoever commits leaves by
  ///     ``leaveAfterCommit()``.
  init(idleCountMax: Int, keepsSnapshots: Bool) {
    self.idleCountMax = idleCountMax
    self.keepsSnapshots = keepsSnapshots
  }

  /// Enters, and takes a read transaction if there is one.
  ///
  /// - Returns: The transaction, and how many commits were made before: what its tally must begin with.
  func enterWithReader() -> (reader: Reader?, commitCount: Int) {
    enter { state in
      if let slot = state.current.popLast() { return Reader(slot: slot, isCurrent: true) }
      return state.idle.popLast().map { Reader(slot: $0, isCurrent: false) }
    }
  }

  /// Enters; waits while the environment is being exchanged.
  func enter() {
    _ = enter { _ in nil }
  }

  private func enter(_ take: (inout State) -> Reader?) -> (reader: Reader?, commitCount: Int) {
    while true {
      let entrance: Entrance = state.withLock { state in
        guard !state.isClosed else { return .closed }
        state.userCount += 1
        return .entered(take(&state), commitCount: state.commitCount)
      }
      if case .entered(let reader, let commitCount) = entrance { return (reader, commitCount) }
      closing.withLock { _ in }
    }
  }

  /// Leaves.
  func leave() {
    state.withLock { $0.userCount -= 1 }
  }

  /// Leaves as a writer, after the commit: no snapshot in the pool is the last one any more.
  func leaveAfterCommit() {
    state.withLock { state in
      // Nobody else holds a transaction of the pool; the reset ends its snapshot.
      for slot in state.current { unsafe mdb_txn_reset(slot.pointer) }
      state.idle += state.current
      state.current.removeAll(keepingCapacity: true)
      state.commitCount += 1
      state.userCount -= 1
    }
  }

  /// Leaves with a read transaction whose user is done with it.
  func leave(_ reader: TransactionSlot) {
    if keepsSnapshots, leaveWithSnapshot(reader) { return }
    // Nobody else holds the transaction; the reset ends its snapshot.
    unsafe mdb_txn_reset(reader.pointer)
    let isKept = state.withLock { state in
      guard state.waitingCount < idleCountMax else { return false }
      state.idle.append(reader)
      state.userCount -= 1
      return true
    }
    if !isKept {
      abort(reader)
      leave()
    }
  }

  /// Leaves with a read transaction as it is, if its snapshot is the last one and there is room.
  private func leaveWithSnapshot(_ reader: TransactionSlot) -> Bool {
    state.withLock { state in
      guard reader.tally.isCurrent(afterCommits: state.commitCount),
        state.waitingCount < idleCountMax
      else { return false }
      state.current.append(reader)
      state.userCount -= 1
      return true
    }
  }

  func abortAll() {
    let readers = state.withLock { state in
      defer { (state.idle, state.current) = ([], []) }
      return state.idle + state.current
    }
    for reader in readers { abort(reader) }
  }

  /// Ends a read transaction that was taken from the pool, or never put there.
  func abort(_ reader: TransactionSlot) {
    // Nobody else holds the transaction or its counter.
    unsafe mdb_txn_abort(reader.pointer)
    reader.tally.deallocate()
  }

  /// Runs a closure while nobody is inside and whoever would enter waits.
  ///
  /// - Parameters:
  ///   - microseconds: How long those inside are waited for, and so how long others may be held up.
  ///   - body: What to do; it must not enter.
  /// - Returns: What the closure returns; nil, without a call of it, if somebody stayed inside.
  /// - Throws: The error of the closure.
  func exclusively<Result>(
    within microseconds: UInt32,
    _ body: () throws(LMDBError) -> Result
  ) throws(LMDBError) -> Result? {
    try closing.withLock { _ throws(LMDBError) in
      state.withLock { $0.isClosed = true }
      defer { state.withLock { $0.isClosed = false } }
      let step: UInt32 = 50
      var waited: UInt32 = 0
      while state.withLock({ $0.userCount }) > 0 {
        guard waited < microseconds else { return nil }
        usleep(step)
        waited += step
      }
      return try body()
    }
  }
}
