import ChanceryModel
import Glibc

/// The time of day, for answers' `Date` and the daemon's start; never for the journal's own stamps.
enum WallClock {
  /// Now, in microseconds.
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }
}
