internal import CLMDB
internal import Glibc
internal import Synchronization

/// Who is inside the environment, and the read transactions that were reset and wait to be renewed.
///
/// A transaction in the pool keeps its slot of the reader table but holds no snapshot. Whoever uses
/// the C environment enters first and leaves afterwards, so that ``exclusively(within:_:)`` knows when
/// nobody is inside. Cost: one uncontended lock each way.
final class ReaderPool: Sendable {
  private struct State {
    var idle: [TransactionSlot] = []
    /// How many are inside.
    var userCount = 0
    var isClosed = false
  }

  private enum Entrance {
    case entered(TransactionSlot?)
    case closed
  }

  private let idleCountMax: Int
  private let state = Mutex(State())
  /// Held while the state is closed: those who wait to enter wait for this.
  private let closing = Mutex(())

  init(idleCountMax: Int) {
    self.idleCountMax = idleCountMax
  }

  var idleCount: Int { state.withLock { $0.idle.count } }

  /// Enters, and takes an idle read transaction if there is one.
  func enterWithReader() -> TransactionSlot? {
    enter { $0.idle.popLast() }
  }

  /// Enters; waits while the environment is being exchanged.
  func enter() {
    _ = enter { _ in nil }
  }

  private func enter(_ take: (inout State) -> TransactionSlot?) -> TransactionSlot? {
    while true {
      let entrance: Entrance = state.withLock { state in
        guard !state.isClosed else { return .closed }
        state.userCount += 1
        return .entered(take(&state))
      }
      if case .entered(let reader) = entrance { return reader }
      closing.withLock { _ in }
    }
  }

  /// Leaves.
  func leave() {
    state.withLock { $0.userCount -= 1 }
  }

  /// Leaves with a read transaction whose user is done with it.
  func leave(_ reader: TransactionSlot) {
    // Nobody else holds the transaction; the reset ends its snapshot.
    unsafe mdb_txn_reset(reader.pointer)
    let isKept = state.withLock { state in
      guard state.idle.count < idleCountMax else { return false }
      state.idle.append(reader)
      state.userCount -= 1
      return true
    }
    if !isKept {
      abort(reader)
      leave()
    }
  }

  func abortAll() {
    let idle = state.withLock { state in
      defer { state.idle = [] }
      return state.idle
    }
    for reader in idle { abort(reader) }
  }

  /// Ends a read transaction that was taken from the pool, or never put there.
  func abort(_ reader: TransactionSlot) {
    // Nobody else holds the transaction or its counter.
    unsafe mdb_txn_abort(reader.pointer)
    reader.openCursors.deallocate()
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
