internal import Foundation

extension RawConnection {
  /// Says that nothing more will be sent.
  package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads all that comes until the other side closes; the bytes, and whether it has closed.
  package func readToEnd(seconds: Double = 45) -> (bytes: [UInt8], isClosed: Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 100) > 0 else { continue }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return (bytes, true) }
      bytes += buffer[..<count]
    }
    return (bytes, false)
  }

  /// Reads until the text so far fulfils a condition; all that came.
  package func read(seconds: Double = 10, until condition: (String) -> Bool) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 50) > 0 else { continue }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { break }
      bytes += buffer[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      if condition(text) { return text }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
