internal import Glibc

/// A file that is read from its beginning to its end.
package final class InputFile {
  /// The path of the file, or what it is called.
  package let path: String
  private let descriptor: Int32
  private let isOurs: Bool
  private var buffer: [UInt8]

  /// How much is read at once.
  package static let blockByteCount = 1 << 20

  /// Opens a file.
  package init(_ path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure("open", path) }
    isOurs = true
    buffer = [UInt8](repeating: 0, count: InputFile.blockByteCount)
  }

  /// Reads what comes on the standard input.
  package init(standardInput: Void = ()) {
    path = "the standard input"
    descriptor = STDIN_FILENO
    isOurs = false
    buffer = [UInt8](repeating: 0, count: InputFile.blockByteCount)
  }

  deinit { if isOurs { close(descriptor) } }

  /// The size in bytes; nil if it is no plain file.
  package var byteCount: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Has the system forget what it holds of the file, so that the disk is read.
  ///
  /// Only what is on disk already is forgotten; it is a wish, not an order.
  func dropCache() {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// The next bytes; none at the end.
  package func next() throws(FileFailure) -> ArraySlice<UInt8> {
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count >= 0 { return buffer[..<count] }
      guard errno == EINTR else { throw FileFailure("read", path) }
    }
  }

  /// All bytes of a small file; nil if there is none of that name.
  ///
  /// - Throws: ``FileFailure``; a file of more than `limit` bytes is too large (`EFBIG`).
  package static func contents(_ path: String, limit: Int) throws(FileFailure) -> [UInt8]? {
    let file: InputFile
    do throws(FileFailure) { file = try InputFile(path) } catch {
      guard error.isMissing else { throw error }
      return nil
    }
    var bytes: [UInt8] = []
    while true {
      let block = try file.next()
      if block.isEmpty { return bytes }
      bytes += block
      guard bytes.count <= limit else { throw FileFailure("read", path, EFBIG) }
    }
  }
}
