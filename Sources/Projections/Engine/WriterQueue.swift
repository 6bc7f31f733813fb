internal import ChanceryModel
internal import Glibc
internal import Synchronization

/// What waits for the writer: bounded, first come first served among its like, woken by a semaphore.
final class WriterQueue: Sendable {
  /// How many jobs may wait; one more is refused `busy`.
  static let capacity = 1024

  /// How often an expected request is looked for.
  private static let lookMicroseconds: UInt32 = 50

  private struct State {
    /// Small requests, and large ones; see ``CommitPlan``.
    var small = WaitingLine<WaitingAppend>()
    var large = WaitingLine<WaitingAppend>()
    /// What is no part of a commit of several.
    var orders = WaitingLine<WriterJob>()
    var isClosed = false

    var count: Int { small.count + large.count + orders.count }
  }

  private let state = Mutex(State())
  private let wakeUp = Semaphore()

  /// How many jobs wait.
  var count: Int { state.withLock { $0.count } }

  /// Adds a job, or says why not.
  func push(_ job: WriterJob) throws(Refusal) {
    let refusal: Refusal? = state.withLock { state in
      guard !state.isClosed else {
        return Refusal(.shuttingDown, "the daemon is stopping", hint: "try again when it is back")
      }
      guard state.count < WriterQueue.capacity else {
        return Refusal(
          .busy,
          "\(WriterQueue.capacity) requests wait already",
          hint: "try again in a second"
        )
      }
      switch job {
      case .append(let append) where append.request.request.isDryRun: state.orders.add(job)
      case .append(let append) where append.isSmall: state.small.add(append)
      case .append(let append): state.large.add(append)
      case .rebuild, .compact: state.orders.add(job)
      }
      return nil
    }
    if let refusal { throw refusal }
    wakeUp.signal()
  }

  /// Takes the order that came first: a rebuild, a rewriting or a dry run.
  func takeOrder() -> WriterJob? {
    state.withLock { $0.orders.take() }
  }

  /// Takes the request that a plan wants next, and waits for it if the plan does; nil if it closes the commit.
  ///
  /// What is taken is noted in the plan.
  func take(for plan: inout CommitPlan, since start: UInt64) -> WaitingAppend? {
    while true {
      let elapsed = WallClock.monotonicNanoseconds() - start
      if let append = take(for: &plan, elapsed: elapsed) { return append }
      guard plan.awaitsCrowd(elapsed: elapsed),
        waitForSmall(nanoseconds: CommitPlan.patienceNanoseconds)
      else { return nil }
    }
  }

  private func take(for plan: inout CommitPlan, elapsed: UInt64) -> WaitingAppend? {
    state.withLock { state in
      let waiting = CommitPlan.Waiting(
        small: state.small.count,
        large: state.large.first?.request.events.count
      )
      switch plan.next(waiting, elapsed: elapsed) {
      case .close: return nil
      case .small:
        let append = state.small.take()
        plan.tookSmall(events: append?.request.events.count ?? 0)
        return append
      case .large:
        let append = state.large.take()
        plan.tookLarge(events: append?.request.events.count ?? 0)
        return append
      }
    }
  }

  /// How many small requests wait.
  var smallCount: Int { state.withLock { $0.small.count } }

  /// Waits until a small request is there, for some time at the most, and not at all if anything else waits.
  ///
  /// Looks now and then instead of waiting to be woken: what wakes the writer is left for ``wait(polling:)``.
  ///
  /// - Returns: True if one is there, and nothing else.
  func waitForSmall(nanoseconds: UInt64) -> Bool {
    let start = WallClock.monotonicNanoseconds()
    while true {
      let (small, all, isClosed) = state.withLock { ($0.small.count, $0.count, $0.isClosed) }
      if all > 0 || isClosed { return small > 0 && small == all }
      guard WallClock.monotonicNanoseconds() - start < nanoseconds else { return false }
      usleep(WriterQueue.lookMicroseconds)
    }
  }

  /// True if a large request waits.
  var hasLarge: Bool { state.withLock { $0.large.count > 0 } }

  /// Takes all requests that wait to be appended.
  func takeAppends() -> [WaitingAppend] {
    state.withLock { state in
      var appends: [WaitingAppend] = []
      while let append = state.small.take() ?? state.large.take() { appends.append(append) }
      return appends
    }
  }

  /// Waits until something was pushed, the queue closed or ``wake()`` called; returns at once if
  /// `polling`, or if a job waits already.
  func wait(polling: Bool) {
    if !polling, count == 0 { wakeUp.wait() }
    // One pass looks at all that was pushed by now.
    wakeUp.drain()
  }

  /// Wakes the writer for something else than a job.
  func wake() {
    wakeUp.signal()
  }

  /// Refuses all further jobs and wakes the writer.
  func close() {
    state.withLock { $0.isClosed = true }
    wakeUp.signal()
  }

  /// True once closed with nothing left.
  var isDrained: Bool { state.withLock { $0.isClosed && $0.count == 0 } }
}

/// One thing for the writer to do.
enum WriterJob: Sendable {
  case append(WaitingAppend)
  case rebuild(RebuildJob)
  case compact(CompactJob)
}
