import ChanceryAPI
import Glibc

/// Reads a file line by line.
struct LineReader {
  private let descriptor: Int32
  private let name: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// The 1-based number of the line that was read last.
  private(set) var number = 0

  /// Reads from the beginning of a file that can be rewound.
  init(descriptor: Int32, name: String) throws(Fault) {
    self.descriptor = descriptor
    self.name = name
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw InputFile.fault(name) }
  }

  /// The next line without its line end (LF or CRLF); nil at the end of the file.
  mutating func next() throws(Fault) -> [UInt8]? {
    var searched = start
    while true {
      if let newline = newline(from: searched) {
        let line = line(to: newline)
        start = newline + 1
        return line
      }
      searched = end
      if isAtEnd { break }
      let shift = try fill()
      searched -= shift
    }
    guard start < end else { return nil }
    let line = line(to: end)
    start = end
    return line
  }

  private mutating func line(to end: Int) -> [UInt8] {
    number += 1
    let last = end > start && buffer[end - 1] == 13 ? end - 1 : end
    return Array(buffer[start..<last])
  }

  private func newline(from position: Int) -> Int? {
    guard position < end else { return nil }
    return buffer.withUnsafeBytes { raw -> Int? in
      guard let base = raw.baseAddress,
        let found = memchr(base + position, 10, end - position)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Reads on; how far what is left was moved to the front.
  private mutating func fill() throws(Fault) -> Int {
    let shift = start
    if shift > 0 {
      buffer.replaceSubrange(0..<(end - start), with: buffer[start..<end])
      (start, end) = (0, end - start)
    }
    if end == buffer.count {
      guard buffer.count < 2 * Limits.bodyBytes else {
        throw Fault(
          "\(name):\(number + 1): the line is longer than any request may be",
          remedy: "an event is at most 256 KiB, a source's text 4 MiB",
          status: ExitStatus.badData
        )
      }
      buffer += [UInt8](repeating: 0, count: buffer.count)
    }
    while true {
      let count = buffer[end...].withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        end += count
        isAtEnd = count == 0
        return shift
      }
      guard errno == EINTR else { throw InputFile.fault(name) }
    }
  }
}
