import ChanceryModel
import NIOCore

/// One follower of the log: sends what comes, a bookmark when nothing does, and why it ends.
final class FollowStream: ResponseStream {
  let server: ServerContext
  let eventLoop: any EventLoop
  private weak let connection: ConnectionHandler?
  private let hub: FollowerHub
  private let plan: FollowPlan
  private var state: FollowerState

  init(connection: ConnectionHandler, plan: FollowPlan) {
    self.connection = connection
    self.plan = plan
    server = connection.server
    eventLoop = connection.loop.eventLoop
    hub = connection.loop.hub
    state = FollowerState(
      after: plan.after,
      bookmarkInterval: server.limits.bookmarkInterval,
      now: connection.loop.now
    )
  }

  func start() {
    connection?.beginStream(plan.contentType)
    hub.join(self)
    advance()
  }

  func becameWritable() { advance() }

  func tick(now: ContinuousClock.Instant) {
    perform(state.tick(now: now, isWritable: isWritable))
  }

  func shutDown() { perform(state.shutDown()) }

  func cancel() { hub.leave(self) }

  /// Looks for what is next.
  func advance() {
    perform(state.advance(head: server.journal.head, isWritable: isWritable))
  }

  /// A page has come, or cannot.
  func received(_ result: Result<FollowerHub.Page, Refusal>) {
    guard let connection, !connection.isClosed else { return }
    switch result {
    case .success(let page):
      if !page.bytes.isEmpty { connection.writeChunk(page.bytes) }
      state.fetched(
        through: page.through,
        sent: !page.bytes.isEmpty,
        now: connection.loop.now
      )
      advance()
    case .failure(let refusal):
      connection.writeChunk(StreamLines.failed(refusal))
      connection.endStream()
    }
  }

  private var isWritable: Bool { connection?.context?.channel.isWritable ?? false }

  private func perform(_ action: FollowerState.Action) {
    switch action {
    case .none: break
    case .park: hub.park(self)
    case .fetch(let after): hub.fetch(plan, after: after, for: self)
    case .bookmark(let seq):
      connection?.writeChunk(FollowFormat.bookmark(seq, form: plan.form))
    case .end:
      hub.leave(self)
      connection?.writeChunk(
        FollowFormat.end("shutdown", head: server.journal.head, form: plan.form)
      )
      connection?.endStream()
    }
  }
}

@available(*, unavailable)
extension FollowStream: Sendable {}
