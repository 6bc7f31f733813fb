internal import ChanceryModel
internal import Glibc
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
  // A semaphore is made for use from any thread; it lives as long as the queue.
  private nonisolated(unsafe) let wake: UnsafeMutablePointer<sem_t>

  init() {
    wake = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(wake, 0, 0)
  }

  deinit {
    sem_destroy(wake)
    wake.deallocate()
  }

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
    sem_post(wake)
  }

  /// Puts jobs back at the front, in order: a commit had no room for them.
  func putBack(_ jobs: [WriterJob]) {
    guard !jobs.isEmpty else { return }
    state.withLock { $0.jobs.insert(contentsOf: jobs, at: 0) }
    // They must not wait for the next push.
    sem_post(wake)
  }

  /// Takes all that waits.
  func takeAll() -> [WriterJob] {
    state.withLock { state in
      let jobs = state.jobs
      state.jobs = []
      return jobs
    }
  }

  /// Waits until something was pushed or the queue was closed; returns at once if `polling`.
  func wait(polling: Bool) {
    if !polling {
      while sem_wait(wake) != 0 && errno == EINTR {}
    }
    // One pass serves all that was pushed by now.
    while sem_trywait(wake) == 0 {}
  }

  /// Refuses all further jobs and wakes the writer.
  func close() {
    state.withLock { $0.isClosed = true }
    sem_post(wake)
  }

  /// True once closed with nothing left.
  var isDrained: Bool { state.withLock { $0.isClosed && $0.jobs.isEmpty } }
}

/// One thing for the writer to do.
enum WriterJob: Sendable {
  case append(PreparedRequest, @Sendable (Result<AppendAnswer, Refusal>) -> Void)
  case rebuild(RebuildJob)

  /// Small jobs go first in a commit.
  var weight: Int {
    switch self {
    case .append(let request, _): request.events.count
    case .rebuild: 0
    }
  }
}
