import ChanceryModel
import NIOCore
import Projections

/// What the connections of one event loop share: their list, a coarse clock, the followers' hub.
///
/// Lives on its loop. The clock is read once a sweep, not once a request: deadlines are seconds.
final class LoopContext {
  let eventLoop: any EventLoop
  let hub: FollowerHub
  let presence = FollowerPresence()
  let bounds: ConnectionDeadlines.Bounds
  var encoder = ResponseEncoder()
  /// As of the last sweep.
  private(set) var now = ContinuousClock.now
  /// Counters of requests by route and status, so that counting one takes no lock.
  var requestCounters: [String: RequestCounters] = [:]
  private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
  private var isEmptyPromise: EventLoopPromise<Void>?

  init(eventLoop: any EventLoop, server: ServerContext) {
    self.eventLoop = eventLoop
    hub = FollowerHub(
      journal: server.journal,
      pageLimit: server.limits.page,
      presence: presence
    )
    let limits = server.limits
    bounds = ConnectionDeadlines.Bounds(
      progress: limits.progress,
      bodyBytes: limits.progressBytes,
      idle: limits.idle,
      linger: min(.seconds(2), limits.progress)
    )
    sweep()
  }

  func add(_ connection: ConnectionHandler) {
    connections[ObjectIdentifier(connection)] = connection
  }

  /// Forgets a connection; false if that was done before.
  func remove(_ connection: ConnectionHandler) -> Bool {
    let isKnown = connections.removeValue(forKey: ObjectIdentifier(connection)) != nil
    if connections.isEmpty { isEmptyPromise?.succeed() }
    return isKnown
  }

  /// Reads the clock and looks at every connection's deadlines.
  func sweep() {
    now = ContinuousClock.now
    encoder.date = HTTPDate.string(WallClock.now())
    for connection in connections.values { connection.tick() }
  }

  /// Ends idle connections and followers, and asks the others to end; done when none is left.
  func shutDown() -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    isEmptyPromise = promise
    promise.futureResult.assumeIsolated().whenComplete { [weak self] _ in
      self?.isEmptyPromise = nil
    }
    for connection in connections.values { connection.shutDown() }
    if connections.isEmpty { promise.succeed() }
    return promise.futureResult
  }

  /// Closes whatever is still open.
  func closeAll() {
    for connection in connections.values { connection.close() }
  }
}

@available(*, unavailable)
extension LoopContext: Sendable {}
