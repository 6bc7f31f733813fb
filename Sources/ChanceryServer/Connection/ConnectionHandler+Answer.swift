import ChanceryAPI
import ChanceryModel
import NIOCore
import NIOPosix

// MARK: - From a request to its answer

extension ConnectionHandler {
  /// Serves a request whose head is sound.
  func serve(_ head: RequestHead) throws(Refusal) {
    guard !server.isStopping else {
      throw Refusal(
        .shuttingDown,
        "the daemon is stopping",
        hint: "try again when it has been restarted"
      )
    }
    let routed: RoutedRequest
    do {
      routed = try Router.route(head)
    } catch {
      return refuse(error, allow: Router.allowedMethods(head))
    }
    request.route = routed.route.pattern
    try server.policy.require(routed.route.role, of: peer)
    let reply = try Endpoints(server: server, peer: peer).reply(to: routed, head)
    if head.body != .none, !reply.takesBody {
      throw Refusal(.malformedRequest, "\(head.method.name) \(head.path) takes no body")
    }
    try start(reply, head)
  }

  /// Begins to answer.
  func start(_ reply: Reply, _ head: RequestHead) throws(Refusal) {
    switch reply {
    case .now(let response): finish(response)
    case .job(let job): run(job)
    case .signed(let size, let job): runSigned(covering: size, job)
    case .append(let plan): try collectBody(plan, head)
    case .check(let isDeclaring):
      try takeBody(BodyCheck(server: server, declare: isDeclaring), head)
    case .bulk(let plan):
      try takeBody(BulkAppend(server: server, eventLoop: loop.eventLoop, plan: plan), head)
    case .pages(let type, let first):
      stream(PageStream(connection: self, contentType: type, first: first))
    case .follow(let plan): try follow(plan)
    case .work(let work): stream(ProgressStream(connection: self, work: work))
    case .document(let read): try collectDocument(read, head)
    case .verify: stream(VerifyStream(connection: self))
    }
  }

  /// Has the answer made on the pool.
  private func run(_ job: @escaping @Sendable () throws(Refusal) -> Response) {
    enter(.working)
    let head = server.journal.head
    onPool {
      do throws(Refusal) {
        return try job()
      } catch {
        return Response(error, in: .address, head: head)
      }
    } then: { connection, response in
      connection.finish(response)
    }
  }

  /// Has the answer made on the pool once a checkpoint is signed; nothing is held while that is waited
  /// for.
  private func runSigned(
    covering size: UInt64,
    _ job: @escaping @Sendable (CheckpointAnswer) throws(Refusal) -> Response
  ) {
    enter(.working)
    let home = NIOLoopBound(self, eventLoop: loop.eventLoop)
    let eventLoop = loop.eventLoop
    server.journal.checkpoint(covering: size) { result in
      eventLoop.execute {
        guard !home.value.isClosed else { return }
        home.value.run { () throws(Refusal) in try job(result.get()) }
      }
    }
  }

  /// Does something on the pool, then goes on here if the connection still stands.
  func onPool<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value,
    then finish: @escaping @Sendable (ConnectionHandler, Value) -> Void
  ) {
    let home = NIOLoopBound(self, eventLoop: loop.eventLoop)
    let eventLoop = loop.eventLoop
    server.pool.submit { _ in
      let value = work()
      eventLoop.execute {
        guard !home.value.isClosed else { return }
        finish(home.value, value)
      }
    }
  }

  /// True once nothing more can be sent.
  var isClosed: Bool {
    if case .closed = phase { true } else { false }
  }

  // MARK: - Whole answers

  /// Sends an answer, then serves the next request or closes.
  func finish(_ response: Response) {
    guard let context, !isClosed else { return }
    var response = response
    response.closes =
      response.closes || !request.keepsAlive || request.awaitsBody || server.isStopping
    server.metrics.countRequest(route: request.route, status: response.status, on: loop)
    releaseBody()
    var buffer = context.channel.allocator.buffer(
      capacity: 320 + (request.isHead ? 0 : response.body.count)
    )
    loop.encoder.encode(response, isHead: request.isHead, into: &buffer)
    if response.closes { return writeLast(buffer) }
    write(buffer)
    enter(.ready)
    if !isServing { serveNext() }
  }

  /// Answers with a problem.
  func refuse(
    _ refusal: Refusal,
    closing: Bool = false,
    in place: RequestPlace = .address,
    allow: String? = nil
  ) {
    if case .taking(let intake) = phase { intake.cancel() }
    var response = Response(refusal, in: place, head: server.journal.head)
    response.allow = allow
    response.closes = response.closes || closing
    finish(response)
  }

  // MARK: - Streams

  /// Begins an answer of many parts.
  func stream(_ stream: any ResponseStream) {
    enter(.streaming(stream))
    stream.start()
  }

  private func follow(_ plan: FollowPlan) throws(Refusal) {
    if request.isHead {
      return finish(
        Response(contentType: plan.contentType, body: [], head: server.journal.head)
      )
    }
    guard server.limiter.becomeFollower() else {
      throw Refusal(
        .tooManyConnections,
        "\(server.limits.followers) followers are connected already",
        hint: "close one, or read pages with “after”"
      )
    }
    isFollower = true
    request.keepsAlive = false  // nothing comes after a follower's last line
    stream(FollowStream(connection: self, plan: plan))
  }

  /// Sends the head of a stream.
  func beginStream(_ contentType: StaticString) {
    server.metrics.countRequest(route: request.route, status: 200, on: loop)
    var buffer = ByteBuffer()
    loop.encoder.encodeStreamHead(
      contentType: contentType,
      head: server.journal.head,
      closes: !request.keepsAlive,
      into: &buffer
    )
    write(buffer)
    if request.isHead { endStream() }
  }

  /// Sends a part of a stream; false if the client should be let read first.
  @discardableResult
  func writeChunk(_ bytes: [UInt8]) -> Bool {
    guard let context, !isClosed else { return false }
    var buffer = context.channel.allocator.buffer(capacity: bytes.count + 20)
    ResponseEncoder.encodeChunk(bytes, into: &buffer)
    write(buffer)
    return context.channel.isWritable
  }

  /// Ends a stream.
  func endStream() {
    guard case .streaming = phase else { return }
    var buffer = ByteBuffer()
    if !request.isHead { ResponseEncoder.encodeLastChunk(into: &buffer) }
    guard request.keepsAlive, !server.isStopping else { return writeLast(buffer) }
    write(buffer)
    enter(.ready)
    if !isServing { serveNext() }
  }

  // MARK: - Time

  /// Looks at the deadlines; called about once a second.
  func tick() {
    guard let context else { return }
    let buffered =
      (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    switch deadlines.tick(now: loop.now, written: bytesWritten, buffered: buffered) {
    case .none: break
    case .close: return close()
    case .refuseTimeout:
      request.keepsAlive = false
      request.awaitsBody = true
      return refuse(
        Refusal(
          .requestTimeout,
          "the request did not arrive in time",
          hint: "send a request in one go; imports: several smaller requests"
        ),
        closing: true
      )
    }
    if case .streaming(let stream) = phase { stream.tick(now: loop.now) }
  }

  /// The daemon stops: idle connections end now, others with their answer.
  func shutDown() {
    switch phase {
    case .ready where pending.isEmpty: close()
    case .streaming(let stream): stream.shutDown()
    default: request.keepsAlive = false
    }
  }
}
