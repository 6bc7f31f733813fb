internal import Glibc
internal import Journal

/// Random salts for the events of one request.
///
/// They come from the kernel's generator for many events at once: asked for one event at a time it costs as
/// much as hashing the event.
struct Salts {
  private var bytes: [UInt8]
  private var used = 0

  /// Draws that many.
  init(count: Int) {
    bytes = [UInt8](repeating: 0, count: count * Record.saltByteCount)
    bytes.withUnsafeMutableBytes { buffer in
      for start in stride(from: 0, to: buffer.count, by: Salts.drawMax) {
        let count = min(Salts.drawMax, buffer.count - start)
        let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + count])
        // Up to so many it gives all or, on a kernel without it, none.
        precondition(getentropy(piece.baseAddress, count) == 0, "the kernel gives no random bytes")
      }
    }
  }

  /// How many bytes getentropy(3) gives at once.
  private static let drawMax = 256

  /// The next one.
  ///
  /// - Precondition: Not more are taken than were drawn.
  mutating func next() -> [UInt8] {
    defer { used += Record.saltByteCount }
    return Array(bytes[used..<used + Record.saltByteCount])
  }
}
