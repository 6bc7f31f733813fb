import ChanceryAPI
import ChanceryModel
import NIOCore

/// A check of events without append: lines are checked as they come, however many, in bounded memory.
///
/// One pool job at a time works on what has come; the connection is not read while more than
/// ``holdBytes`` wait.
final class CheckStream {
  /// How many bytes may wait before reading stops.
  private static let holdBytes = 256 * 1024

  private weak let connection: ConnectionHandler?
  private let work: CheckWork
  private var waiting: [UInt8] = []
  private var isRunning = false
  private var isAtEnd = false
  private var isCancelled = false

  init(connection: ConnectionHandler, declare: Bool) {
    self.connection = connection
    work = CheckWork(server: connection.server, declare: declare)
  }

  /// True while the connection has to wait.
  var isHeld: Bool { waiting.count >= CheckStream.holdBytes }

  /// Takes the next bytes.
  func take(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { waiting.append(contentsOf: $0) }
    if isHeld { connection?.checkHoldChanged() }
    run()
  }

  /// The body is whole.
  func end() {
    isAtEnd = true
    run()
  }

  /// Nobody waits for the answer any more.
  func cancel() { isCancelled = true }

  private func run() {
    guard !isRunning, !isCancelled, let connection, isAtEnd || !waiting.isEmpty else { return }
    isRunning = true
    let wasHeld = isHeld
    let bytes = waiting
    waiting = []
    let isLast = isAtEnd
    let work = work
    connection.onPool {
      work.check(bytes, isLast: isLast)
    } then: { connection, answer in
      guard case .checking(let stream) = connection.phase else { return }
      stream.isRunning = false
      if let answer { return connection.finish(answer) }
      stream.run()
    }
    if wasHeld { connection.checkHoldChanged() }
  }
}

@available(*, unavailable)
extension CheckStream: Sendable {}

/// The part of a check that runs on the pool.
///
/// `@unchecked Sendable`: its state is touched only inside ``check(_:isLast:)``, and ``CheckStream``
/// submits the next call only after the one before has returned to the event loop, whose hop orders
/// the two.
private final class CheckWork: @unchecked Sendable {
  private let server: ServerContext
  private let checker: any EventChecking
  private var splitter: LineSplitter
  private var answer = CheckAnswer()

  init(server: ServerContext, declare: Bool) {
    self.server = server
    checker = server.journal.makeChecker(declare: declare)
    splitter = LineSplitter(byteLimit: server.limits.bodyBytes)
  }

  /// Checks the lines these bytes complete; the answer after the last.
  func check(_ bytes: [UInt8], isLast: Bool) -> Response? {
    let lines = splitter.take(bytes) + (isLast ? splitter.finish() : [])
    var drafts: [EventDraft] = []
    var numbers: [Int] = []
    drafts.reserveCapacity(lines.count)
    numbers.reserveCapacity(lines.count)
    for line in lines {
      switch line {
      case .tooLong(let number):
        settle(&drafts, &numbers)
        answer.refuse(
          Refusal(.eventTooLarge, "the line is longer than any request could be"),
          line: number
        )
      case .bytes(let bytes, let number):
        do throws(Refusal) {
          drafts.append(
            try RequestBodyDecoder.decodeLine(bytes, limits: server.journal.eventLimits)
          )
          numbers.append(number)
        } catch {
          settle(&drafts, &numbers)
          answer.refuse(error, line: number)
        }
      }
    }
    settle(&drafts, &numbers)
    return isLast ? Response(body: answer.encoded(), head: server.journal.head) : nil
  }

  /// Checks the events decoded since the last fault, so that faults are told in the order of the lines.
  private func settle(_ drafts: inout [EventDraft], _ numbers: inout [Int]) {
    guard !drafts.isEmpty else { return }
    for (refusal, number) in zip(checker.check(drafts, lines: numbers), numbers) {
      if let refusal { answer.refuse(refusal, line: number) } else { answer.pass() }
    }
    drafts.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
  }
}
