internal import Glibc
internal import Synchronization

/// Ctrl-C as a value: the first one ends what is under way cleanly, the second ends the process.
package enum Interruption {
  private static let isRequested = Atomic(false)

  /// True once Ctrl-C was pressed.
  package static var isPending: Bool { isRequested.load(ordering: .relaxed) }

  /// Makes Ctrl-C set ``isPending`` and end the wait of any blocking call here.
  ///
  /// Without `SA_RESTART`, so that `poll` returns; with `SA_RESETHAND`, so that the second one kills.
  /// Unblocked, since a program that starts this one from a thread without signals passes that on.
  package static func catchInterrupts() {
    catchSignal(SIGINT)
  }

  /// Makes the end of the session, or a request to end, do as Ctrl-C does: for what has changed the
  /// terminal and has to put it back.
  package static func catchTermination() {
    catchSignal(SIGTERM)
    catchSignal(SIGHUP)
  }

  private static func catchSignal(_ number: Int32) {
    _ = isPending
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      Interruption.isRequested.store(true, ordering: .relaxed)
    }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    sigaction(number, &action, nil)
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, number)
    sigprocmask(SIG_UNBLOCK, &interrupt, nil)
  }

  /// Makes writing to a closed pipe an error (`EPIPE`) instead of death.
  package static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }
}
