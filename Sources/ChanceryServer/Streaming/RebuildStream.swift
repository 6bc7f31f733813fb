import ChanceryAPI
import ChanceryModel
import NIOCore
import Synchronization

/// The progress of a rebuild as lines; closing the connection cancels it.
///
/// Progress is news, not history: if the client does not read, only the latest is kept.
final class RebuildStream: ResponseStream {
  private weak let connection: ConnectionHandler?
  private let isCheck: Bool
  private let relay = RebuildRelay()
  private var hasBegun = false

  init(connection: ConnectionHandler, check: Bool) {
    self.connection = connection
    isCheck = check
  }

  func start() {
    guard let connection else { return }
    let eventLoop = connection.loop.eventLoop
    let home = NIOLoopBound(self, eventLoop: eventLoop)
    let relay = relay
    connection.server.journal.rebuild(check: isCheck) { progress in
      if relay.put(progress) { eventLoop.execute { home.value.sendProgress() } }
      return !relay.isCancelled
    } completion: { result in
      eventLoop.execute { home.value.complete(result) }
    }
  }

  func becameWritable() { sendProgress() }

  func tick(now: ContinuousClock.Instant) {}

  /// A rebuild does not outlive the daemon: what stood before stands.
  func shutDown() { relay.cancel() }

  func cancel() { relay.cancel() }

  private func sendProgress() {
    guard let connection, isCurrent, connection.context?.channel.isWritable ?? false,
      let progress = relay.take()
    else { return }
    begin(connection)
    connection.writeChunk(progress.encoded() + [UInt8(ascii: "\n")])
  }

  private func complete(_ result: Result<RebuildAnswer, Refusal>) {
    guard let connection, isCurrent else { return }
    switch result {
    case .success(let answer):
      begin(connection)
      connection.writeChunk(answer.encoded() + [UInt8(ascii: "\n")])
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
extension RebuildStream: Sendable {}

/// Carries progress from the engine's thread to the event loop, the latest only.
private final class RebuildRelay: Sendable {
  private let latest = Mutex<RebuildProgress?>(nil)
  private let cancelled = Atomic(false)

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Puts progress down; true if nobody has been told yet that there is some.
  func put(_ progress: RebuildProgress) -> Bool {
    latest.withLock { latest in
      defer { latest = progress }
      return latest == nil
    }
  }

  func take() -> RebuildProgress? {
    latest.withLock { latest in
      defer { latest = nil }
      return latest
    }
  }
}
