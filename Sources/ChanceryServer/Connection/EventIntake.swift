import ChanceryModel
import NIOCore
import NIOPosix

/// A body of any length with an event on each line, taken in as it comes, in bounded memory.
///
/// One pool job decodes what has come, while what was decoded before is consumed, in order. The connection is not
/// read while more than ``holdBytes`` wait.
final class EventIntake {
  /// How many bytes may wait before reading stops: about a thousand events.
  static let holdBytes = 256 * 1024
  /// What an intake takes at the most of the memory for bodies: bytes that wait, decoded events, and parts at the
  /// writer.
  static let memoryBytes = 3 * holdBytes + BulkLines.aheadBytesMax

  private weak let connection: ConnectionHandler?
  private let consumer: any EventConsumer
  private let decoding: LineDecoding
  private var waiting: [UInt8] = []
  private var decoded: DecodedLines?
  private var isDecoding = false
  private var isConsuming = false
  private var isAtEnd = false
  private var isDecodedToEnd = false
  private var isCancelled = false

  init(connection: ConnectionHandler, consumer: any EventConsumer) {
    self.connection = connection
    self.consumer = consumer
    decoding = LineDecoding(
      byteLimit: connection.server.limits.bodyBytes,
      limits: connection.server.journal.eventLimits
    )
  }

  /// True while the connection has to wait.
  var isHeld: Bool { waiting.count >= EventIntake.holdBytes }

  /// Takes the next bytes.
  func take(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { waiting.append(contentsOf: $0) }
    if isHeld { connection?.intakeHoldChanged() }
    run()
  }

  /// The body is whole.
  func end() {
    isAtEnd = true
    run()
  }

  /// Nobody waits for the answer any more: what is under way ends, nothing further begins.
  func cancel() { isCancelled = true }

  private func run() {
    guard !isCancelled, let connection else { return }
    consume(for: connection)
    decode(for: connection)
  }

  private func decode(for connection: ConnectionHandler) {
    guard !isDecoding, decoded == nil, !isDecodedToEnd, isAtEnd || !waiting.isEmpty else { return }
    isDecoding = true
    isDecodedToEnd = isAtEnd
    let wasHeld = isHeld
    let bytes = waiting
    waiting = []
    let decoding = decoding
    let isLast = isAtEnd
    connection.onPool {
      decoding.decode(bytes, isLast: isLast)
    } then: { connection, lines in
      guard case .taking(let intake) = connection.phase, intake.decoding === decoding else {
        return
      }
      intake.isDecoding = false
      intake.decoded = lines
      intake.run()
    }
    if wasHeld { connection.intakeHoldChanged() }
  }

  private func consume(for connection: ConnectionHandler) {
    guard !isConsuming, let lines = decoded else { return }
    decoded = nil
    isConsuming = true
    let consumer = consumer
    let home = NIOLoopBound(connection, eventLoop: connection.loop.eventLoop)
    let eventLoop = connection.loop.eventLoop
    // Not the consumer itself, which keeps this.
    let identity = ObjectIdentifier(consumer)
    let goOn = { @Sendable (answer: Response?) in
      eventLoop.execute {
        // Gone if the answer was given already, or if nobody waits for it.
        guard case .taking(let intake) = home.value.phase,
          ObjectIdentifier(intake.consumer) == identity
        else { return }
        if let answer { return home.value.finish(answer) }
        intake.isConsuming = false
        intake.run()
      }
    }
    let calls = EventCalls(isReady: { goOn(nil) }, hasEnded: { goOn($0) })
    connection.server.pool.submit { _ in consumer.consume(lines, calls) }
  }
}

@available(*, unavailable)
extension EventIntake: Sendable {}

/// What is done with the events of an ``EventIntake``.
protocol EventConsumer: AnyObject, Sendable {
  /// Takes the next lines, in the order of the body; never called again before it was ready.
  func consume(_ lines: DecodedLines, _ calls: EventCalls)
}

/// What an ``EventConsumer`` tells, from any thread.
struct EventCalls: Sendable {
  /// It takes further lines; to be called once after each, and not after the last.
  let isReady: @Sendable () -> Void
  /// This is the answer, to be given once: after the last lines, or before.
  let hasEnded: @Sendable (Response) -> Void
}
