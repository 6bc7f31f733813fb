internal import CLMDB
internal import Synchronization

/// Read transactions that were reset and wait to be renewed.
///
/// A transaction in the pool keeps its slot of the reader table but holds no snapshot.
final class ReaderPool: Sendable {
  /// A reset read transaction.
  ///
  /// `@unchecked Sendable`: with `MDB_NOTLS` a read transaction is not bound to a thread, and the
  /// pool hands it to one user at a time.
  @safe
  struct Idle: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let idleCountMax: Int
  private let idle = Mutex<[Idle]>([])

  init(idleCountMax: Int) {
    self.idleCountMax = idleCountMax
  }

  var idleCount: Int { idle.withLock { $0.count } }

  func take() -> Idle? {
    idle.withLock { $0.popLast() }
  }

  /// Takes back a read transaction whose user is done with it.
  func give(_ reader: Idle) {
    // Nobody else holds the transaction; reset and abort end its snapshot.
    unsafe mdb_txn_reset(reader.pointer)
    let isKept = idle.withLock { idle in
      guard idle.count < idleCountMax else { return false }
      idle.append(reader)
      return true
    }
    if !isKept { unsafe mdb_txn_abort(reader.pointer) }
  }

  func abortAll() {
    while let reader = take() {
      // Taken from the pool, so nobody else can abort it too.
      unsafe mdb_txn_abort(reader.pointer)
    }
  }
}
