import CLoad
import Glibc

/// Requests to chanceryd as bytes, and short answers as text.
enum HTTP {
  static func get(_ path: String, close: Bool = false) -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\(close ? "Connection: close\r\n" : "")\r\n".utf8)
  }

  /// The head of a request with a body of so many bytes.
  static func post(_ path: String, type: String, length: Int, close: Bool = false) -> [UInt8] {
    Array(
      """
      POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n\
      \(close ? "Connection: close\r\n" : "")\r\n
      """.utf8
    )
  }

  static func stance(_ question: Question, known: Int? = nil) -> [UInt8] {
    let known = known.map { "&known=\($0)" } ?? ""
    return get(
      "/v1/stances/\(question.holder)/\(question.topic)?at=\(CivilDay.text(question.day))\(known)"
    )
  }

  /// An event of its own.
  static func append(_ event: String) -> [UInt8] {
    let event = event.last == "\n" ? String(event.dropLast()) : event
    return post("/v1/events", type: "application/json", length: event.utf8.count)
      + Array(event.utf8)
  }

  /// Events of a mapped text, `perRequest` lines a request; the text has to outlive the requests.
  static func batches(of text: UnsafeRawBufferPointer, perRequest: Int) -> Requests {
    var builder = Requests.Builder()
    guard let base = text.baseAddress else { return Requests(builder) }
    var start = 0
    var lines = 0
    var at = 0
    while at < text.count {
      let feed = memchr(base + at, 0x0a, text.count - at).map { UnsafeRawPointer($0) - base }
      at = (feed ?? text.count - 1) + 1
      lines += 1
      guard lines == perRequest || at >= text.count else { continue }
      let body = UnsafeRawBufferPointer(rebasing: text[start..<at])
      builder.add(post("/v1/events", type: "application/x-ndjson", length: body.count), body: body)
      start = at
      lines = 0
    }
    return Requests(builder)
  }

  /// All events of a mapped text in one request; the text has to outlive it.
  static func bulk(of text: UnsafeRawBufferPointer) -> Requests {
    var builder = Requests.Builder()
    let head = post("/v1/events?bulk=true", type: "application/x-ndjson", length: text.count)
    builder.add(head, body: text)
    return Requests(builder)
  }

  /// Sends a request on a connection of its own and reads the whole answer.
  ///
  /// - Returns: status and body.
  static func answer(_ socket: String, _ request: [UInt8]) throws -> (status: Int, body: String) {
    let descriptor = load_connect(socket)
    guard descriptor >= 0 else { throw Failure("\(socket): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
    else { throw Failure("\(socket): cannot be written") }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      bytes.append(contentsOf: piece[..<count])
    }
    let answer = String(decoding: bytes, as: UTF8.self)
    let parts = answer.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let status = Int(parts[1]) else {
      throw Failure("\(socket): no answer")
    }
    let body = answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
    return (status, body)
  }
}
