internal import Glibc

/// The three descriptors that every program is started with, or should be.
package enum StandardStreams {
  /// Takes the places of those that are closed, so that no file or socket gets them.
  ///
  /// Else what is printed with `>&-` would go into whatever is opened first. What holds a place can be
  /// neither read from nor written to, which fails as it did before; only messages are swallowed.
  package static func holdPlaces() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest that is free is this one: those below it are open by now.
      _ = open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
    }
  }
}
