internal import Glibc

/// A thread of our own, for work that must stay on one: LMDB's write transaction is bound to it.
package final class Thread: Sendable {
  // Set once before any other thread can see the object, read by `join` only.
  private nonisolated(unsafe) var handle = pthread_t()

  /// Starts a thread that runs `body` once.
  package init(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Body(run: body))
    let status = pthread_create(
      &handle,
      nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      },
      box.toOpaque()
    )
    precondition(status == 0, "the system gave no thread")
  }

  /// Leaves the thread to itself: what it holds is given back when it ends.
  ///
  /// To be called once, in place of ``join()``.
  func detach() {
    pthread_detach(handle)
  }

  /// Waits until the thread has ended.
  ///
  /// To be called once.
  package func join() {
    pthread_join(handle, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}
