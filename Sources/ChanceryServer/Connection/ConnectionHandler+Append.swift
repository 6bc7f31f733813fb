import ChanceryAPI
import ChanceryModel
import NIOCore
import NIOHTTP1
import NIOPosix

// MARK: - Bodies

extension ConnectionHandler {
  /// Begins to read the body of an append.
  func collectBody(_ plan: AppendPlan, _ head: RequestHead) throws(Refusal) {
    guard head.body != .none else {
      throw Refusal(.malformedJSON, "the request has no body", hint: "send at least one event")
    }
    try collect(.append(plan), head, byteLimit: server.limits.bodyBytes)
  }

  /// Begins to read the body of a request that says in a small JSON object what it wants.
  func collectDocument(
    _ read: @escaping RequestBody.DocumentReader,
    _ head: RequestHead
  ) throws(Refusal) {
    guard head.body != .none else {
      throw Refusal(.malformedJSON, "the request has no body", hint: "send a JSON object")
    }
    guard (try? BodyMediaType(contentType: head.contentType)) == .json else {
      throw Refusal(
        .unsupportedMediaType,
        "the body of this request is one JSON object",
        hint: "send Content-Type: application/json"
      )
    }
    try collect(.document(read, head), head, byteLimit: ServerLimits.documentBytes)
  }

  private func collect(
    _ purpose: RequestBody.Purpose,
    _ head: RequestHead,
    byteLimit: Int
  ) throws(Refusal) {
    let body = try RequestBody(purpose, body: head.body, byteLimit: byteLimit)
    if head.expectsContinue { writeContinue() }
    enter(.collecting(body))
  }

  private func writeContinue() {
    var buffer = ByteBuffer()
    ResponseEncoder.encodeContinue(into: &buffer)
    write(buffer)
  }

  /// Takes a part of the body.
  func collect(_ part: HTTPServerRequestPart, _ body: RequestBody) {
    switch part {
    case .head: preconditionFailure("the decoder ends a message before it begins the next")
    case .body(let bytes):
      do {
        try takeBody(bytes, body)
      } catch {
        refuse(error, closing: true)
      }
    case .end:
      request.awaitsBody = false
      enter(.working)
      switch body.purpose {
      case .append(let plan): append(body.take(), plan)
      case .document(let read, let head): answer(body.take(), read, head)
      }
    }
  }

  /// Answers as a document says.
  private func answer(
    _ bytes: [UInt8],
    _ read: RequestBody.DocumentReader,
    _ head: RequestHead
  ) {
    do throws(Refusal) {
      try start(try read(try JSONParser.parse(bytes)), head)
    } catch {
      refuse(error, in: .event)
    }
  }

  private func takeBody(_ bytes: ByteBuffer, _ body: RequestBody) throws(Refusal) {
    deadlines.receivedBody(bytes.readableBytes)
    guard server.limiter.takeBodyBytes(bytes.readableBytes) else {
      throw Self.tooManyBodies
    }
    request.bodyBytes += bytes.readableBytes
    try body.append(bytes)
  }

  private static let tooManyBodies = Refusal(
    .busy,
    "too many bodies are being read at once",
    hint: "try again in a second"
  )

  /// Decodes and appends; small bodies here, large ones on the pool.
  private func append(_ bytes: [UInt8], _ plan: AppendPlan) {
    let home = NIOLoopBound(self, eventLoop: loop.eventLoop)
    let eventLoop = loop.eventLoop
    let job = AppendJob(server: server, plan: plan, bytes: bytes) { response in
      eventLoop.execute { home.value.finish(response) }
    }
    if bytes.count <= server.limits.inlineBodyBytes {
      job.run()
    } else {
      server.pool.submit { _ in job.run() }
    }
  }

  // MARK: - Bodies of any length

  /// Begins to read a body that is worked on as it comes, however long it is.
  ///
  /// - Throws: `busy` if there is no memory left for it.
  func takeBody(_ consumer: any EventConsumer, _ head: RequestHead) throws(Refusal) {
    guard server.limiter.takeBodyBytes(EventIntake.memoryBytes) else { throw Self.tooManyBodies }
    request.bodyBytes += EventIntake.memoryBytes
    if head.expectsContinue { writeContinue() }
    let intake = EventIntake(connection: self, consumer: consumer)
    enter(.taking(intake))
    if head.body == .none { intake.end() }
  }

  /// Takes a part of such a body.
  func take(_ part: HTTPServerRequestPart, _ intake: EventIntake) {
    switch part {
    case .head: preconditionFailure("the decoder ends a message before it begins the next")
    case .body(let bytes):
      deadlines.receivedBody(bytes.readableBytes)
      intake.take(bytes)
    case .end:
      request.awaitsBody = false
      intake.end()
    }
  }

  /// Takes up reading again, or waits, as such a body's turn demands.
  func intakeHoldChanged() {
    enter(phase)
    readMore()
  }
}
