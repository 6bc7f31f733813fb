import Glibc

/// What happens when the daemon is told to stop a second time.
enum SecondSignal {
  /// Ends the process at the next SIGTERM or SIGINT, without another word: acknowledged events are on
  /// disk, and whoever asks twice wants it so.
  ///
  /// The service group waits for signals by signalfd, with the signals blocked in every thread. A
  /// thread of our own that does not block them is where the kernel delivers the next one.
  @Sendable
  static func endsTheProcess() {
    for number in [SIGTERM, SIGINT] { signal(number) { _exit(128 + $0) } }
    var thread = pthread_t()
    let status = pthread_create(
      &thread,
      nil,
      { _ in
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        while true { pause() }
      },
      nil
    )
    if status == 0 { pthread_detach(thread) }
  }
}
