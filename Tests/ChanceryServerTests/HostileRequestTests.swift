import ChanceryModel
import Testing

@testable import ChanceryServer

/// Byte streams that are no proper request: refused and closed, and others are served meanwhile.
@Suite(.serialized) struct HostileRequestTests {
  static let post = "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

  static let malformed: [(name: String, bytes: String, status: Int)] = [
    ("two Content-Length", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
    (
      "length and chunked",
      post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
    ),
    (
      "chunked and length",
      post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n", 400
    ),
    ("a list of lengths", post + "Content-Length: 2, 2\r\n\r\n{}", 400),
    ("a signed length", post + "Content-Length: +2\r\n\r\n{}", 400),
    ("a huge length", post + "Content-Length: 99999999999999999999\r\n\r\n{}", 400),
    ("another coding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    (
      "chunked twice",
      post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
    ),
    ("a signed chunk size", post + "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n", 400),
    ("a chunk size of letters", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    (
      "a chunk longer than said", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n",
      400
    ),
    ("a huge chunk size", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400),
    ("obs-fold", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
    ("bare LF", "GET / HTTP/1.1\nHost: x\n\n", 400),
    ("a bare LF in a field", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400),
    ("white space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    ("NUL in a field", "GET / HTTP/1.1\r\nHost: x\r\nA: \u{0}\r\n\r\n", 400),
    ("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    ("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\n\r\n", 400),
    ("HTTP/0.9", "GET /\r\n\r\n", 400),
    ("the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ("TLS", "\u{16}\u{3}\u{1}\u{0}\u{5}hello\r\n\r\n", 400),
    ("a space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("a fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("a broken escape", "GET /v1/topics/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("an escaped NUL", "GET /v1/topics/a%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("an unknown expectation", post + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}", 400),
    ("a body with a GET", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 400),
    (
      "fields of 17 KiB",
      "GET / HTTP/1.1\r\nHost: x\r\nA: " + String(repeating: "a", count: 17_408) + "\r\n\r\n", 431
    ),
    (
      "1,000 fields",
      "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 1_000) + "\r\n", 431
    ),
    (
      "a target of 20 KB",
      "GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431
    ),
    ("a compressed body", post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415),
    ("an Origin with a POST", post + "Origin: http://evil\r\nContent-Length: 2\r\n\r\n{}", 403),
    ("a Referer with a POST", post + "Referer: http://evil/\r\nContent-Length: 2\r\n\r\n{}", 403),
  ]

  @Test(arguments: malformed.indices)
  func `a malformed request is refused and the connection closed`(_ index: Int) async throws {
    let (name, bytes, status) = Self.malformed[index]
    try await TestServer.run(limits: TestServer.impatient) { server in
      let other = try server.connect()
      let client = try server.connect()
      client.send(bytes)
      let (text, isClosed) = client.readToEnd()
      #expect(Answer(text)?.status == status, "\(name): \(text.prefix(400))")
      #expect(isClosed, "\(name)")
      #expect(other.get("/livez").status == 200, "\(name): others are served")
      #expect(server.journal.head == 0)
    }
  }

  @Test func `what follows a malformed request is never served`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      let client = try server.connect()
      client.send(
        "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" + Self.post
          + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n"
      )
      let text = client.readToEnd().text
      #expect(text.hasPrefix("HTTP/1.1 200"))
      #expect(text.contains("HTTP/1.1 400"))
      #expect(!text.contains("chancery.status"))
    }
  }

  @Test func `a truncated body is told so if the client still listens`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(Self.post + "Content-Length: 100\r\n\r\n{")
      client.finishSending()
      let (text, isClosed) = client.readToEnd()
      #expect(Answer(text)?.code == "malformed-request")
      #expect(isClosed)
      #expect(server.journal.head == 0)
    }
  }

  @Test func `a client that half closes after its request gets its answer`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        Self.post + "Content-Length: \(RoundTripTests.statement.utf8.count)\r\n\r\n"
          + RoundTripTests.statement
      )
      client.finishSending()
      let (text, isClosed) = client.readToEnd()
      #expect(Answer(text)?.status == 200)
      #expect(isClosed)
      #expect(server.journal.head == 1)
    }
  }

  @Test func `unknown paths, methods and parameters say what is near`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let path = client.get("/v1/stance")
      #expect(path.status == 404)
      #expect(path.body.contains("/v1/stances"))
      let method = client.ask("DELETE /v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(method.status == 405)
      #expect(method.head.contains("Allow: "))
      #expect(client.ask("OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n").status == 405)
      let parameter = client.get("/v1/stances/ITA/own-troops?knwon=5")
      #expect(parameter.code == "bad-parameter")
      #expect(parameter.body.contains("known"))
      #expect(client.get("/v1/events?limit=0").code == "bad-parameter")
      #expect(client.get("/v1/events?limit=1&limit=2").code == "bad-parameter")
      #expect(client.get("/v1/stances/ITA/own-troops?at=2025-02-30").status == 400)
      #expect(client.get("/v1/stances/ITA/nothing").status == 404)
      #expect(client.get("/v1/stances/ITA/own-troops/why").status == 200)
      #expect(client.get("/v1/stances/ITA/own-troops/why?by=head").code == "bad-parameter")
      #expect(client.get("/v1/events", fields: "Accept: image/png\r\n").status == 406)
    }
  }
}
