internal import Glibc

/// Wakes one thread, or lets it sleep until a moment: a bell that keeps ringing until it is heard.
///
/// By the clock that only goes forward, so that setting the wall clock back makes no sleep longer.
final class Alarm: Sendable {
  // POSIX makes both for use from any thread; they live as long as this object.
  private nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private nonisolated(unsafe) let condition: UnsafeMutablePointer<pthread_cond_t>
  // Read and written with the mutex held.
  private nonisolated(unsafe) var isRinging = false

  init() {
    mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Rings; from any thread.
  func ring() {
    pthread_mutex_lock(mutex)
    isRinging = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until the bell rings, and silences it; or until a moment of
  /// ``WallClock/monotonicNanoseconds()``.
  func wait(until moment: UInt64? = nil) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isRinging {
      guard let moment else {
        pthread_cond_wait(condition, mutex)
        continue
      }
      var time = timespec(
        tv_sec: Int(moment / 1_000_000_000),
        tv_nsec: Int(moment % 1_000_000_000)
      )
      if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { return }
    }
    isRinging = false
  }
}
