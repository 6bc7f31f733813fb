internal import Glibc

/// A counting semaphore: the threads of this module wait by it, and never by spinning.
package final class Semaphore: Sendable {
  // POSIX makes it for use from any thread; it lives as long as this object.
  private nonisolated(unsafe) let handle: UnsafeMutablePointer<sem_t>

  package init() {
    handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(handle, 0, 0)
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  package func signal() {
    sem_post(handle)
  }

  /// Waits for a signal and takes it.
  package func wait() {
    while sem_wait(handle) != 0 && errno == EINTR {}
  }

  /// Takes all signals that are there.
  func drain() {
    while sem_trywait(handle) == 0 {}
  }
}
