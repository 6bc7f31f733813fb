import Glibc

/// A text file that is written in large pieces.
final class LineFile {
  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("\(path) cannot be written") }
    buffer.reserveCapacity(1 << 21)
  }

  /// Adds text as it is.
  func add(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 20 { try flush() }
  }

  func close() throws {
    try flush()
    _ = Glibc.close(descriptor)
  }

  private func flush() throws {
    let written = buffer.withUnsafeBytes { bytes in
      var left = bytes[...]
      while let start = UnsafeRawBufferPointer(rebasing: left).baseAddress, !left.isEmpty {
        let done = write(descriptor, start, left.count)
        guard done > 0 else { return false }
        left = left.dropFirst(done)
      }
      return true
    }
    guard written else { throw Failure("\(path) cannot be written") }
    buffer.removeAll(keepingCapacity: true)
  }
}
