import ChanceryModel
import Glibc
import Logging
import Processes
import Projections
import Synchronization

/// One verification of the journal that is served, by a program of its own.
///
/// A thread holds a snapshot, so that no page of it is written again, reads what the program says, and
/// lets the snapshot go as soon as the program has ended, however it ended. Progress is news, not
/// history: if the client does not read, only the latest is kept. The other lines are few.
final class VerifyRun: Sendable {
  /// How long a snapshot is held at most: pages freed meanwhile are not used again, the file grows.
  private static let secondsMax: UInt64 = 6 * 3600
  /// How soon the thread sees that it is cancelled or late.
  private static let lookMilliseconds: Int32 = 500

  /// What there is to send, and whether more will come.
  struct News: Sendable {
    var lines: [[UInt8]] = []
    var progress: [UInt8]?
    /// Set once the program has ended and its thread is done.
    var isOver = false
    /// Why there is no last line of the program's own.
    var failure: Refusal?

    var isEmpty: Bool { lines.isEmpty && progress == nil && !isOver }
  }

  private struct State {
    var news = News()
    var hasEnd = false
    var child: ChildProgram?
    var isCancelled = false
  }

  private let server: ServerContext
  private let wake: @Sendable () -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - server: Whose journal is verified.
  ///   - wake: Called on the thread when there is news.
  init(_ server: ServerContext, wake: @escaping @Sendable () -> Void) {
    self.server = server
    self.wake = wake
  }

  /// Begins, unless another one is under way.
  ///
  /// - Throws: `verify-running`.
  func start() throws(Refusal) {
    guard server.beginVerifying() else {
      throw Refusal(
        .verifyRunning,
        "the journal is being verified already",
        hint: "wait for that one, or end it: closing its connection does"
      )
    }
    server.journal.holdingSnapshot { [self] refusal in
      let failure = refusal ?? work()
      server.endVerifying()
      finish(failure)
    }
  }

  /// Ends the program; the thread ends with it.
  func cancel() {
    let child = state.withLock { state in
      state.isCancelled = true
      return state.child
    }
    child?.signal(SIGKILL)
  }

  /// Takes what there is to send.
  func take() -> News {
    state.withLock { state in
      let news = state.news
      state.news.lines = []
      state.news.progress = nil
      return news
    }
  }

  // MARK: - On the thread

  /// Runs the program to its end.
  private func work() -> Refusal? {
    let child: ChildProgram
    do throws(ProgramError) {
      child = try ChildProgram(
        ChildProgram.ownProgram,
        ["verify", "--data", server.journal.directory, "--pinned"],
        showsErrors: false
      )
    } catch {
      return Refusal(.internalError, "the verification did not start: \(error)")
    }
    server.logger.info("verifying", metadata: ["pid": "\(child.pid)"])
    let isCancelled = state.withLock { state in
      state.child = child
      return state.isCancelled
    }
    if isCancelled { child.signal(SIGKILL) }
    relay(child)
    let ending = child.wait()
    server.logger.info("verified", metadata: ["ending": "\(ending)"])
    return state.withLock { state in
      state.child = nil
      guard !state.hasEnd else { return nil }
      return Refusal(.internalError, "the verification broke off: \(ending)")
    }
  }

  private func relay(_ child: ChildProgram) {
    let deadline = WallClock.monotonicNanoseconds() + VerifyRun.secondsMax * 1_000_000_000
    var lines = OutputLines(child.output)
    while true {
      switch lines.next(milliseconds: VerifyRun.lookMilliseconds) {
      case .end: return
      case .silence: break
      case .line(let line): put(line)
      }
      if WallClock.monotonicNanoseconds() > deadline { child.signal(SIGKILL) }
    }
  }

  private func put(_ line: [UInt8]) {
    let isFirst = state.withLock { state in
      let isFirst = state.news.isEmpty
      if line.starts(with: VerifyRun.progress) {
        state.news.progress = line
      } else {
        state.news.lines.append(line)
        if VerifyRun.ends.contains(where: { line.starts(with: $0) }) { state.hasEnd = true }
      }
      return isFirst
    }
    if isFirst { wake() }
  }

  private func finish(_ failure: Refusal?) {
    state.withLock { state in
      state.news.isOver = true
      state.news.failure = failure
    }
    wake()
  }

  private static let progress = Array("{\"phase\"".utf8)
  /// What a last line begins with: the answer, or why there is none.
  private static let ends = [Array("{\"schema\"".utf8), Array("{\"end\"".utf8)]
}
