internal import ChanceryModel
internal import Journal
internal import Synchronization

/// The one thread that holds write transactions, and the commits it makes.
///
/// It takes the requests that wait into one commit, as ``CommitPlan`` says, and flushes once for all of
/// them. While a flush runs, the next requests gather: under load the batch grows by itself, an idle
/// daemon commits at once.
final class Writer: Sendable {
  /// A clock this far behind the last event is not believed.
  static let clockBackMicroseconds: Int64 = 24 * 3600 * 1_000_000

  let queue = WriterQueue()
  let head: Atomic<UInt64>
  let isRebuilding = Atomic<Bool>(false)
  let serving = Serving()
  let listeners = Mutex<[@Sendable (UInt64) -> Void]>([])
  private let thread = Mutex<Thread?>(nil)

  init(
    _ configuration: Engine.Configuration,
    _ journal: Journal,
    _ sets: [ProjectionSet]
  ) throws {
    let state = try WriterState(configuration, journal, sets)
    head = Atomic(state.head)
    if !state.isLive {
      serving.isRebuilding(RebuildProgress(phase: "filling", done: 0, total: state.head))
    }
    // The state is handed to the writer's thread, which alone touches it from here on.
    let handed = Handed(state)
    let started = Thread { [self] in
      handed.state.run(self)
    }
    thread.withLock { $0 = started }
  }

  /// Finishes what waits and ends the thread.
  ///
  /// A second call does nothing.
  func stop() {
    queue.close()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  /// Makes a head visible.
  ///
  /// Returns what is left to be said: to those who listen now, and not to one who comes when the answers to the
  /// commit's appends are out.
  func publish(_ seq: UInt64) -> CommitAnnouncement {
    head.store(seq, ordering: .releasing)
    return CommitAnnouncement(head: seq, listeners: listeners.withLock { $0 })
  }

  /// Carries the state to the one thread that uses it.
  private final class Handed: @unchecked Sendable {
    let state: WriterState

    init(_ state: WriterState) {
      self.state = state
    }
  }
}
