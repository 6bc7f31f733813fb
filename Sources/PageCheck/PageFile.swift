internal import Glibc

/// A data file, read with `pread`: one that is cut meanwhile ends early, and kills nobody.
///
/// LMDB keeps its locks on the lock file; opening and closing this one touches none.
final class PageFile: PageSource {
  private let descriptor: Int32
  private let path: String

  init(path: String) throws(PageCheckError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else {
      throw PageCheckError.system(operation: "open", path: path, errno)
    }
  }

  deinit {
    close(descriptor)
  }

  func byteCount() throws(PageCheckError) -> UInt64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw PageCheckError.system(operation: "fstat", path: path, errno)
    }
    return UInt64(status.st_size)
  }

  func read(at offset: UInt64, count: Int) throws(PageCheckError) -> [UInt8] {
    // What no file can reach, `pread` would call an error.
    guard offset <= UInt64(Int64.max) - UInt64(count) else { return [] }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let step = pread(
          descriptor,
          buffer.baseAddress.map { $0 + filled },
          count - filled,
          off_t(offset) + filled
        )
        if step < 0, errno == EINTR { continue }
        if step < 0 { failure = errno }
        if step <= 0 { return }
        filled += step
      }
    }
    guard failure == 0 else {
      throw PageCheckError.system(operation: "pread", path: path, failure)
    }
    return bytes
  }
}
