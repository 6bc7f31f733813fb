import ChanceryModel
import Foundation
import Testing

/// Bytes that are no proper request: refused and closed, nothing behind them is served.
@Suite struct HostileRequestTests {
  static let post = "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
  static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

  /// A byte stream, and the status and code of its one answer.
  struct Case {
    var name: String
    var bytes: String
    var status = 400
    var code = "malformed-request"
  }

  /// What might smuggle a second request past a first.
  static let smuggling = [
    Case(
      name: "two Content-Length",
      bytes: post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
    ),
    Case(
      name: "the same length twice",
      bytes: post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"
    ),
    Case(name: "a list of lengths", bytes: post + "Content-Length: 2, 2\r\n\r\n{}"),
    Case(
      name: "length and chunked",
      bytes: post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    Case(
      name: "chunked and length",
      bytes: post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n"
    ),
    Case(
      name: "chunked twice",
      bytes: post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    Case(name: "gzip, chunked", bytes: post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    Case(
      name: "chunked, identity",
      bytes: post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
    ),
    Case(name: "xchunked", bytes: post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    Case(name: "a signed length", bytes: post + "Content-Length: +2\r\n\r\n{}"),
    Case(name: "a negative length", bytes: post + "Content-Length: -2\r\n\r\n{}"),
    Case(name: "a length in hex", bytes: post + "Content-Length: 0x2\r\n\r\n{}"),
    Case(name: "a length with a blank", bytes: post + "Content-Length: 2 2\r\n\r\n{}"),
    Case(name: "an empty length", bytes: post + "Content-Length: \r\n\r\n{}"),
    Case(
      name: "a length beyond Int64",
      bytes: post + "Content-Length: 99999999999999999999\r\n\r\n{}"
    ),
    Case(name: "a signed chunk size", bytes: chunked + "+2\r\n{}\r\n0\r\n\r\n"),
    Case(name: "a chunk size of letters", bytes: chunked + "zz\r\n"),
    Case(name: "a chunk size with 0x", bytes: chunked + "0x2\r\n{}\r\n0\r\n\r\n"),
    Case(name: "an empty chunk size", bytes: chunked + "\r\n{}\r\n0\r\n\r\n"),
    Case(name: "a chunk longer than said", bytes: chunked + "2\r\n{}{}\r\n0\r\n\r\n"),
    Case(name: "a chunk size beyond 64 bits", bytes: chunked + "fffffffffffffffff\r\n"),
    Case(name: "a chunk ended by a bare LF", bytes: chunked + "2\n{}\n0\n\n"),
    Case(name: "obs-fold", bytes: "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"),
    Case(name: "bare LF", bytes: "GET / HTTP/1.1\nHost: x\n\n"),
    Case(name: "a bare LF in a field", bytes: "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"),
    Case(name: "a bare CR in a field", bytes: "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n"),
    Case(name: "white space before the colon", bytes: "GET / HTTP/1.1\r\nHost : x\r\n\r\n"),
    Case(name: "a field without a name", bytes: "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n"),
    Case(name: "NUL in a field", bytes: "GET / HTTP/1.1\r\nHost: x\r\nA: \u{0}\r\n\r\n"),
    Case(
      name: "a body with a GET",
      bytes: "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
    ),
  ]

  /// What speaks another protocol, or this one badly.
  static let foreign = [
    Case(name: "HTTP/1.0", bytes: "GET / HTTP/1.0\r\nHost: x\r\n\r\n"),
    Case(name: "HTTP/0.9", bytes: "GET /\r\n\r\n"),
    Case(name: "HTTP/1.2", bytes: "GET / HTTP/1.2\r\nHost: x\r\n\r\n"),
    Case(name: "HTTP/2's preface", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    Case(name: "TLS", bytes: "\u{16}\u{3}\u{1}\u{0}\u{5}hello\r\n\r\n"),
    Case(name: "Redis", bytes: "*1\r\n$4\r\nPING\r\n"),
    Case(name: "no Host", bytes: "GET / HTTP/1.1\r\n\r\n"),
    Case(name: "two Hosts", bytes: "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    Case(name: "a blank in the target", bytes: "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"),
    Case(name: "a fragment", bytes: "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n"),
    Case(name: "a broken escape", bytes: "GET /v1/topics/%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
    Case(name: "an escaped NUL", bytes: "GET /v1/topics/a%00 HTTP/1.1\r\nHost: x\r\n\r\n"),
    Case(
      name: "escaped bytes that are no UTF-8",
      bytes: "GET /v1/topics/%ff HTTP/1.1\r\nHost: x\r\n\r\n"
    ),
    Case(
      name: "an unknown expectation",
      bytes: post + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}"
    ),
    Case(
      name: "header fields of 17 KiB",
      bytes: "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 17_408))\r\n\r\n",
      status: 431,
      code: "header-too-large"
    ),
    Case(
      name: "4,000 fields",
      bytes: "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "A: b\r\n", count: 4000))\r\n",
      status: 431,
      code: "header-too-large"
    ),
    Case(
      name: "a request line of 20 KB",
      bytes: "GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
      status: 431,
      code: "header-too-large"
    ),
    Case(
      name: "a POST with a foreign Origin",
      bytes: post + "Origin: http://evil.example\r\nContent-Length: 2\r\n\r\n{}",
      status: 403,
      code: "forbidden"
    ),
    Case(
      name: "a POST from a page",
      bytes: post + "Referer: http://evil.example/\r\nContent-Length: 2\r\n\r\n{}",
      status: 403,
      code: "forbidden"
    ),
  ]

  @Test func `a malformed request is refused, the connection closed, the next never served`() throws
  {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let other = try RawConnection(daemon.socket)
    let before = try daemon.footprint()
    for item in Self.smuggling + Self.foreign {
      let client = try RawConnection(daemon.socket)
      // A request smuggled behind it would be served if the first were misread.
      client.send(Array((item.bytes + "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n").utf8))
      let (bytes, isClosed) = client.readToEnd(seconds: 5)
      let answer = RawResponse(complete: bytes) ?? RawResponse(partial: bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(answer.status == item.status, "\(item.name): \(text.prefix(300))")
      #expect(answer.code == item.code, "\(item.name): \(text.prefix(300))")
      #expect(answer.header("content-type") == "application/problem+json", "\(item.name)")
      #expect(answer.header("connection") == "close", "\(item.name)")
      #expect(isClosed, "\(item.name): the connection stays open")
      #expect(!text.contains("chancery.status"), "\(item.name): a second request was served")
      let served = try other.exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(served.status == 200, "\(item.name): others are served")
    }
    #expect(try daemon.head() == 1)
    #expect(try daemon.comesBack(to: before) == nil)
  }

  @Test func `a request that is cut off is told so if the client still listens`() throws {
    let daemon = try Daemon()
    for cut in [Self.post + "Content-Length: 100\r\n\r\n{", Self.chunked + "5\r\n{", "GET / HT"] {
      let client = try RawConnection(daemon.socket)
      client.send(Array(cut.utf8))
      client.finishSending()
      let (bytes, isClosed) = client.readToEnd(seconds: 5)
      #expect(isClosed)
      #expect(RawResponse(complete: bytes)?.code == "malformed-request", "\(cut)")
    }
    #expect(try daemon.head() == 0)
  }

  @Test func `an append whose client goes away before the answer is whole or not there`() throws {
    let daemon = try Daemon()
    let event = Sample.topic("own-troops")
    for length in stride(from: 1, to: event.utf8.count, by: 7) {
      let client = try RawConnection(daemon.socket)
      client.send(
        Array((Self.post + "Content-Length: \(event.utf8.count)\r\n\r\n").utf8)
          + event.utf8.prefix(length)
      )
    }
    #expect(try daemon.head() == 0)
    do {
      let client = try RawConnection(daemon.socket)
      client.send(Array((Self.post + "Content-Length: \(event.utf8.count)\r\n\r\n\(event)").utf8))
    }
    #expect(try Wait.until(seconds: 5) { try daemon.head() == 1 })
  }

  @Test func `paths, methods and parameters that are wrong say what is near`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let wrong: [(path: String, status: Int, code: String, near: String)] = [
      ("/v1/stance", 404, "not-found", "/v1/stances"),
      ("/v1/stances/ITA/own-troops?knwon=5", 400, "bad-parameter", "known"),
      ("/v1/stances/ITA/own-troops?at=2025-02-30", 400, "invalid-date", "no day 30"),
      ("/v1/stances/ITA/own-troops?at=2025-03-27&at=2025-03-28", 400, "bad-parameter", "at"),
      ("/v1/stances/ITA/own-troops?at=", 400, "invalid-date", "at"),
      ("/v1/stances/ITA/own-troops?known=-1", 400, "invalid-date", "known"),
      ("/v1/stances/ITA/own-trops", 404, "unknown-topic", "own-troops"),
      ("/v1/stances/ITY/own-troops", 404, "unknown-actor", "ITA"),
      ("/v1/stances/italy/own-troops", 404, "unknown-actor", "ITA"),
      ("/v1/stances", 400, "bad-parameter", "topic"),
      ("/v1/events?limit=0", 400, "bad-parameter", "1000"),
      ("/v1/events?limit=1001", 400, "bad-parameter", "1000"),
      ("/v1/events?limit=99999999999999999999", 400, "bad-parameter", "1000"),
      ("/v1/events?after=-1", 400, "bad-parameter", "after"),
      ("/v1/events?type=statement.mode", 400, "bad-parameter", "statement.made"),
      ("/v1/events?follow=yes", 400, "bad-parameter", "true"),
      ("/v1/events?topic=own-trops", 404, "unknown-topic", "own-troops"),
      ("/v1/events?holder=ITY&follow=true", 404, "unknown-actor", "ITA"),
      ("/v1/events?meeting=nowhere", 404, "unknown-meeting", "nowhere"),
      ("/v1/events/0", 404, "unknown-event", "0"),
      ("/v1/events/2", 404, "unknown-event", "2"),
      ("/v1/events/x", 400, "bad-parameter", "x"),
      ("/v1/events/18446744073709551616", 400, "bad-parameter", "18446744073709551616"),
      ("/v1/meetings/nowhere", 404, "unknown-meeting", "nowhere"),
      ("/v1/sources/nowhere/text", 404, "unknown-source", "nowhere"),
      ("/v1/people/nobody", 404, "unknown-person", "nobody"),
      ("/v1/replay?by=chance", 400, "bad-parameter", "recorded"),
      ("/v1/changes", 400, "bad-parameter", "known_from"),
    ]
    for (path, status, code, near) in wrong {
      let answer = try daemon.get(path)
      #expect(answer.status == status, "\(path): \(answer.text)")
      #expect(answer.code == code, "\(path): \(answer.text)")
      #expect(answer.text.contains(near), "\(path): \(answer.text)")
      #expect(answer.header("chancery-head") == "1", "\(path)")
    }
    let method = try RawConnection(daemon.socket).exchange(
      "DELETE /v1/events HTTP/1.1\r\nHost: x\r\n\r\n"
    )
    #expect(method.code == "method-not-allowed")
    #expect(method.header("allow") == "GET, HEAD, POST")
    #expect(try daemon.get("/v1/events", headers: "Accept: image/png\r\n").status == 406)
  }

  @Test func `places beyond the end or beyond any key are answered, never a fault`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let head = try daemon.head()
    for after in ["\(head)", "\(head + 1)", "9223372036854775807", "18446744073709551615"] {
      let page = try daemon.get("/v1/events?after=\(after)")
      #expect(page.status == 200, "\(after): \(page.text)")
      #expect(page.json["items"]?.arrayValue?.isEmpty == true && page.json["next"] == .null)
      let history = try daemon.get("/v1/stances/FRA/history?after=\(after)")
      #expect(history.json["items"]?.arrayValue?.isEmpty == true, "\(after): \(history.text)")
      let follower = try RawConnection(daemon.socket)
      follower.send(
        Array("GET /v1/events?follow=true&after=\(after) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
      )
      #expect(follower.read { $0.contains("\r\n\r\n") }.contains("200 OK"))
      try daemon.append(Sample.statement("after-\(after)"))
      let known = try daemon.get("/v1/stances/FRA/own-troops?at=2025-03-27&known=\(after)")
      #expect(known.status == 200 || known.status == 400, "\(known.text)")
    }
    let long = String(repeating: "a", count: 5000)
    for path in [
      "/v1/topics?after=", "/v1/actors?after=", "/v1/people?after=", "/v1/sources?after=",
      "/v1/meetings?after=", "/v1/stances?topic=own-troops&after=", "/v1/stances/FRA?after=",
      "/v1/events?after=", "/v1/topics?name=", "/v1/actors?name=", "/v1/topics/", "/v1/actors/",
      "/v1/people/", "/v1/sources/", "/v1/meetings/", "/v1/stances/FRA/", "/v1/stances/",
      "/v1/stances?topic=", "/v1/events?holder=", "/v1/events?topic=", "/v1/events?meeting=",
      "/v1/replay?holder=", "/v1/replay?topic=", "/v1/replay?from=", "/v1/status?",
    ] {
      for name in [long, String(long.prefix(505)), "%00", "%EF%BF%BF", "%F0%9F%87%AE"] {
        let answer = try daemon.get(path + name)
        #expect((200..<500).contains(answer.status), "\(path)\(name.prefix(9)): \(answer.text)")
      }
    }
    #expect(try daemon.head() == head + 4)
  }
}
