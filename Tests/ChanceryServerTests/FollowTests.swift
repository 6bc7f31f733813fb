import ChanceryModel
import Glibc
import Testing

@testable import ChanceryServer

@Suite(.serialized) struct FollowTests {
  @Test func `a follower gets what comes, bookmarks, and why it ends`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      server.journal.put(2)
      let client = try server.connect()
      client.send("GET /v1/events?follow=true HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = client.read { $0.contains("\r\n\r\n") }
      server.journal.put()
      let text = client.read { $0.contains("bookmark") }.text
      #expect(text.contains("{\"seq\":3,"))
      #expect(!text.contains("{\"seq\":2,"))
      #expect(text.contains("{\"bookmark\":3}\n"))
      // The reading blocks a thread, so it must not be one that the stop may need.
      async let ended = TestThread.value { client.readToEnd() }
      try await server.server.stop()
      let (end, isClosed) = await ended
      #expect(end.contains("{\"end\":\"shutdown\",\"head\":3}\n"))
      #expect(end.hasSuffix("0\r\n\r\n"))
      #expect(isClosed)
    }
  }

  @Test func `a browser's follower resumes after the id it names`() async throws {
    try await TestServer.run { server in
      server.journal.put(5)
      let client = try server.connect()
      client.send(
        "GET /v1/events?follow=true HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
          + "Last-Event-ID: 3\r\n\r\n"
      )
      let text = client.read { $0.contains("id: 5\n") }.text
      #expect(text.contains("Content-Type: text/event-stream"))
      #expect(text.contains("id: 4\ndata: {\"seq\":4,"))
      #expect(!text.contains("id: 3\n"))
    }
  }

  @Test func `a slow follower lags and loses nothing`() async throws {
    try await TestServer.run { server in
      let slow = try server.connect()
      slow.send("GET /v1/events?follow=true HTTP/1.1\r\nHost: x\r\n\r\n")
      usleep(50_000)
      for _ in 0..<200 { server.journal.put(100, padding: 200) }
      let (text, _) = slow.read(seconds: 20) { $0.contains("\"seq\":20000,") }
      var order = 0
      var isGapless = true
      for match in text.matches(of: /"seq":([0-9]+),/) {
        order += 1
        if Int(match.output.1) != order { isGapless = false }
      }
      #expect(isGapless)
      #expect(order == 20_000)
    }
  }

  @Test func `a rebuild tells its progress, and closing cancels it`() async throws {
    try await TestServer.run { server in
      let whole = try server.connect()
      whole.send("POST /v1/admin/rebuild?check=true HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = whole.read { $0.hasSuffix("0\r\n\r\n") }.text
      #expect(text.contains("\"phase\":\"filling\""))
      #expect(text.contains("\"end\":\"complete\""))
      do {
        let leaver = try server.connect()
        leaver.send("POST /v1/admin/rebuild HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = leaver.read { $0.contains("filling") }
      }
      for _ in 0..<50 where !server.journal.wasCancelled {
        usleep(20_000)
      }
      #expect(server.journal.wasCancelled)
    }
  }

  @Test func `too many followers are told so, and requests still served`() async throws {
    var limits = ServerLimits()
    limits.followers = 2
    try await TestServer.run(limits: limits) { server in
      var clients: [TestClient] = []
      for number in 1...3 {
        let client = try server.connect()
        client.send("GET /v1/events?follow HTTP/1.1\r\nHost: x\r\n\r\n")
        let text = client.read { $0.contains("\r\n\r\n") }.text
        #expect(text.contains(number < 3 ? "200 OK" : "503"))
        clients.append(client)
      }
      #expect(try server.connect().get("/livez").status == 200)
    }
  }
}
