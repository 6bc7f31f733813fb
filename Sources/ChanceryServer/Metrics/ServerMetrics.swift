import ChanceryModel
import CoreMetrics
import Synchronization

/// The counters of one route, by status; kept by an event loop so that counting takes no lock.
struct RequestCounters {
  var byStatus: [Int: Counter] = [:]
}

/// What the server measures.
final class ServerMetrics: Sendable {
  let registry: MetricsRegistry
  private let appendSeconds: Timer
  private let appendEvents: Recorder
  private let commitEvents: Recorder
  private let connections: Meter
  private let followers: Meter
  private let queued: Meter
  private let head: Meter
  private let storeBytes: Meter
  private let bodyBytes: Meter
  private let refusedConnections: Counter
  private let lastHead = Atomic<UInt64>(0)

  init(registry: MetricsRegistry, head: UInt64) {
    self.registry = registry
    appendSeconds = Timer(label: "chancery_append_seconds", factory: registry)
    appendEvents = Recorder(
      label: "chancery_append_events",
      aggregate: true,
      factory: registry
    )
    commitEvents = Recorder(
      label: "chancery_commit_events",
      aggregate: true,
      factory: registry
    )
    connections = Meter(label: "chancery_connections", factory: registry)
    followers = Meter(label: "chancery_followers", factory: registry)
    queued = Meter(label: "chancery_queued", factory: registry)
    self.head = Meter(label: "chancery_head", factory: registry)
    storeBytes = Meter(label: "chancery_store_bytes", factory: registry)
    bodyBytes = Meter(label: "chancery_body_bytes", factory: registry)
    refusedConnections = Counter(
      label: "chancery_connections_refused_total",
      factory: registry
    )
    lastHead.store(head, ordering: .relaxed)
  }

  /// Counts an answered request.
  func countRequest(route: String, status: Int, on loop: LoopContext) {
    if let counter = loop.requestCounters[route]?.byStatus[status] { return counter.increment() }
    let counter = Counter(
      label: "chancery_requests_total",
      dimensions: [("route", route), ("status", "\(status)")],
      factory: registry
    )
    loop.requestCounters[route, default: RequestCounters()].byStatus[status] = counter
    counter.increment()
  }

  /// Notes a connection that found no room.
  func countRefusedConnection() { refusedConnections.increment() }

  /// Notes an append that was answered.
  func recordAppend(events: Int, seconds: Double) {
    appendEvents.record(events)
    appendSeconds.recordNanoseconds(Int64(seconds * 1e9))
  }

  /// Notes a commit, on the writer's thread.
  func recordCommit(head: UInt64) {
    let before = lastHead.exchange(head, ordering: .relaxed)
    if head > before { commitEvents.record(head - before) }
  }

  /// Reads what is known rather than counted.
  func observe(_ server: ServerContext) {
    let store = server.journal.status()
    connections.set(server.limiter.requestCount)
    followers.set(server.limiter.followerCount)
    bodyBytes.set(server.limiter.bodyByteCount)
    queued.set(store.queued)
    head.set(Double(store.head))
    storeBytes.set(store.bytes)
  }
}
