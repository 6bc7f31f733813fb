internal import Glibc

/// Takes lines from a descriptor as they come.
package struct OutputLines {
  /// What a wait for more has brought.
  package enum Event: Equatable {
    /// A whole line, its line feed included.
    case line([UInt8])
    /// Nothing came in the time given.
    case silence
    /// The other side has closed; an unfinished line is lost.
    case end
  }

  /// Bytes that one line may have at most; a longer one is cut into several.
  private static let lineBytes = 1 << 20

  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var start = 0
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)

  /// Reads from a descriptor, which stays the caller's.
  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next line, waited for no longer than that; interrupted waits go on.
  package mutating func next(milliseconds: Int32) -> Event {
    while true {
      if let line = takeLine() { return .line(line) }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&entry, 1, milliseconds)
      if ready == 0 { return .silence }
      if ready < 0 {
        guard errno == EINTR else { return .end }
        continue
      }
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .end }
      bytes += buffer[..<count]
    }
  }

  private mutating func takeLine() -> [UInt8]? {
    if let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      defer { start = end + 1 }
      return Array(bytes[start...end])
    }
    bytes.removeFirst(start)
    start = 0
    guard bytes.count >= OutputLines.lineBytes else { return nil }
    defer { bytes = [] }
    return bytes
  }
}
