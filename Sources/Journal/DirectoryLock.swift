internal import Glibc

/// The guard of a journal's directory: whoever holds its `flock` may open the journal.
///
/// LMDB would let two processes open one environment; this file does not. The lock ends with the
/// process, however it ends, so a crash leaves nothing to clean. The file holds the holder's pid for
/// the message of the one who is refused.
package final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Makes the directory if it is missing (0700) and takes its lock, without waiting.
  ///
  /// - Throws: ``JournalError`` of kind `.locked` or `.directory`.
  package init(directory: String) throws(JournalError) {
    try DirectoryLock.prepare(directory)
    let path = directory + "/lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw DirectoryLock.failure("open", path, errno) }
    try DirectoryLock.take(opened, of: directory)
    descriptor = opened
    DirectoryLock.writePID(opened)
  }

  /// Takes the lock of a directory that is only read, without waiting: no daemon can start on it.
  ///
  /// Where the lock's file cannot be written it is only opened: that suffices for `flock`. Where there
  /// is none and none can be made, as in a backup on a medium that cannot be written, no daemon could
  /// start either.
  ///
  /// - Throws: ``JournalError`` of kind `.locked` if a daemon runs, `.directory` if there is no such
  ///   directory.
  package init(reading directory: String) throws(JournalError) {
    try DirectoryLock.requireDirectory(directory)
    let path = directory + "/lock"
    var opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    let isWritable = opened >= 0
    if !isWritable { opened = open(path, O_RDONLY | O_CLOEXEC) }
    if opened >= 0 { try DirectoryLock.take(opened, of: directory) }
    descriptor = opened
    if isWritable { DirectoryLock.writePID(opened) }
  }

  /// Locks an open file, or closes it again and says who holds it.
  private static func take(_ opened: Int32, of directory: String) throws(JournalError) {
    guard flock(opened, LOCK_EX | LOCK_NB) != 0 else { return }
    let reason = errno
    let holder = readPID(opened)
    close(opened)
    guard reason == EWOULDBLOCK else { throw failure("lock", directory + "/lock", reason) }
    throw JournalError(
      .locked(pid: holder),
      "the journal in \(directory) is open in another chanceryd"
        + (holder.map { " (pid \($0))" } ?? ""),
      hint: "stop that one first, or give this one another --data directory"
    )
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static func prepare(_ directory: String) throws(JournalError) {
    if mkdir(directory, 0o700) == 0 {
      // Or a power cut takes the directory, and all that was acknowledged in it. A parent that may not
      // be read cannot be flushed; what made it such has to see to that.
      _ = JournalFiles.flush(directory + "/..")
    } else if errno != EEXIST {
      let reason = errno
      throw JournalError(
        .directory,
        "cannot make the data directory \(directory): \(message(reason))",
        hint: reason == ENOENT
          ? "make its parent directory first"
          : "choose a --data directory that uid \(getuid()) may write"
      )
    }
    try requireDirectory(directory)
    guard access(directory, R_OK | W_OK | X_OK) == 0 else {
      throw JournalError(
        .directory,
        "the data directory \(directory) is not writable by uid \(getuid())",
        hint: "chown it to the user that runs chanceryd, or choose another --data directory"
      )
    }
  }

  private static func requireDirectory(_ directory: String) throws(JournalError) {
    var status = stat()
    guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw JournalError(
        .directory,
        "\(directory) is not a directory",
        hint: "give --data a directory, or a path that does not exist yet"
      )
    }
  }

  private static func failure(_ act: String, _ path: String, _ code: Int32) -> JournalError {
    JournalError(
      .directory,
      "cannot \(act) \(path): \(message(code))",
      hint: "choose a --data directory that uid \(getuid()) may write"
    )
  }

  private static func readPID(_ descriptor: Int32) -> Int32? {
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    let digits = buffer.prefix(count).prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return Int32(String(decoding: digits, as: UTF8.self))
  }

  private static func writePID(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    // The pid only helps a message; the lock itself is what counts.
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
  }

  /// The system's words for an errno.
  private static func message(_ code: Int32) -> String {
    String(cString: strerror(code))
  }
}
