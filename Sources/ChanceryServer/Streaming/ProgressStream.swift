import ChanceryModel
import NIOCore
import Synchronization

/// Work whose progress is sent as lines, and its end as the last one.
///
/// Both closures may be called on any thread: `progress` with a line, without its line feed, giving
/// false once nobody waits for the work any more; `completion` once, with the last line or a refusal.
typealias LongWork =
  @Sendable (
    _ progress: @escaping @Sendable ([UInt8]) -> Bool,
    _ completion: @escaping @Sendable (Result<[UInt8], Refusal>) -> Void
  ) -> Void

/// The progress of a rebuild or a backup as lines; closing the connection cancels it.
///
/// Progress is news, not history: if the client does not read, only the latest is kept; if there is
/// none for a while, the latest is sent again, so that the client knows that somebody is at work.
final class ProgressStream: ResponseStream {
  private weak let connection: ConnectionHandler?
  private let work: LongWork
  private let relay = ProgressRelay()
  private var hasBegun = false
  private var lastLine: [UInt8] = []
  private var lastSent: ContinuousClock.Instant

  /// After so long without progress the latest is sent again.
  private static let silenceMax = Duration.seconds(5)

  init(connection: ConnectionHandler, work: @escaping LongWork) {
    self.connection = connection
    self.work = work
    lastSent = connection.loop.now
  }

  func start() {
    guard let connection else { return }
    let eventLoop = connection.loop.eventLoop
    let home = NIOLoopBound(self, eventLoop: eventLoop)
    let relay = relay
    work { line in
      if relay.put(line) { eventLoop.execute { home.value.sendProgress() } }
      return !relay.isCancelled
    } _: { result in
      eventLoop.execute { home.value.complete(result) }
    }
  }

  func becameWritable() { sendProgress() }

  func tick(now: ContinuousClock.Instant) {
    guard hasBegun, now - lastSent >= ProgressStream.silenceMax, let connection, isCurrent,
      connection.context?.channel.isWritable ?? false
    else { return }
    send(lastLine, connection)
  }

  /// The work does not outlive the daemon: what stood before stands.
  func shutDown() { relay.cancel() }

  func cancel() { relay.cancel() }

  private func sendProgress() {
    guard let connection, isCurrent, connection.context?.channel.isWritable ?? false,
      let line = relay.take()
    else { return }
    begin(connection)
    send(line, connection)
  }

  private func send(_ line: [UInt8], _ connection: ConnectionHandler) {
    lastLine = line
    lastSent = connection.loop.now
    connection.writeChunk(line + [UInt8(ascii: "\n")])
  }

  private func complete(_ result: Result<[UInt8], Refusal>) {
    guard let connection, isCurrent else { return }
    switch result {
    case .success(let line):
      begin(connection)
      connection.writeChunk(line + [UInt8(ascii: "\n")])
      connection.endStream()
    case .failure(let refusal):
      guard hasBegun else { return connection.refuse(refusal) }
      connection.writeChunk(StreamLines.failed(refusal))
      connection.endStream()
    }
  }

  private func begin(_ connection: ConnectionHandler) {
    guard !hasBegun else { return }
    hasBegun = true
    connection.beginStream(Response.lines)
  }

  /// True while the connection still serves this stream.
  private var isCurrent: Bool {
    guard let connection, case .streaming(let stream) = connection.phase else { return false }
    return stream === self
  }
}

@available(*, unavailable)
extension ProgressStream: Sendable {}

/// Carries progress from the thread at work to the event loop, the latest only.
private final class ProgressRelay: Sendable {
  private let latest = Mutex<[UInt8]?>(nil)
  private let cancelled = Atomic(false)

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Puts a line down; true if nobody has been told yet that there is one.
  func put(_ line: [UInt8]) -> Bool {
    latest.withLock { latest in
      defer { latest = line }
      return latest == nil
    }
  }

  func take() -> [UInt8]? {
    latest.withLock { latest in
      defer { latest = nil }
      return latest
    }
  }
}
