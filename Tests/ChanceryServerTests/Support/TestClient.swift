import Glibc

@testable import ChanceryServer

/// A blocking client that can misbehave: it sends any bytes, and reads what comes until a deadline.
final class TestClient: Sendable {
  let descriptor: Int32

  /// Connects; nil if there is nobody.
  init?(_ path: String) {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let result = UnixListener.withAddress(path) { connect(descriptor, $0, $1) }
    guard result == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Sends all, or stops when the other side is gone; how much was sent.
  @discardableResult
  func send(_ text: String) -> Int { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return sent }
      sent += count
    }
    return sent
  }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads until `done` says so, the other side closes, or time is over.
  func read(seconds: Double = 5, until done: (String) -> Bool) -> (text: String, isClosed: Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if done(text) { return (text, false) }
      let left = ContinuousClock.now.duration(to: deadline).inSeconds
      guard left > 0 else { return (text, false) }
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&poll, 1, Int32(left * 1_000) + 1) > 0 else { continue }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return (text, true) }
      bytes += buffer[..<count]
    }
  }

  /// Reads all until the other side closes.
  func readToEnd(seconds: Double = 5) -> (text: String, isClosed: Bool) {
    read(seconds: seconds) { _ in false }
  }

  /// Reads one answer with a Content-Length.
  func readAnswer(seconds: Double = 5) -> Answer {
    let (text, isClosed) = read(seconds: seconds) { Answer($0)?.isWhole ?? false }
    return Answer(text) ?? Answer(status: 0, head: text, body: "", isWhole: false, isCut: isClosed)
  }

  /// Sends a request and reads its answer.
  func ask(_ request: String) -> Answer {
    send(request)
    return readAnswer()
  }

  /// GETs a path.
  func get(_ path: String, fields: String = "") -> Answer {
    ask("GET \(path) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n")
  }

  /// POSTs a body.
  func post(
    _ path: String,
    _ body: String,
    type: String = "application/json",
    fields: String = ""
  ) -> Answer {
    ask(
      "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
    )
  }
}

/// An answer as read.
struct Answer {
  var status: Int
  var head: String
  var body: String
  /// True if as much body came as was announced.
  var isWhole: Bool
  var isCut = false

  init(status: Int, head: String, body: String, isWhole: Bool, isCut: Bool) {
    self.status = status
    self.head = head
    self.body = body
    self.isWhole = isWhole
    self.isCut = isCut
  }

  init?(_ text: String) {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    head = String(text[..<end.lowerBound])
    let body = String(text[end.upperBound...])
    self.body = body
    let words = head.split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { return nil }
    self.status = status
    let length = text[..<end.lowerBound].split(separator: "\r\n").first {
      $0.hasPrefix("Content-Length: ")
    }
    .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
    isWhole = length.map { body.utf8.count >= $0 } ?? false
  }

  /// The problem's code, if this is one.
  var code: String? {
    guard let start = body.firstRange(of: "\"code\":\"") else { return nil }
    return String(body[start.upperBound...].prefix { $0 != "\"" })
  }

  /// True if the server says that it closes.
  var closes: Bool { head.contains("Connection: close") }
}
