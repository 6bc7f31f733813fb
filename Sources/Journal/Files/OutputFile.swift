internal import Glibc
internal import LMDB
package import Proofs

/// A new file that is written from its beginning to its end, counted and hashed on the way.
///
/// What is written is handed to the disk as it comes, so that the flush at the end has little left,
/// and does not hold up those of others.
package final class OutputFile {
  /// The path of the file.
  package let path: String
  /// How many bytes were written.
  package private(set) var byteCount = 0
  private let descriptor: Int32
  private var hash = SHA256Stream()
  private var handedOver = 0

  /// How many bytes may wait for the disk.
  private static let waitingBytesMax = 8 << 20

  /// Makes a file (0600); one of that name must not be there.
  package init(creating path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure("make", path) }
  }

  deinit { close(descriptor) }

  /// The digest of what was written.
  package var digest: Digest32 { hash.digest }

  /// Writes bytes.
  package func write(_ bytes: RawSpan) throws(FileFailure) {
    var failure: FileFailure?
    bytes.withUnsafeBytes { buffer in
      do throws(FileFailure) { try write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Writes bytes.
  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    try write(bytes.rawSpan)
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(FileFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      guard count > 0 else {
        if count < 0, errno == EINTR { continue }
        throw FileFailure("write", path, count == 0 ? ENOSPC : errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    hash.update(bytes)
    byteCount += bytes.count
    if byteCount - handedOver >= OutputFile.waitingBytesMax { try handOver() }
  }

  /// Waits until the disk has what was written so far.
  private func handOver() throws(FileFailure) {
    guard fdatasync(descriptor) == 0 else { throw FileFailure("flush", path) }
    handedOver = byteCount
  }

  /// Makes the file durable; its name is once its directory was flushed.
  package func flush() throws(FileFailure) {
    guard fsync(descriptor) == 0 else { throw FileFailure("flush", path) }
  }
}
