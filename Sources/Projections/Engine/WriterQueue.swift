internal import ChanceryModel
internal import Synchronization

/// What waits for the writer: bounded, first come first served, woken by a semaphore.
final class WriterQueue: Sendable {
  /// How many requests may wait; one more is refused `busy`.
  static let capacity = 1024

  private struct State {
    var jobs: [WriterJob] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeUp = Semaphore()

  /// How many jobs wait.
  var count: Int { state.withLock { $0.jobs.count } }

  /// Adds a job, or says why not.
  func push(_ job: WriterJob) throws(Refusal) {
    let refusal: Refusal? = state.withLock { state in
      guard !state.isClosed else {
        return Refusal(.shuttingDown, "the daemon is stopping", hint: "try again when it is back")
      }
      guard state.jobs.count < WriterQueue.capacity else {
        return Refusal(
          .busy,
          "\(WriterQueue.capacity) requests wait already",
          hint: "try again in a second"
        )
      }
      state.jobs.append(job)
      return nil
    }
    if let refusal { throw refusal }
    wakeUp.signal()
  }

  /// Puts jobs back at the front, in order: a commit had no room for them.
  func putBack(_ jobs: [WriterJob]) {
    guard !jobs.isEmpty else { return }
    state.withLock { $0.jobs.insert(contentsOf: jobs, at: 0) }
    // They must not wait for the next push.
    wakeUp.signal()
  }

  /// Takes all that waits.
  func takeAll() -> [WriterJob] {
    state.withLock { state in
      let jobs = state.jobs
      state.jobs = []
      return jobs
    }
  }

  /// Waits until something was pushed, the queue closed or ``wake()`` called; returns at once if
  /// `polling`.
  func wait(polling: Bool) {
    if !polling { wakeUp.wait() }
    // One pass serves all that was pushed by now.
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
  var isDrained: Bool { state.withLock { $0.isClosed && $0.jobs.isEmpty } }
}

/// One thing for the writer to do.
enum WriterJob: Sendable {
  case append(PreparedRequest, @Sendable (Result<AppendAnswer, Refusal>) -> Void)
  case rebuild(RebuildJob)
  case compact(CompactJob)

  /// Small jobs go first in a commit, but none is passed over for ever.
  var weight: Int {
    switch self {
    case .append(let request, _): request.passes < Writer.passesMax ? request.events.count : 0
    case .rebuild, .compact: 0
    }
  }

  /// The same job after a commit that had no room for it.
  var passedOver: WriterJob {
    guard case .append(var request, let completion) = self else { return self }
    request.passes += 1
    return .append(request, completion)
  }
}
