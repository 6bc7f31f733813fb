import ChanceryModel
import Glibc

/// What the process is told from outside.
enum Environment {
  /// The value of a variable.
  static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The present day in UTC, which is what the daemon takes `at` to be.
  static var today: CivilDate {
    Instant(microseconds: now.microseconds).day
  }

  /// The present moment.
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// Seconds of a clock that never goes back.
  static var monotonicSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Waits; Ctrl-C ends the wait.
  static func sleep(milliseconds: Int32) {
    poll(nil, 0, milliseconds)
  }
}
