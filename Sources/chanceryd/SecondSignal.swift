import Glibc

/// What happens when the daemon is told to stop a second time.
enum SecondSignal {
  /// Ends the process at the next SIGTERM or SIGINT, without another word: acknowledged events are on
  /// disk, and whoever asks twice wants it so.
  @Sendable
  static func endsTheProcess() {
    for number in [SIGTERM, SIGINT] { signal(number) { _exit(128 + $0) } }
  }
}
