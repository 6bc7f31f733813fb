internal import Glibc

/// What becomes of a process whose output nobody reads any more.
package enum BrokenPipe {
  /// The status a shell shows for a process that SIGPIPE has ended.
  private static let status: Int32 = 141

  /// Ends this process as soon as the reader of a pipe has gone, also while nothing is written.
  ///
  /// So a child never outlives the one that asked for its work, however that one ended. A file or a
  /// terminal has no reader that could go.
  ///
  /// - Parameter descriptor: The writing end.
  package static func endsTheProcess(writing descriptor: Int32) {
    var thread = pthread_t()
    let context = UnsafeMutableRawPointer(bitPattern: Int(descriptor))
    let made = pthread_create(
      &thread,
      nil,
      { context in
        var entry = pollfd(fd: Int32(Int(bitPattern: context)), events: 0, revents: 0)
        while poll(&entry, 1, -1) < 0 && errno == EINTR {}
        _exit(BrokenPipe.status)
      },
      context
    )
    if made == 0 { pthread_detach(thread) }
  }
}
