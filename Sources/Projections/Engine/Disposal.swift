internal import Synchronization

/// Frees what the writer is done with, on a thread of its own.
///
/// A prepared event is some ten objects, each freed by itself, most of them made by another thread: for an upload that
/// takes a seventh of the writer's time (decision 20), in which it appends nothing.
///
/// One load at a time: while one is freed the writer frees the next itself. So what is no longer used and still there is
/// never more than the requests of one commit.
final class Disposal<Element: Sendable>: Sendable {
  private struct State {
    var load: [Element]?
    /// True from a load's taking until it is freed.
    var isBusy = false
    var isStopping = false
  }

  private let state = Mutex(State())
  private let wakeUp = Semaphore()
  private let thread = Mutex<Thread?>(nil)

  init() {
    let started = Thread { [self] in
      while free() {}
    }
    thread.withLock { $0 = started }
  }

  /// Takes a load to free it, unless another is being freed.
  ///
  /// - Parameter load: What nobody else refers to; empty if it was taken, else as before.
  func take(_ load: inout [Element]) {
    let isTaken = state.withLock { state in
      guard !state.isBusy, !state.isStopping else { return false }
      state.isBusy = true
      state.load = load
      return true
    }
    guard isTaken else { return }
    load = []
    wakeUp.signal()
  }

  /// Ends the thread, once it has freed what it has.
  ///
  /// A second call does nothing.
  func stop() {
    state.withLock { $0.isStopping = true }
    wakeUp.signal()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  /// Waits for a load and frees it; false if none will come any more.
  private func free() -> Bool {
    wakeUp.wait()
    var (load, isStopping) = state.withLock { state in
      defer { state.load = nil }
      return (state.load, state.isStopping)
    }
    guard load != nil else { return !isStopping }
    load = nil
    state.withLock { $0.isBusy = false }
    return true
  }
}
