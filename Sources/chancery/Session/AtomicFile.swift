import Glibc

/// A file that takes its name only when it is whole and on disk.
final class AtomicFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var isCommitted = false

  /// Creates `path.part-PID` beside the file that is to be.
  ///
  /// Nobody else may read it, unless it is made `forOthers`, as a page to send: then as the umask says.
  init(path: String, forOthers: Bool = false) throws(Fault) {
    self.path = path
    temporary = "\(path).part-\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, forOthers ? 0o666 : 0o600)
    guard descriptor >= 0 else { throw AtomicFile.fault(path) }
  }

  deinit {
    close(descriptor)
    if !isCommitted { unlink(temporary) }
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
