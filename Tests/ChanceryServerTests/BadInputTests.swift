import ChanceryModel
import Testing

@testable import ChanceryServer

/// Bodies that are refused: each has one stable code, and the connection stays open.
@Suite(.serialized) struct BadInputTests {
  /// A `topic.defined` with that JSON as its data's members.
  static func event(_ members: String) -> String {
    #"{"type":"topic.defined","data":{"topic":"t","title":"T","proposition":"P"\#(members)}}"#
  }

  static let bodies: [(name: String, body: String, status: Int, code: String)] = [
    ("not JSON", "hello", 400, "malformed-json"),
    ("truncated", #"{"type":"topic.defined","data":{"#, 400, "malformed-json"),
    ("empty", " ", 400, "malformed-json"),
    ("an empty array", "[]", 400, "malformed-json"),
    ("not an event", "17", 422, "invalid-value"),
    ("an unknown type", #"{"type":"topic.defned","data":{}}"#, 422, "unknown-type"),
    ("the daemon's own type", #"{"type":"event.redacted","data":{}}"#, 422, "daemon-only"),
    (
      "an unknown attribute", #"{"type":"topic.defined","data":{},"sorce":"x"}"#, 422,
      "unknown-attribute"
    ),
    ("an unknown field", event(#","titel":"x""#), 422, "unknown-field"),
    ("a wrong type of value", event(#","parent":7"#), 422, "invalid-value"),
    (
      "40 levels",
      event(
        #","extra":{"a":"# + String(repeating: "[", count: 40)
          + String(repeating: "]", count: 40) + "}"
      ), 400, "too-deep"
    ),
    ("NUL", event(#","note":"a\u0000b""#), 400, "forbidden-character"),
    ("a lone surrogate", event(#","note":"\ud800""#), 400, "forbidden-character"),
    ("a key twice", event(#","note":"a","note":"b""#), 400, "duplicate-key"),
    ("beyond 2^53", event(#","extra":{"n":9007199254740993}"#), 400, "number-range"),
    ("Int64's edge", event(#","extra":{"n":9223372036854775807}"#), 400, "number-range"),
    ("beyond Double", event(#","extra":{"n":1e400}"#), 400, "number-range"),
    (
      "30 February",
      #"{"type":"statement.made","data":{"said":"2025-02-30","holder":"ITA","topic":"t","position":"oppose"}}"#,
      422, "invalid-date"
    ),
    (
      "year 10000",
      #"{"type":"statement.made","data":{"said":"10000-01-01","holder":"ITA","topic":"t","position":"oppose"}}"#,
      422, "invalid-date"
    ),
    (
      "a 300 KiB event",
      event(#","extra":{"n":""# + String(repeating: "x", count: 300 * 1_024) + "\"}"), 413,
      "event-too-large"
    ),
  ]

  @Test(arguments: bodies.indices)
  func `a body that is wrong is refused with its code`(_ index: Int) async throws {
    let (name, body, status, code) = Self.bodies[index]
    try await TestServer.run { server in
      let client = try server.connect()
      let answer = client.post("/v1/events", body)
      #expect(answer.code == code, "\(name): \(answer.body.prefix(300))")
      #expect(answer.status == status, "\(name)")
      #expect(answer.head.contains("application/problem+json"))
      #expect(client.get("/livez").status == 200, "\(name): the connection stays")
      #expect(server.journal.head == 0)
    }
  }

  @Test func `bytes that are no UTF-8 are refused`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let body =
        Array(Self.event(#","note":""#).utf8.dropLast(2)) + [0xC3, 0x28] + Array("\"}}".utf8)
      client.send(
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.count)\r\n\r\n"
      )
      client.send(body)
      #expect(client.readAnswer().code == "invalid-utf8")
    }
  }

  @Test func `faults of lines are listed with their lines`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let good = Self.event("")
      let answer = client.post(
        "/v1/events",
        "\(good)\n\n{]\n\(good)\n\(Self.event(#","titel":"x""#))\n",
        type: "application/x-ndjson"
      )
      #expect(answer.status == 400)
      #expect(answer.body.contains(#""line":3"#))
      #expect(answer.body.contains(#""line":5"#))
      #expect(server.journal.head == 0)
    }
  }

  @Test func `9 MiB are refused before they are read, and the answer arrives`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let length = 9 * 1_024 * 1_024
      client.send(
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(length)\r\n\r\n"
      )
      let sent = client.send([UInt8](repeating: 32, count: length))
      let answer = client.readAnswer()
      #expect(sent == length)
      #expect(answer.status == 413)
      #expect(answer.code == "request-too-large")
      #expect(answer.closes)
    }
  }

  @Test func `9 MiB in chunks are refused when they become too many`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
      )
      let chunk = "100000\r\n" + String(repeating: " ", count: 1 << 20) + "\r\n"
      for _ in 0..<9 { client.send(chunk) }
      let answer = client.readAnswer()
      #expect(answer.status == 413)
      #expect(answer.code == "request-too-large")
    }
  }

  @Test func `bodies are refused when too many are in memory`() async throws {
    var limits = ServerLimits()
    limits.bodyBytesInFlight = 100_000
    try await TestServer.run(limits: limits) { server in
      let client = try server.connect()
      let answer = client.post("/v1/events", String(repeating: " ", count: 200_000))
      #expect(answer.status == 503)
      #expect(answer.code == "busy")
      #expect(answer.head.contains("Retry-After: "))
      let next = try server.connect()
      #expect(next.post("/v1/events", RoundTripTests.statement).status == 200)
    }
  }

  @Test(arguments: [
    nil, "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1",
  ])
  func `other media types are refused`(_ type: String?) async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let field = type.map { "Content-Type: \($0)\r\n" } ?? ""
      let answer = client.ask(
        "POST /v1/events HTTP/1.1\r\nHost: x\r\n\(field)Content-Length: 2\r\n\r\n{}"
      )
      #expect(answer.status == 415)
      #expect(answer.code == "unsupported-media-type")
    }
  }
}
