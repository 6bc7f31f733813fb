import ChanceryAPI
import ChanceryModel
import Testing

@testable import ChanceryServer

@Suite(.serialized) struct RoundTripTests {
  static let statement =
    #"{"type":"topic.defined","data":{"topic":"own-troops","title":"T","proposition":"P"}}"#

  @Test func `a point read is answered with the head`() async throws {
    try await TestServer.run { server in
      server.journal.put(3)
      let client = try server.connect()
      let answer = client.get("/v1/stances/ITA/own-troops?at=2025-03-27")
      #expect(answer.status == 200)
      #expect(answer.head.contains("Chancery-Head: 3"))
      #expect(answer.body.contains(#""at":"2025-03-27""#))
      #expect(client.get("/v1/events/2").body.hasPrefix(#"{"seq":2"#))  // the same connection
    }
  }

  @Test func `every route answers and only what is announced`() async throws {
    try await TestServer.run { server in
      for route in Route.all where route.method == .get && route.name != .export {
        let path = route.pattern.replacing("{seq}", with: "1")
          .replacing("{holder}", with: "ITA").replacing("{topic}", with: "own-troops")
          .replacing("{meeting}", with: "m").replacing("{actor}", with: "ITA")
          .replacing("{person}", with: "p").replacing("{source}", with: "s")
        let client = try server.connect()
        client.send(
          "GET \(path)\(route.name == .board ? "?topic=t" : "") HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        let text = client.read { $0.contains("\r\n\r\n") }.text
        #expect(text.contains("Chancery-Head: "), "\(path)")
        #expect(!text.hasPrefix("HTTP/1.1 500"), "\(path)")
      }
    }
  }

  @Test func `an event, an array and lines are appended`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let one = client.post("/v1/events", Self.statement)
      #expect(one.status == 200, "\(one.body)")
      let two = client.post("/v1/events", "[\(Self.statement),\(Self.statement)]")
      #expect(two.body.contains(#""appended":2"#))
      let lines = "\(Self.statement)\r\n\n\(Self.statement)\n\(Self.statement)"
      let three = client.post("/v1/events", lines, type: "application/x-ndjson; charset=utf-8")
      #expect(three.body.contains(#""appended":3"#))
      #expect(server.journal.head == 6)
    }
  }

  @Test func `a large body goes through the pool and comes back in order`() async throws {
    try await TestServer.run { server in
      let lines = Array(repeating: Self.statement, count: 4_000).joined(separator: "\n")
      let client = try server.connect()
      let answer = client.post("/v1/events", lines, type: "application/x-ndjson")
      #expect(answer.body.contains(#""appended":4000"#))
      let tooMany = client.post(
        "/v1/events",
        lines + "\n" + Self.statement,
        type: "application/x-ndjson"
      )
      #expect(tooMany.code == "too-many-events")
      #expect(tooMany.status == 413)
    }
  }

  @Test func `pipelined requests are answered in order`() async throws {
    try await TestServer.run { server in
      server.journal.put(50)
      let client = try server.connect()
      let requests = (1...50).map { number in
        number % 10 == 0
          ? "GET /v1/events?after=\(number - 1)&limit=1 HTTP/1.1\r\nHost: x\r\n\r\n"
          : "GET /v1/events/\(number) HTTP/1.1\r\nHost: x\r\n\r\n"
      }
      client.send(requests.joined())
      let text = client.read { $0.contains("\"seq\":50,") }.text
      let order = text.matches(of: /"seq":([0-9]+),/).compactMap { Int($0.output.1) }
      #expect(order == Array(1...50))
    }
  }

  @Test func `a wrong head is refused with both heads`() async throws {
    try await TestServer.run { server in
      server.journal.put(7)
      let client = try server.connect()
      let answer = client.post("/v1/events", Self.statement, fields: "If-Match: \"5\"\r\n")
      #expect(answer.status == 412)
      #expect(answer.body.contains(#""expected":5"#))
      #expect(answer.body.contains(#""actual":7"#))
      #expect(
        client.post("/v1/events", Self.statement, fields: "If-Match: \"7\"\r\n").status == 200
      )
      #expect(client.post("/v1/events", Self.statement, fields: "If-Match: 7\r\n").status == 400)
    }
  }

  @Test func `HEAD has the length and no body`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let length = client.get("/").body.utf8.count
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = client.read { $0.hasSuffix("ok\n") }.text
      #expect(text.contains("Content-Length: \(length)\r\n"))
      #expect(!text.contains("features"))
    }
  }

  @Test func `an expectation is met before the body comes`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(Self.statement.utf8.count)\r\nExpect: 100-continue\r\n\r\n"
      )
      #expect(client.read { $0.contains("100 Continue") }.text.hasPrefix("HTTP/1.1 100"))
      client.send(Self.statement)
      #expect(client.readAnswer().status == 200)
    }
  }

  @Test func `an unbounded check reads any number of lines and answers once`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        "POST /v1/events?dry_run=check HTTP/1.1\r\nHost: x\r\n"
          + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
      )
      let block = String(repeating: Self.statement + "\n", count: 500) + "{]\n"
      for _ in 0..<60 {
        client.send(String(block.utf8.count, radix: 16) + "\r\n" + block + "\r\n")
      }
      client.send("0\r\n\r\n")
      let answer = client.readAnswer(seconds: 30)
      #expect(answer.status == 200)
      #expect(answer.body.contains(#""checked":30060"#))
      #expect(answer.body.contains(#""refused":60"#))
      #expect(answer.body.contains(#""line":501,"#))
      #expect(server.journal.head == 0)
    }
  }

  @Test func `an export is whole, and its last line says so`() async throws {
    try await TestServer.run(FakeJournal(exportPageCount: 20)) { server in
      let client = try server.connect()
      client.send("GET /v1/export HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let (text, isClosed) = client.readToEnd(seconds: 20)
      #expect(isClosed)
      #expect(
        text.hasSuffix(
          "{\"end\":\"complete\",\"head\":0,\"root\":\"00\",\"journal\":\"urn:uuid:0\"}\n\r\n0\r\n\r\n"
        )
      )
      #expect(text.utf8.count > 20 * 512 * 1_024)
    }
  }

  @Test func `a stream that breaks says so in its last line`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send("GET /v1/replay?topic=broken HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = client.read { $0.hasSuffix("0\r\n\r\n") }.text
      #expect(text.contains(#"{"end":"failed","code":"internal-error""#))
    }
  }

  @Test func `metrics count requests by route`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      _ = client.get("/v1/stances/ITA/own-troops")
      _ = client.post("/v1/events", Self.statement)
      let text = client.get("/metrics").body
      #expect(
        text.contains(
          #"chancery_requests_total{route="/v1/stances/{holder}/{topic}",status="200"} 1"#
        )
      )
      #expect(text.contains("chancery_append_events_count 1"))
      #expect(text.contains("chancery_connections 1"))
    }
  }
}
