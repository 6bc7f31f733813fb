internal import Glibc

/// A small file of the data directory, read whole and replaced whole: after a crash it holds the old
/// bytes or the new ones, never a mixture.
package struct DurableFile: Sendable {
  /// Why a file could not be read or replaced.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    /// What was tried, on which path.
    package let act: String
    /// The system's errno.
    package let code: Int32

    /// True if it was for want of room.
    package var isForRoom: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

    package var description: String { "cannot \(act): \(String(cString: strerror(code)))" }
  }

  package let directory: String
  package let name: String
  /// False only where tests write without sync.
  private let syncs: Bool

  /// Names a file; nothing is opened.
  package init(_ name: String, in directory: String, syncs: Bool = true) {
    self.name = name
    self.directory = directory
    self.syncs = syncs
  }

  package var path: String { directory + "/" + name }

  /// More than any file of this kind has.
  private static let bytesMax = 1 << 20

  /// The bytes; nil if there is no such file.
  ///
  /// - Throws: ``Failure``; a file of more than 1 MiB is `EFBIG`.
  package func read() throws(Failure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(act: "read \(path)", code: errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw Failure(act: "read \(path)", code: errno)
      }
      guard bytes.count <= DurableFile.bytesMax else {
        throw Failure(act: "read \(path)", code: EFBIG)
      }
    }
  }

  /// Replaces the file (0600): writes beside it, flushes, renames, flushes the directory.
  ///
  /// - Throws: ``Failure``; the old file then stands, or the new one if only the last flush failed.
  package func replace(with bytes: [UInt8]) throws(Failure) {
    let temporary = path + ".new"
    // One is left by a crash at the wrong moment; it says nothing.
    unlink(temporary)
    let descriptor = open(
      temporary,
      O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
      0o600
    )
    guard descriptor >= 0 else { throw Failure(act: "make \(temporary)", code: errno) }
    do throws(Failure) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, temporary)
      guard !syncs || fsync(descriptor) == 0 else {
        throw Failure(act: "flush \(temporary)", code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let failure = Failure(act: "rename \(temporary)", code: errno)
      unlink(temporary)
      throw failure
    }
    if syncs { try syncDirectory() }
  }

  private func write(
    _ bytes: [UInt8],
    to descriptor: Int32,
    _ path: String
  ) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      guard count >= 0 || errno == EINTR else { throw Failure(act: "write \(path)", code: errno) }
    }
  }

  private func syncDirectory() throws(Failure) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(act: "open \(directory)", code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure(act: "flush \(directory)", code: errno) }
  }
}
