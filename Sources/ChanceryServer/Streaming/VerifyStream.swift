import ChanceryModel
import NIOCore

/// A verification of the journal as lines; closing the connection ends it.
final class VerifyStream: ResponseStream {
  private weak let connection: ConnectionHandler?
  private var run: VerifyRun?
  private var hasBegun = false

  init(connection: ConnectionHandler) {
    self.connection = connection
  }

  func start() {
    guard let connection else { return }
    let eventLoop = connection.loop.eventLoop
    let home = NIOLoopBound(self, eventLoop: eventLoop)
    let run = VerifyRun(connection.server) {
      eventLoop.execute { home.value.send() }
    }
    self.run = run
    do throws(Refusal) { try run.start() } catch {
      connection.refuse(error)
    }
  }

  func becameWritable() { send() }

  func tick(now: ContinuousClock.Instant) {}

  /// A verification does not outlive the daemon: it changes nothing, and can be asked for again.
  func shutDown() { run?.cancel() }

  func cancel() { run?.cancel() }

  private func send() {
    guard let connection, let run, isCurrent, connection.context?.channel.isWritable ?? false
    else { return }
    let news = run.take()
    if !hasBegun, news.isOver, news.lines.isEmpty, let failure = news.failure {
      return connection.refuse(failure)
    }
    if !news.isEmpty, !hasBegun {
      hasBegun = true
      connection.beginStream(Response.lines)
    }
    if let progress = news.progress { connection.writeChunk(progress) }
    for line in news.lines { connection.writeChunk(line) }
    guard news.isOver else { return }
    if let failure = news.failure { connection.writeChunk(StreamLines.failed(failure)) }
    connection.endStream()
  }

  /// True while the connection still serves this stream.
  private var isCurrent: Bool {
    guard let connection, case .streaming(let stream) = connection.phase else { return false }
    return stream === self
  }
}

@available(*, unavailable)
extension VerifyStream: Sendable {}
