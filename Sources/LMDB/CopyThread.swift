internal import CLMDB
internal import Glibc
internal import Synchronization

/// A compact copy of an environment that is being written into a pipe, by a thread of its own.
///
/// The C function blocks until all is written, so whoever reads the pipe needs another thread.
final class CopyThread {
  /// How much is read at once; the pipe is made that large where the system allows it.
  static let blockByteCount = 1 << 20

  /// Where the copy is read from.
  let descriptor: Int32
  private let thread: pthread_t

  /// Starts a copy of the last commit.
  init(_ environment: Environment) throws(LMDBError) {
    var ends: [Int32] = [-1, -1]
    // The array has room for the two descriptors that are written.
    guard unsafe pipe(&ends) == 0 else { throw LMDBError(errno, operation: "pipe") }
    // Kept from programs that this process starts; `pipe2` is declared to GNU sources only.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // F_SETPIPE_SZ is 1031; the header that names it is not imported. A small pipe is only slower.
    _ = fcntl(ends[1], 1031, Int32(CopyThread.blockByteCount))
    descriptor = ends[0]
    // Released by the thread, or below.
    let work = unsafe Unmanaged.passRetained(Work(environment, ends[1]))
    var thread = pthread_t()
    // The object is handed to the thread, which releases it; nobody else uses it.
    let status = unsafe pthread_create(
      &thread,
      nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        // As above.
        let work = unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue()
        // The status of a thread is a pointer; here its bits are a number, never followed.
        return unsafe UnsafeMutableRawPointer(bitPattern: Int(work.run()))
      },
      unsafe work.toOpaque()
    )
    guard status == 0 else {
      // The thread did not start: the object is still ours.
      unsafe work.release()
      close(ends[0])
      close(ends[1])
      throw LMDBError(status, operation: "pthread_create")
    }
    self.thread = thread
  }

  /// Ends the reading, which breaks off a copy that is not done; waits for the thread.
  ///
  /// To be called once.
  ///
  /// - Returns: The status of the C function.
  func end() -> Int32 {
    // LMDB blocks SIGPIPE in the thread that writes, and reports EPIPE.
    close(descriptor)
    var status: UnsafeMutableRawPointer?
    // Joined once; the status is a number, see above.
    _ = unsafe pthread_join(thread, &status)
    return Int32(truncatingIfNeeded: Int(bitPattern: status))
  }

  /// What the thread does.
  private final class Work {
    private let environment: Environment
    private let output: Int32

    init(_ environment: Environment, _ output: Int32) {
      self.environment = environment
      self.output = output
    }

    func run() -> Int32 {
      defer { close(output) }
      do throws(LMDBError) { try environment.copyCompact(to: output) } catch {
        return error.code.rawValue
      }
      return MDB_SUCCESS
    }
  }
}
