/// Goes on by itself with what a start had begun and a full disk has stopped: tries again, ever more
/// rarely, until there is room.
///
/// Used by the writer's thread alone. A try that finds no room costs one call of the system.
final class RebuildRetry {
  /// Seconds before the first try, and between two at the most.
  static let seconds: ClosedRange<UInt64> = 1...60

  private let wake: @Sendable () -> Void
  private var delay = seconds.lowerBound
  private var moment: UInt64?
  private var waiting: (alarm: Alarm, thread: Thread)?

  /// - Parameter wake: Called from another thread when a try is due.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// True if it is time for a try.
  var isDue: Bool { moment.map { $0 <= WallClock.monotonicNanoseconds() } ?? false }

  /// Has a try due after a while; after each, it is twice as long.
  func schedule() {
    cancel()
    let moment = WallClock.monotonicNanoseconds() + delay * 1_000_000_000
    delay = min(2 * delay, RebuildRetry.seconds.upperBound)
    let (alarm, wake) = (Alarm(), wake)
    let thread = Thread {
      alarm.wait(until: moment)
      wake()
    }
    self.moment = moment
    waiting = (alarm, thread)
  }

  /// Ends the waiting; nothing is due any more.
  func cancel() {
    moment = nil
    guard let (alarm, thread) = waiting else { return }
    waiting = nil
    alarm.ring()
    thread.join()
  }
}
