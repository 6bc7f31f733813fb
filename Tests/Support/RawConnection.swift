package import ChanceryModel
internal import Foundation

/// A connection that sends exactly the bytes it is given: what no polite client would send, too.
package final class RawConnection {
  package let descriptor: Int32

  package init(_ path: String) throws {
    descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      let reason = errno
      close(descriptor)
      throw POSIXError(POSIXErrorCode(rawValue: reason) ?? .EIO)
    }
    var timeout = timeval(tv_sec: 45, tv_usec: 0)
    setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &timeout,
      socklen_t(MemoryLayout<timeval>.size)
    )
  }

  deinit { close(descriptor) }

  /// Sends all of the bytes; false if the other side has closed.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor,
          buffer.baseAddress?.advanced(by: sent),
          bytes.count - sent,
          Int32(MSG_NOSIGNAL)
        )
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Receives what is there, waiting for some; empty at the end or after 45 seconds.
  package func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : []
  }

  /// Sends a request and reads one response, or nothing if the connection was closed instead.
  package func exchange(_ request: String) throws -> RawResponse {
    try exchange(Array(request.utf8))
  }

  /// Sends a request's bytes and reads one response.
  package func exchange(_ request: [UInt8]) throws -> RawResponse {
    send(request)
    return readResponse()
  }

  /// Reads one response.
  package func readResponse() -> RawResponse {
    var bytes: [UInt8] = []
    while true {
      if let response = RawResponse(complete: bytes) { return response }
      let more = receive()
      if more.isEmpty { return RawResponse(partial: bytes) }
      bytes += more
    }
  }
}

/// A response as it came; `status` 0 if the connection closed without one.
package struct RawResponse {
  package var status: Int
  package var head: String
  package var body: [UInt8]

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as JSON; null if it is none.
  package var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }

  /// The stable code of a problem, or nil.
  package var code: String? { json["code"]?.stringValue }

  /// The value of a header, its name in lower case.
  package func header(_ name: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.first?.lowercased() == name, parts.count == 2 {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }

  package init(partial bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: " ", maxSplits: 2)
    status = text.hasPrefix("HTTP/1.") && parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let end = text.range(of: "\r\n\r\n")
    head = end.map { String(text[..<$0.lowerBound]) } ?? text
    body = end.map { Array(text[$0.upperBound...].utf8) } ?? []
  }

  /// Nil while the bytes are not yet a whole response.
  package init?(complete bytes: [UInt8]) {
    let separator = Array("\r\n\r\n".utf8)
    guard
      let end = bytes.indices.first(where: {
        bytes.count - $0 >= 4 && Array(bytes[$0..<$0 + 4]) == separator
      })
    else { return nil }
    self.init(partial: Array(bytes[..<(end + 4)]))
    let rest = Array(bytes[(end + 4)...])
    if let length = header("content-length").flatMap({ Int($0) }) {
      guard rest.count >= length else { return nil }
      body = Array(rest.prefix(length))
    } else if header("transfer-encoding") == "chunked" {
      guard let joined = RawResponse.joinChunks(rest) else { return nil }
      body = joined
    }
  }

  private static func joinChunks(_ bytes: [UInt8]) -> [UInt8]? {
    var body: [UInt8] = []
    var index = 0
    while true {
      guard let end = bytes[index...].firstIndex(of: 0x0A) else { return nil }
      let line = String(decoding: bytes[index..<end], as: UTF8.self)
      guard let size = Int(line.trimmingCharacters(in: .whitespacesAndNewlines), radix: 16) else {
        return nil
      }
      if size == 0 { return body }
      guard bytes.count >= end + 1 + size + 2 else { return nil }
      body += bytes[(end + 1)..<(end + 1 + size)]
      index = end + 1 + size + 2
    }
  }
}
