import Glibc

/// A file that takes its name only when it is whole and on disk.
///
/// Only a regular file is replaced: a link leads to what it names, a device or a pipe is written to.
final class AtomicFile {
  private let path: String
  /// What is to have the name; nil if `path` is no regular file, and is written to as it is.
  private let temporary: String?
  private let descriptor: Int32
  private var isCommitted = false

  /// Creates `path.part-PID` beside the file that is to be.
  ///
  /// Nobody else may read it, unless it is made `forOthers`, as a page to send: then as the umask says.
  init(path: String, forOthers: Bool = false) throws(Fault) {
    // Where the path leads; itself if it leads nowhere yet.
    let path = RealPath.of(path) ?? path
    self.path = path
    let mode: mode_t = forOthers ? 0o666 : 0o600
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      // A name may be given in its directory to what its file does not let itself be written.
      if exists, access(path, W_OK) != 0 { throw AtomicFile.fault(path) }
      let part = "\(path).part-\(getpid())"
      temporary = part
      descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    }
    guard descriptor >= 0 else { throw AtomicFile.fault(path) }
  }

  deinit {
    close(descriptor)
    if !isCommitted, let temporary { unlink(temporary) }
  }

  func write(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      if count < 0 && errno != EINTR { throw AtomicFile.fault(path) }
    }
  }

  /// Flushes the file and gives it its name.
  func commit() throws(Fault) {
    guard let temporary else { return }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw AtomicFile.fault(path) }
    isCommitted = true
  }

  private static func fault(_ path: String) -> Fault {
    Fault(
      "cannot write \(path)",
      at: [String(cString: strerror(errno))],
      remedy: "choose a file in a directory you may write to",
      status: ExitStatus.inputOutput
    )
  }
}
