internal import Glibc

/// One connection to the daemon that carries one request at a time.
///
/// All waiting is in `poll`, with a limit on how long nothing may move, and ends on Ctrl-C.
final class HTTPConnection {
  private let socket: UnixSocket
  private let idleSeconds: Int
  private var buffer = [UInt8](repeating: 0, count: 8192)
  /// Where in the buffer what was read and not yet consumed stands.
  private var unread = 0..<0
  private var isAwaitingAnswer = false
  private var isSpoilt = false

  private static let largestBuffer = 262_144

  /// The path it is connected to.
  let path: String

  init(path: String, idleSeconds: Int) throws(ConnectFailure) {
    socket = try UnixSocket.connect(path: path)
    self.path = path
    self.idleSeconds = idleSeconds
  }

  /// True if another request may be sent: the last answer was read whole, and was not the last one.
  var isIdle: Bool { !isAwaitingAnswer && !isSpoilt }
}

// MARK: - Sending

extension HTTPConnection {
  /// Sends a head, and the body if it is in memory.
  func send(_ request: HTTPRequest) throws(ClientError) {
    guard !Interruption.isPending else { throw .interrupted }
    isAwaitingAnswer = true
    var bytes = request.head
    if case .bytes(let body) = request.body { bytes += body }
    _ = try write(bytes)
  }

  /// Sends one chunk; an empty one ends the body.
  ///
  /// - Returns: False if the daemon has answered already and wants no more.
  func sendChunk(_ chunk: [UInt8]) throws(ClientError) -> Bool {
    var bytes = Array((String(chunk.count, radix: 16) + "\r\n").utf8)
    bytes += chunk
    bytes += [13, 10]
    return try write(bytes, heedsAnswer: true)
  }

  private func write(_ bytes: [UInt8], heedsAnswer: Bool = false) throws(ClientError) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { raw in
        Glibc.send(socket.descriptor, raw.baseAddress, raw.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if try !waitToWrite(errno, heedsAnswer: heedsAnswer) {
        isSpoilt = true
        return false
      }
    }
    return true
  }

  /// Waits until more can be written; false if there is an answer to read instead.
  private func waitToWrite(_ failure: Int32, heedsAnswer: Bool) throws(ClientError) -> Bool {
    switch failure {
    case EAGAIN:
      let ready = try wait(for: heedsAnswer ? POLLIN | POLLOUT : POLLOUT)
      return !(heedsAnswer && ready & Int16(POLLIN) != 0 && ready & Int16(POLLOUT) == 0)
    case EINTR:
      guard !Interruption.isPending else { throw .interrupted }
      return true
    case EPIPE, ECONNRESET:
      // A daemon that refuses a body early answers, then closes: the answer may still be there.
      if try wait(for: POLLIN) & Int16(POLLIN) != 0 { return false }
      throw .broken(ConnectFailure.message(of: failure))
    default: throw .broken(ConnectFailure.message(of: failure))
    }
  }
}

// MARK: - Receiving

extension HTTPConnection {
  /// Reads on until the parser has the head, or all of the answer, or at least some of the body.
  func receive(into parser: inout HTTPResponseParser) throws(ClientError) {
    if unread.isEmpty { unread = 0..<(try readSome()) }
    do {
      if unread.isEmpty {
        isSpoilt = true
        try parser.finish()
      } else {
        let used = try parser.consume(buffer[unread])
        unread = (unread.lowerBound + used)..<unread.upperBound
      }
    } catch {
      isSpoilt = true
      throw parser.head == nil && !unread.isEmpty
        ? .notChancery(error.detail) : .broken(error.detail)
    }
    guard parser.isComplete else { return }
    isAwaitingAnswer = false
    if !unread.isEmpty || parser.head?.endsConnection == true { isSpoilt = true }
  }

  /// Fills the buffer from its start with the next bytes, and returns how many; 0 at the end of the stream.
  ///
  /// Most answers are short, and memory that is never touched costs a short-lived process nothing: the
  /// buffer is made large once an answer has filled it.
  private func readSome() throws(ClientError) -> Int {
    if unread.upperBound == buffer.count, buffer.count < Self.largestBuffer {
      buffer = [UInt8](repeating: 0, count: Self.largestBuffer)
    }
    while true {
      guard !Interruption.isPending else { throw .interrupted }
      let count = buffer.withUnsafeMutableBytes {
        recv(socket.descriptor, $0.baseAddress, $0.count, 0)
      }
      if count >= 0 { return count }
      switch errno {
      case EAGAIN: _ = try wait(for: POLLIN)
      case EINTR: if Interruption.isPending { throw .interrupted }
      case ECONNRESET: return 0
      case let failure: throw .broken(ConnectFailure.message(of: failure))
      }
    }
  }

  private func wait(for events: Int32) throws(ClientError) -> Int16 {
    while true {
      var entry = pollfd(fd: socket.descriptor, events: Int16(events), revents: 0)
      switch poll(&entry, 1, Int32(idleSeconds * 1000)) {
      case 0:
        isSpoilt = true
        throw .timedOut(seconds: idleSeconds)
      case 1...: return entry.revents
      default: if errno == EINTR && Interruption.isPending { throw .interrupted }
      }
      if Interruption.isPending { throw .interrupted }
    }
  }
}
