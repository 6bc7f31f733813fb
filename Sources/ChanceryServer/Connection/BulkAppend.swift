import ChanceryAPI
import ChanceryModel
import NIOCore
import NIOPosix
import Projections
import Synchronization

/// An append of any length: part by part, each all or nothing, in the order of the lines.
///
/// The first line that is refused ends it, unless the plan keeps going; all before that line stays. While
/// the writer has some parts, the next are resolved and further lines decoded; see ``BulkLines``.
final class BulkAppend: EventConsumer {
  /// How long a part waits that the writer had no room for.
  private static let pause = TimeAmount.milliseconds(100)

  private struct State {
    var lines: BulkLines
    /// What the parts that are at the writer belong to, and since which beginning.
    var upload = Upload()
    var beginning = 0
    /// True while a thread goes through the steps, or is about to.
    var isRunning = false
    /// True if something has happened that may allow another step.
    var hasNews = false
    var calls: EventCalls?
    /// True if further lines were asked for, and have not come.
    var hasAsked = false
  }

  private let server: ServerContext
  private let eventLoop: any EventLoop
  private let plan: BulkPlan
  private let state: Mutex<State>

  init(server: ServerContext, eventLoop: any EventLoop, plan: BulkPlan) {
    self.server = server
    self.eventLoop = eventLoop
    self.plan = plan
    state = Mutex(
      State(lines: BulkLines(head: server.journal.head, keepsGoing: plan.keepsGoing))
    )
    server.limiter.beginUpload()
  }

  deinit { server.limiter.endUpload() }

  func consume(_ lines: DecodedLines, _ calls: EventCalls) {
    note { state in
      state.lines.take(lines)
      state.calls = calls
      state.hasAsked = false
    }
  }

  /// Takes something up, and sees that a thread of the pool looks at it.
  private func note(_ change: (inout sending State) -> Void) {
    let begins = state.withLock { state in
      change(&state)
      state.hasNews = true
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if begins { server.pool.submit { [self] _ in run() } }
  }

  /// Goes on until nothing more can be done for now; on a thread of the pool.
  private func run() {
    while let (step, upload) = nextStep() {
      switch step {
      case .part(let number, let drafts): append(number, drafts, of: upload)
      case .lines: askForLines()
      case .wait: break
      case .pause: eventLoop.scheduleTask(in: BulkAppend.pause) { [self] in note { _ in } }
      case .end(let refusal): return end(refusal)
      }
    }
  }

  /// The next step, and the upload of a part; nil if there was no news since a step that was none.
  private func nextStep() -> (BulkLines.Step, Upload)? {
    let aheadBytes = BulkLines.aheadBytes(among: server.limiter.uploadCount)
    return state.withLock { state in
      guard state.hasNews else {
        state.isRunning = false
        return nil
      }
      let step = state.lines.next(aheadBytes: aheadBytes)
      if case .part = step {} else { state.hasNews = false }
      if state.lines.beginning != state.beginning {
        state.beginning = state.lines.beginning
        state.upload = Upload()
      }
      return (step, state.upload)
    }
  }

  private func askForLines() {
    let calls = state.withLock { state in
      defer { state.hasAsked = true }
      return state.hasAsked ? nil : state.calls
    }
    calls?.isReady()
  }

  private func append(_ number: Int, _ drafts: [EventDraft], of upload: Upload) {
    let started = ContinuousClock.now
    let request = AppendRequest(
      drafts: drafts,
      declare: plan.declare,
      recordedBy: plan.recordedBy
    )
    let count = drafts.count
    server.journal.append(part: request, of: upload) { [self] result in
      server.metrics.recordAppend(events: count, seconds: started.duration(to: .now).inSeconds)
      note { $0.lines.settle(number, result) }
    }
  }

  /// Ends the append: with its answer or, before the body has ended, with a refusal.
  private func end(_ refusal: Refusal?) {
    let (answer, calls) = state.withLock { ($0.lines.answer, $0.calls) }
    guard let refusal else {
      calls?.hasEnded(Response(body: answer.encoded(), head: answer.head))
      return
    }
    calls?.hasEnded(
      Response(
        refusal,
        in: .event,
        head: server.journal.head,
        extras: [
          ("appended", .integer(answer.appended)), ("duplicates", .integer(answer.duplicates)),
          ("first", answer.first.map { .integer(Int($0)) } ?? .null),
          ("last", answer.last.map { .integer(Int($0)) } ?? .null),
        ]
      )
    )
  }
}

/// What a request to append in bulk says beside its body.
struct BulkPlan: Sendable {
  /// True if refused lines are passed over and told in the end.
  var keepsGoing: Bool
  var declare: Bool
  var recordedBy: Text
}
