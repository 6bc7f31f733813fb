import Glibc
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Projections
import Synchronization

/// The daemon's socket: event loops, connections, and their orderly end.
package final class Server: Sendable {
  private let context: ServerContext
  private let group: MultiThreadedEventLoopGroup
  private let loops: [NIOLoopBound<LoopContext>]
  private let acceptor: any Channel

  /// Starts to accept on a listening Unix socket, which then belongs to the server.
  ///
  /// - Parameters:
  ///   - journal: What is served; the server does not close it.
  ///   - descriptor: A bound Unix stream socket.
  ///   - policy: Who may do what.
  ///   - limits: How much is taken on.
  ///   - threads: How many event loops run.
  ///   - metrics: Where measurements go.
  ///   - logger: Where the server says what it does.
  /// - Throws: What the system said when the socket could not be listened on.
  package init(
    journal: any ServedJournal,
    descriptor: Int32,
    policy: RolePolicy,
    limits: ServerLimits = ServerLimits(),
    threads: Int = 2,
    metrics: MetricsRegistry = MetricsRegistry(),
    logger: Logger = Server.silence
  ) async throws {
    let pool = NIOThreadPool(numberOfThreads: max(2, threads))
    pool.start()
    let context = ServerContext(
      journal: journal,
      limits: limits,
      policy: policy,
      pool: pool,
      metrics: ServerMetrics(registry: metrics, head: journal.head),
      logger: logger,
      operation: ServerContext.Operation(
        startedAt: WallClock.now(),
        started: .now,
        processID: getpid()
      )
    )
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    self.context = context
    var loops: [NIOLoopBound<LoopContext>] = []
    var wakers: [LoopWaker] = []
    for eventLoop in group.makeIterator() {
      let (loop, presence) = try await eventLoop.submit {
        let loop = LoopContext(eventLoop: eventLoop, server: context)
        return (NIOLoopBound(loop, eventLoop: eventLoop), loop.presence)
      }.get()
      loops.append(loop)
      wakers.append(LoopWaker(loop: loop, presence: presence))
    }
    self.loops = loops
    acceptor = try await Server.accept(descriptor, context, group, loops)
    startSweeps()
    wakeFollowersOnCommit(wakers)
  }

  /// A logger that says nothing, for tests.
  package static let silence = Logger(label: "chancery") { _ in SwiftLogNoOpLogHandler() }

  // MARK: - Accepting

  private static func accept(
    _ descriptor: Int32,
    _ server: ServerContext,
    _ group: MultiThreadedEventLoopGroup,
    _ loops: [NIOLoopBound<LoopContext>]
  ) async throws -> any Channel {
    let byLoop = Dictionary(
      uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) }
    )
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.maxMessagesPerRead, value: 32)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptPause())
        }
      }
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .writeBufferWaterMark,
        value: ChannelOptions.Types.WriteBufferWaterMark(low: 64 * 1_024, high: 256 * 1_024)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let loop = byLoop[ObjectIdentifier(channel.eventLoop)] else {
            preconditionFailure("a connection on a loop that is not the server's")
          }
          try Server.take(channel, server, loop.value)
        }
      }
      .withBoundSocket(descriptor)
      .get()
  }

  /// Gives a new connection its handlers, or turns it away.
  private static func take(
    _ channel: any Channel,
    _ server: ServerContext,
    _ loop: LoopContext
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    let peer = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      PeerCredentials.read($0)
    }
    guard let known = peer, let peer = known else { throw ChannelError.operationUnsupported }
    guard server.limiter.admit() else {
      server.metrics.countRefusedConnection()
      try pipeline.addHandler(TurnAwayHandler(server: server, loop: loop))
      return
    }
    let meter = ByteMeter()
    try pipeline.addHandler(meter)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderListSize = server.limits.headerBytes
    limits.maxHeaderFieldSize = server.limits.headerBytes
    try pipeline.addHandler(
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits))
    )
    try pipeline.addHandler(
      ConnectionHandler(server: server, loop: loop, peer: peer, meter: meter)
    )
  }

  // MARK: - Time and commits

  private func startSweeps() {
    let interval = TimeAmount(context.limits.sweepInterval)
    for loop in loops {
      loop.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
        loop.value.sweep()
      }
    }
    let (limiter, pool) = (context.limiter, context.pool)
    loops.first?.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
      guard limiter.freedMemory.isDue() else { return }
      pool.submit { _ in FreedMemory.giveBack() }
    }
  }

  /// A burst of commits wakes each loop once: the flag is down again before the loop looks.
  private func wakeFollowersOnCommit(_ wakers: [LoopWaker]) {
    let metrics = context.metrics
    context.journal.addCommitListener { head in
      metrics.recordCommit(head: head)
      for waker in wakers { waker.wake() }
    }
  }

  // MARK: - Stopping

  /// Stops: no new connection, answers finished, a last line to followers; then everything is closed.
  ///
  /// Returns when no connection is left, at the latest after the drain time. A second call returns at
  /// once.
  package func stop() async throws {
    guard context.beginStopping() else { return }
    try await acceptor.close()
    let drain = TimeAmount(context.limits.drain)
    let emptied = loops.map { loop in
      loop.eventLoop.scheduleTask(in: drain) { loop.value.closeAll() }
      return loop.eventLoop.flatSubmit { loop.value.shutDown() }
    }
    for loop in emptied { try await loop.get() }
    try await group.shutdownGracefully()
    try await context.pool.shutdownGracefully()
  }
}

/// Wakes one loop's followers, if there are any, at most once at a time.
private final class LoopWaker: Sendable {
  private let loop: NIOLoopBound<LoopContext>
  private let presence: FollowerPresence
  private let isScheduled = Atomic(false)

  init(loop: NIOLoopBound<LoopContext>, presence: FollowerPresence) {
    self.loop = loop
    self.presence = presence
  }

  func wake() {
    guard !presence.isEmpty, !isScheduled.exchange(true, ordering: .acquiringAndReleasing) else {
      return
    }
    loop.eventLoop.execute { [self] in
      isScheduled.store(false, ordering: .releasing)
      loop.value.hub.committed()
    }
  }
}
