/// Talks to the daemon: finds its socket, keeps one connection, sends one request at a time.
///
/// Blocking, for one thread. A repeatable request whose connection breaks is sent once more on a new
/// one: the daemon may have closed a kept connection, or been started again. Appends are repeatable
/// because every event carries its id: what was appended already is answered as a duplicate.
package final class DaemonClient {
  private let candidates: [SocketCandidate]
  private let idleSeconds: Int
  private let lacksRuntimeDirectory: Bool
  private let trace: ((String) -> Void)?
  private var connection: HTTPConnection?

  /// How long nothing may move on a connection before it is given up, unless told otherwise.
  package static let idleSecondsDefault = 60

  /// A client that has not connected yet.
  ///
  /// - Parameters:
  ///   - option: The value of `--socket`.
  ///   - environment: Reads an environment variable.
  ///   - idleSeconds: How long nothing may move before the connection counts as broken.
  ///   - trace: Is given each request as a `curl` command just before it is sent.
  package init(
    option: String?,
    environment: (String) -> String?,
    idleSeconds: Int = DaemonClient.idleSecondsDefault,
    trace: ((String) -> Void)? = nil
  ) {
    candidates = SocketCandidate.search(option: option, environment: environment)
    lacksRuntimeDirectory =
      candidates.count == 1 && candidates.first?.origin == .system
    self.idleSeconds = idleSeconds
    self.trace = trace
  }

  /// The path of the socket in use; nil before the first request.
  package var connectedPath: String? { connection?.path }

  /// Sends a request and reads the whole answer, whatever its status.
  package func send(_ request: HTTPRequest) throws(ClientError) -> HTTPResponse {
    try repeating(request) { (request) throws(ClientError) in
      let stream = try self.start(request)
      return HTTPResponse(head: stream.head, body: try stream.rest())
    }
  }

  /// Sends a request and reads the whole answer.
  ///
  /// - Throws: `.refused` if the status is not 2xx.
  package func fetch(_ request: HTTPRequest) throws(ClientError) -> HTTPResponse {
    let response = try send(request)
    guard response.head.isSuccess else {
      throw .refused(Problem(head: response.head, body: response.body))
    }
    return response
  }

  /// Sends a request and reads the head of the answer; the body is read from the stream.
  ///
  /// - Throws: `.refused` if the status is not 2xx.
  package func stream(_ request: HTTPRequest) throws(ClientError) -> ResponseStream {
    try repeating(request) { (request) throws(ClientError) in
      try self.start(request).refusalThrown()
    }
  }

  /// Sends a request and reads the head of the answer, whatever its status.
  package func open(_ request: HTTPRequest) throws(ClientError) -> ResponseStream {
    try repeating(request) { (request) throws(ClientError) in try self.start(request) }
  }

  /// Sends a request whose body `next` makes, chunk by chunk until it gives nil.
  ///
  /// If the daemon answers before the body ends, the rest of it is not asked for.
  package func upload(
    _ request: HTTPRequest,
    next: () throws(ClientError) -> [UInt8]?
  ) throws(ClientError) -> HTTPResponse {
    var request = request
    request.body = .chunked
    let connection = try put(request)
    do {
      var isWanted = true
      while isWanted, let chunk = try next() {
        if !chunk.isEmpty { isWanted = try connection.sendChunk(chunk) }
      }
      if isWanted { _ = try connection.sendChunk([]) }
      let stream = try answer(to: request)
      return HTTPResponse(head: stream.head, body: try stream.rest())
    } catch {
      self.connection = nil
      throw error
    }
  }
}

// MARK: - Connections

extension DaemonClient {
  private func repeating<Result>(
    _ request: HTTPRequest,
    _ body: (HTTPRequest) throws(ClientError) -> Result
  ) throws(ClientError) -> Result {
    do {
      return try body(request)
    } catch {
      connection = nil
      guard case .broken = error, request.isRepeatable else { throw error }
      return try body(request)
    }
  }

  private func start(_ request: HTTPRequest) throws(ClientError) -> ResponseStream {
    try ResponseStream(connection: try put(request), request: request)
  }

  private func put(_ request: HTTPRequest) throws(ClientError) -> HTTPConnection {
    let connection = try connected()
    trace?(CurlLine.describe(request, socket: connection.path))
    try connection.send(request)
    return connection
  }

  private func answer(to request: HTTPRequest) throws(ClientError) -> ResponseStream {
    guard let connection else { throw .broken("the connection was closed") }
    return try ResponseStream(connection: connection, request: request)
  }

  private func connected() throws(ClientError) -> HTTPConnection {
    if let connection, connection.isIdle { return connection }
    var attempts: [Unreachable.Attempt] = []
    for candidate in candidates {
      do {
        let fresh = try HTTPConnection(path: candidate.path, idleSeconds: idleSeconds)
        connection = fresh
        return fresh
      } catch {
        let detail = error.isAboutRights ? FileRights.describe(candidate.path) : nil
        attempts.append(.init(candidate: candidate, failure: error, detail: detail))
      }
    }
    throw .unreachable(
      Unreachable(attempts: attempts, lacksRuntimeDirectory: lacksRuntimeDirectory)
    )
  }
}
