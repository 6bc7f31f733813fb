import ChanceryModel
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// What all connections share.
///
/// Everything in it may be used from any thread.
final class ServerContext: Sendable {
  let journal: any ServedJournal
  let limits: ServerLimits
  let limiter: ConnectionLimiter
  let policy: RolePolicy
  let pool: NIOThreadPool
  let metrics: ServerMetrics
  let logger: Logger
  let operation: Operation
  private let stopping = Atomic(false)
  private let verifying = Atomic(false)

  init(
    journal: any ServedJournal,
    limits: ServerLimits,
    policy: RolePolicy,
    pool: NIOThreadPool,
    metrics: ServerMetrics,
    logger: Logger,
    operation: Operation
  ) {
    self.journal = journal
    self.limits = limits
    self.policy = policy
    self.pool = pool
    self.metrics = metrics
    self.logger = logger
    self.operation = operation
    limiter = ConnectionLimiter(
      requestLimit: limits.connections,
      followerLimit: limits.followers,
      bodyByteLimit: limits.bodyBytesInFlight
    )
  }

  /// True once the daemon has begun to stop: requests are refused, connections end.
  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Takes the one place for a verification; false if it is taken.
  func beginVerifying() -> Bool { !verifying.exchange(true, ordering: .acquiringAndReleasing) }

  /// Gives the place back.
  func endVerifying() { verifying.store(false, ordering: .releasing) }

  /// Says that the daemon begins to stop; false if that was said before.
  func beginStopping() -> Bool { !stopping.exchange(true, ordering: .relaxed) }
}

extension ServerContext {
  /// What is the same for the daemon's whole run.
  struct Operation: Sendable {
    let startedAt: Instant
    let started: ContinuousClock.Instant
    let processID: Int32
  }
}
