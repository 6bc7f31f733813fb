internal import ChanceryModel
internal import Synchronization

/// The place of the one backup that may run, on a thread of its own.
final class BackupSlot: Sendable {
  private struct State {
    var thread: Thread?
    var isRunning = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let isStopping = Atomic(false)

  /// Starts a backup.
  ///
  /// - Parameter work: Does the backup, asking now and then whether it has to stop; what it gives is
  ///   called when the next backup may start.
  /// - Throws: `backup-running`, `shutting-down`.
  func start(
    _ work:
      @escaping @Sendable (_ isStopping: @escaping @Sendable () -> Bool) ->
      (@Sendable () -> Void)
  ) throws(Refusal) {
    let refusal: Refusal? = state.withLock { state in
      if let refusal = BackupSlot.refusal(state) { return refusal }
      // It has said all it had to say, so this does not wait.
      state.thread?.join()
      state.isRunning = true
      state.thread = Thread { [self] in
        let finish = work { self.isStopping.load(ordering: .relaxed) }
        self.state.withLock { $0.isRunning = false }
        finish()
      }
      return nil
    }
    if let refusal { throw refusal }
  }

  private static func refusal(_ state: State) -> Refusal? {
    if state.isClosed {
      return Refusal(.shuttingDown, "the daemon is stopping", hint: "try again when it is back")
    }
    guard state.isRunning else { return nil }
    return Refusal(.backupRunning, "a backup is under way", hint: "wait for it, then ask again")
  }

  /// Cancels the backup that runs and waits for its end; later ones are refused.
  func stop() {
    isStopping.store(true, ordering: .relaxed)
    let thread = state.withLock { state in
      state.isClosed = true
      defer { state.thread = nil }
      return state.thread
    }
    thread?.join()
  }
}
