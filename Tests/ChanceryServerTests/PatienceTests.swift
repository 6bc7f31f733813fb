import ChanceryModel
import Glibc
import Testing

@testable import ChanceryServer

/// Clients that take their time, and many at once.
@Suite(.serialized) struct PatienceTests {
  @Test func `a head that drips in is timed out, however steadily`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      let client = try server.connect()
      for byte in "GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaa".utf8 {
        client.send([byte])
        usleep(30_000)
      }
      let (text, isClosed) = client.readToEnd()
      #expect(Answer(text)?.status == 408)
      #expect(isClosed)
      #expect(try server.connect().get("/livez").status == 200)
    }
  }

  @Test func `a body that drips in is timed out`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      let client = try server.connect()
      client.send(HostileRequestTests.post + "Content-Length: 1000\r\n\r\n")
      for _ in 0..<40 {
        client.send([32])
        usleep(30_000)
      }
      let text = client.readToEnd().text
      #expect(Answer(text)?.code == "request-timeout")
      #expect(server.journal.head == 0)
    }
  }

  @Test func `an idle connection is closed without a word`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      let client = try server.connect()
      #expect(client.get("/livez").status == 200)
      let (text, isClosed) = client.readToEnd()
      #expect(text.isEmpty)
      #expect(isClosed)
    }
  }

  @Test func `a client that never reads is closed, and holds two pages at most`() async throws {
    let journal = FakeJournal(exportPageCount: 1_000)
    try await TestServer.run(journal, limits: TestServer.impatient) { server in
      let client = try server.connect()
      client.send("GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
      usleep(400_000)
      #expect(journal.exportPageReads <= 4)
      usleep(1_500_000)
      let (text, isClosed) = client.readToEnd()
      #expect(isClosed)
      #expect(!text.contains("\"end\""))
      #expect(journal.exportPageReads <= 4)
    }
  }

  @Test func `a client that pipelines and never reads is not served without end`() async throws {
    try await TestServer.run(limits: TestServer.impatient) { server in
      let client = try server.connect()
      _ = fcntl(client.descriptor, F_SETFL, O_NONBLOCK)
      let requests = String(repeating: "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n", count: 200_000)
      client.send(requests)
      usleep(2_000_000)
      #expect(client.readToEnd().isClosed)
    }
  }

  @Test func `of 300 connections 256 are served and the rest told so`() async throws {
    try await TestServer.run { server in
      var clients: [TestClient] = []
      for _ in 0..<300 { clients.append(try server.connect()) }
      var served = 0
      var refused = 0
      for client in clients {
        let answer = client.get("/livez")
        if answer.status == 200 { served += 1 }
        if answer.status == 503, answer.code == "too-many-connections", answer.closes {
          refused += 1
        }
      }
      #expect(served == 256)
      #expect(refused == 44)
      clients = []
      #expect(try becomesTrue { try server.connect().get("/livez").status == 200 })
    }
  }

  @Test func `1,000 followers come and go, and leave nothing behind`() async throws {
    try await TestServer.run { server in
      let before = openDescriptors()
      var followers: [TestClient] = []
      for _ in 0..<1_000 {
        let client = try server.connect()
        client.send("GET /v1/events?follow=true HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.read { $0.contains("\r\n\r\n") }.text.contains("200 OK"))
        followers.append(client)
      }
      let reads = server.journal.eventPageReads
      server.journal.put()
      for follower in followers {
        #expect(follower.read { $0.contains("\"seq\":1,") }.text.contains("\"seq\":1,"))
      }
      let readsOfOneCommit = server.journal.eventPageReads - reads
      #expect(readsOfOneCommit <= 4, "one page for all followers of a loop")
      #expect(try server.connect().get("/livez").status == 200)
      followers = []
      server.journal.put()
      #expect(becomesTrue { openDescriptors() <= before + 2 })
      #expect(
        try becomesTrue {
          try server.connect().get("/v1/status").body.contains(#""followers":0"#)
        }
      )
    }
  }

  /// Looks every few milliseconds until something is so; false if it is not within twenty seconds.
  private func becomesTrue(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<4000 {
      if try condition() { return true }
      usleep(5000)
    }
    return false
  }

  private func openDescriptors() -> Int {
    var count = 0
    guard let directory = opendir("/proc/self/fd") else { return 0 }
    while readdir(directory) != nil { count += 1 }
    closedir(directory)
    return count
  }
}
