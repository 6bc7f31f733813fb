internal import CLMDB
internal import Synchronization

/// Read transactions that were reset and wait to be renewed.
///
/// A transaction in the pool keeps its slot of the reader table but holds no snapshot.
final class ReaderPool: Sendable {
  private let idleCountMax: Int
  private let idle = Mutex<[TransactionSlot]>([])

  init(idleCountMax: Int) {
    self.idleCountMax = idleCountMax
  }

  var idleCount: Int { idle.withLock { $0.count } }

  func take() -> TransactionSlot? {
    idle.withLock { $0.popLast() }
  }

  /// Takes back a read transaction whose user is done with it.
  func give(_ reader: TransactionSlot) {
    // Nobody else holds the transaction; the reset ends its snapshot.
    unsafe mdb_txn_reset(reader.pointer)
    let isKept = idle.withLock { idle in
      guard idle.count < idleCountMax else { return false }
      idle.append(reader)
      return true
    }
    if !isKept { abort(reader) }
  }

  func abortAll() {
    while let reader = take() {
      abort(reader)
    }
  }

  /// Ends a read transaction that was taken from the pool, or never put there.
  func abort(_ reader: TransactionSlot) {
    // Nobody else holds the transaction or its counter.
    unsafe mdb_txn_abort(reader.pointer)
    reader.openCursors.deallocate()
  }
}
