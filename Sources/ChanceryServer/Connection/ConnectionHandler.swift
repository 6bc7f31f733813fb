import ChanceryModel
import NIOCore
import NIOHTTP1

/// One connection: takes decoded requests, one at a time, and writes encoded answers.
///
/// Everything here happens on the connection's event loop. Reading is by hand: nothing is read while
/// an answer is being made or the client does not take what it was sent, so a connection never holds
/// more than one read's worth of pipelined requests.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  let server: ServerContext
  let loop: LoopContext
  let peer: Peer
  let meter: ByteMeter
  var context: ChannelHandlerContext?
  var request = CurrentRequest()
  var deadlines: ConnectionDeadlines
  /// Parts of requests behind the one that is served.
  var pending: [HTTPServerRequestPart] = []
  /// A fault of the byte stream, answered when all before it is.
  var poison: Refusal?
  var bytesWritten: UInt64 = 0
  var isFollower = false
  private var awaitsEnd = false
  private var isInputClosed = false
  private var isReading = false
  private var isInReadCycle = false
  private var needsFlush = false
  private var partsThisCycle = 0
  /// True while a request is being begun, so that its answer does not begin the next one below it.
  private(set) var isServing = false
  private var bytesLingered = 0

  private(set) var phase = ConnectionPhase.ready

  init(server: ServerContext, loop: LoopContext, peer: Peer, meter: ByteMeter) {
    self.server = server
    self.loop = loop
    self.peer = peer
    self.meter = meter
    deadlines = ConnectionDeadlines(bounds: loop.bounds, now: loop.now)
  }

  /// Moves on, and starts the time allowed for it.
  func enter(_ phase: ConnectionPhase) {
    self.phase = phase
    deadlines.enter(phase.deadlinePhase, now: loop.now)
  }

  // MARK: - Life

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    loop.add(self)
  }

  func channelActive(context: ChannelHandlerContext) {
    readMore()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
    self.context = nil
  }

  /// Gives back all that the connection holds; once, whichever end it comes to.
  private func leave() {
    guard loop.remove(self) else { return }
    switch phase {
    case .streaming(let stream): stream.cancel()
    case .taking(let intake): intake.cancel()
    default: break
    }
    releaseBody()
    phase = .closed
    pending = []
    if isFollower { server.limiter.followerLeaves() } else { server.limiter.leave() }
  }

  /// Gives back the request's share of the bound on bodies.
  func releaseBody() {
    server.limiter.releaseBodyBytes(request.bodyBytes)
    request.bodyBytes = 0
  }

  // MARK: - Input

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isInReadCycle = true
    partsThisCycle += 1
    let part = unwrapInboundIn(data)
    if awaitsEnd, case .end = part {
      awaitsEnd = false
      return
    }
    take(part)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isInReadCycle = false
    isReading = false
    noteHeadProgress()
    partsThisCycle = 0
    flushIfNeeded()
    readMore()
    context.fireChannelReadComplete()
  }

  /// A head has begun if bytes came and no part of a request did.
  private func noteHeadProgress() {
    let bytes = meter.take()
    switch phase {
    case .ready where bytes > 0 && partsThisCycle == 0:
      if deadlines.phase != .head { deadlines.enter(.head, now: loop.now) }
    case .lingering:
      bytesLingered += bytes
      if bytesLingered > ConnectionHandler.lingerBytes { close() }
    default: break
    }
  }

  /// How much of a refused body is read, and thrown away, so that the client sees the answer.
  private static let lingerBytes = 16 * 1024 * 1024

  private func take(_ part: HTTPServerRequestPart) {
    switch phase {
    case .ready where pending.isEmpty && canAnswer: begin(part)
    case .collecting(let body): collect(part, body)
    case .taking(let intake): take(part, intake)
    case .lingering, .closed: break
    default: pending.append(part)
    }
  }

  /// False while the client leaves too much unread: no further request is served then.
  private var canAnswer: Bool { context?.channel.isWritable ?? false }

  /// Serves what waits, in order, until a request takes longer.
  func serveNext() {
    while case .ready = phase, canAnswer, !pending.isEmpty {
      begin(pending.removeFirst())
      feedBody()
    }
    if case .ready = phase, pending.isEmpty {
      if let poison { return refuse(poison, closing: true) }
      if isInputClosed { return closeAfterFlush() }
    }
    readMore()
  }

  /// Gives waiting parts to a body that has just begun.
  private func feedBody() {
    while !pending.isEmpty {
      switch phase {
      case .collecting(let body): collect(pending.removeFirst(), body)
      case .taking(let intake): take(pending.removeFirst(), intake)
      default: return
      }
    }
  }

  /// Begins a request; any other part here belongs to one that was answered from its head.
  private func begin(_ part: HTTPServerRequestPart) {
    guard case .head(let head) = part else { return }
    isServing = true
    defer { isServing = false }
    request = CurrentRequest()
    request.awaitsBody = true  // unless the head says otherwise: what is unread ends the connection
    do {
      let head = try RequestHead(head)
      request.isHead = head.method == .head
      request.keepsAlive = head.keepsAlive
      request.awaitsBody = head.body != .none
      awaitsEnd = head.body == .none && !skipPendingEnd()
      try serve(head)
    } catch {
      refuse(error)
    }
  }

  /// Takes the end of a request without body out of the queue, if it stands there.
  private func skipPendingEnd() -> Bool {
    guard case .end = pending.first else { return false }
    pending.removeFirst()
    return true
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      isInputClosed = true
      request.keepsAlive = false
      switch phase {
      case .lingering: close()
      case .ready: serveNext()
      case .collecting, .taking:
        refuse(ConnectionHandler.truncated, closing: true)
      default: break
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return close() }
    let refusal = MalformedRequest.refusal(of: error)
    switch phase {
    case .collecting, .taking: refuse(refusal, closing: true)
    case .lingering, .closed: break
    default:
      poison = poison ?? refusal
      request.keepsAlive = false
      if case .ready = phase { serveNext() }
    }
  }

  static let truncated = Refusal(
    .malformedRequest,
    "the connection was closed before the request was whole"
  )

  // MARK: - Reading

  /// Asks for more bytes if they can be used now.
  func readMore() {
    guard let context, !isReading, !isInReadCycle, wantsBytes else { return }
    isReading = true
    context.read()
  }

  private var wantsBytes: Bool {
    switch phase {
    case .ready: pending.isEmpty && canAnswer && poison == nil
    case .collecting, .lingering: true
    case .taking(let intake): !intake.isHeld
    case .working, .streaming, .closed: false
    }
  }

  // MARK: - Output

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      switch phase {
      case .streaming(let stream): stream.becameWritable()
      case .ready: serveNext()
      default: break
      }
    }
    context.fireChannelWritabilityChanged()
  }

  /// Writes bytes; they go out with the flush that ends this turn.
  func write(_ buffer: ByteBuffer, promise: EventLoopPromise<Void>? = nil) {
    guard let context else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    bytesWritten += UInt64(buffer.readableBytes)
    context.write(wrapOutboundOut(buffer), promise: promise)
    needsFlush = true
    if !isInReadCycle { flushIfNeeded() }
  }

  func flushIfNeeded() {
    guard needsFlush else { return }
    needsFlush = false
    context?.flush()
  }

  /// Writes the last bytes of the connection, then closes it so that the client reads them.
  func writeLast(_ buffer: ByteBuffer) {
    guard let context else { return }
    let promise = context.eventLoop.makePromise(of: Void.self)
    let lingers = request.awaitsBody && !isInputClosed
    phase = lingers ? .lingering : .closed
    deadlines.enter(lingers ? .lingering : .served, now: loop.now)
    write(buffer, promise: promise)
    promise.futureResult.assumeIsolated().whenComplete { [weak self] _ in
      guard lingers else {
        self?.close()
        return
      }
      self?.context?.close(mode: .output, promise: nil)
      self?.readMore()
    }
  }

  private func closeAfterFlush() {
    flushIfNeeded()
    close()
  }

  /// Closes at once.
  func close() {
    phase = .closed
    context?.close(promise: nil)
  }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}
