internal import Glibc
internal import Journal

/// Random salts for the events of one request.
///
/// They come from the kernel's generator (getrandom(2)) for all events at once: asked for one event at a
/// time it costs as much as hashing the event.
struct Salts {
  private var bytes: [UInt8]
  private var used = 0

  /// Draws that many.
  init(count: Int) {
    bytes = [UInt8](repeating: 0, count: count * Record.saltByteCount)
    bytes.withUnsafeMutableBytes { buffer in
      var filled = 0
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        // It may be interrupted, or give fewer than were asked for; it cannot fail otherwise.
        let drawn = getrandom(rest.baseAddress, rest.count, 0)
        precondition(drawn >= 0 || errno == EINTR, "the kernel gives no random bytes")
        filled += max(0, drawn)
      }
    }
  }

  /// The next one.
  ///
  /// - Precondition: Not more are taken than were drawn.
  mutating func next() -> [UInt8] {
    defer { used += Record.saltByteCount }
    return Array(bytes[used..<used + Record.saltByteCount])
  }
}
