import ChanceryModel
import Foundation
import Testing

/// Clients that are slow, greedy or many: each is ended in time, others are served meanwhile.
@Suite struct PatienceTests {
  /// Events of about 2 KB each, so that an answer is larger than what sockets buffer.
  private static func bulk(_ count: Int) -> String {
    let note = String(repeating: "n", count: 2000)
    return (0..<count).map {
      #"{"type":"topic.defined","id":"b\#($0)","data":{"topic":"b\#($0)","title":"B","proposition":"P","note":"\#(note)"}}"#
        + "\n"
    }.joined()
  }

  @Test func `drips are timed out, who never reads is closed, others are served meanwhile`() throws
  {
    let daemon = try Daemon()
    let appended = try daemon.post(Self.bulk(3900), type: "application/x-ndjson")
    try #require(appended.status == 200, "\(appended.text.prefix(300))")
    usleep(200_000)
    let before = try daemon.footprint()
    let greedy = try RawConnection(daemon.socket)
    greedy.send(Array("GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
    let head = try RawConnection(daemon.socket)
    let body = try RawConnection(daemon.socket)
    body.send(Array((HostileRequestTests.post + "Content-Length: 1000\r\n\r\n").utf8))
    let other = try RawConnection(daemon.socket)
    let drip = Array("GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".utf8)
    var slowest = 0.0
    // One byte a second for more than the 30 seconds that a request may take.
    for second in 0..<34 {
      head.send([drip[second]])
      body.send([32])
      let asked = Date()
      let answer = try other.exchange("GET /v1/topics?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n")
      slowest = max(slowest, Date().timeIntervalSince(asked))
      #expect(answer.status == 200)
      usleep(1_000_000)
    }
    #expect(slowest < 1)
    for (name, client) in [("head", head), ("body", body)] {
      let (bytes, isClosed) = client.readToEnd(seconds: 5)
      #expect(isClosed, "\(name)")
      #expect(RawResponse(complete: bytes)?.status == 408, "\(name)")
      #expect(RawResponse(complete: bytes)?.code == "request-timeout", "\(name)")
    }
    let (bytes, isClosed) = greedy.readToEnd(seconds: 5)
    #expect(isClosed)
    #expect(bytes.count < 4 << 20, "only what was buffered came")
    #expect(!String(decoding: bytes.suffix(200), as: UTF8.self).contains(#"{"end":"complete""#))
    #expect(try daemon.comesBack(to: (before.kilobytes, before.descriptors)) == nil)
    #expect(try daemon.head() == 3900)
  }

  @Test func `of 300 connections at once 256 are served and the others told so`() throws {
    let daemon = try Daemon()
    usleep(100_000)
    let before = try daemon.footprint()
    for round in 1...3 {
      var clients: [RawConnection] = []
      for _ in 0..<300 { clients.append(try RawConnection(daemon.socket)) }
      var served = 0
      var refused = 0
      for client in clients {
        let answer = try client.exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        if answer.status == 200 { served += 1 }
        if answer.code == "too-many-connections", answer.status == 503,
          answer.header("retry-after") != nil
        {
          refused += 1
        }
      }
      #expect(served == 256, "round \(round)")
      #expect(refused == 44, "round \(round)")
      clients = []
      #expect(try daemon.comesBack(to: before) == nil, "round \(round)")
    }
    #expect(try daemon.append(Sample.topic("t"))["head"]?.intValue == 1)
  }

  @Test func `1,000 followers get an event, go away, and leave nothing behind`() throws {
    let daemon = try Daemon()
    usleep(100_000)
    let before = try daemon.footprint()
    for round in 1...2 {
      var clients: [RawConnection] = []
      // A connection counts among the 256 that may ask until its stream begins: so no more are opened
      // at once, or the daemon is right to turn some of them away.
      for _ in 0..<10 {
        let group = try (0..<100).map { _ in try RawConnection(daemon.socket) }
        for client in group {
          client.send(Array("GET /v1/events?follow=true HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        }
        for client in group {
          let head = client.read(seconds: 20) { $0.contains("\r\n\r\n") }
          #expect(head.contains("200 OK"), "round \(round): \(head)")
        }
        clients += group
      }
      #expect(try daemon.followers() == 1000, "round \(round)")
      try daemon.append(Sample.topic("t-\(round)"))
      var reached = 0
      for client in clients {
        let text = client.read(seconds: 20) { $0.contains("\"seq\":\(round),") }
        if text.contains("\"seq\":\(round),") { reached += 1 }
      }
      #expect(reached == 1000, "round \(round)")
      clients = []
      #expect(try Wait.until(seconds: 20) { try daemon.followers() == 0 }, "round \(round)")
      #expect(try daemon.comesBack(to: before) == nil, "round \(round)")
    }
  }

  @Test func `without a descriptor left, who connects waits, and the daemon does not spin`() throws
  {
    let daemon = try Daemon()
    usleep(100_000)
    let open = try daemon.footprint().descriptors
    let limit = try Run.program(
      URL(fileURLWithPath: "/usr/bin/prlimit"),
      ["--pid", "\(daemon.pid)", "--nofile=\(open + 4):\(open + 4)"]
    )
    try #require(limit.status == 0, "\(limit.errors)")
    var clients: [RawConnection] = []
    for _ in 0..<12 { clients.append(try RawConnection(daemon.socket)) }
    usleep(300_000)
    let before = try daemon.processorSeconds()
    usleep(1_000_000)
    #expect(try daemon.processorSeconds() - before < 0.2)
    let last = clients.removeLast()
    last.send(Array("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
    clients.removeAll()
    let (bytes, _) = last.readToEnd(seconds: 5)
    #expect(RawResponse(complete: bytes)?.status == 200)
  }

  @Test func `connections that are opened and dropped leave no descriptor`() throws {
    let daemon = try Daemon()
    let before = try daemon.footprint()
    for number in 0..<2000 {
      let client = try RawConnection(daemon.socket)
      if number % 3 == 0 { client.send(Array("GET /v1/export HT".utf8)) }
      if number % 3 == 1 { client.send(Array("GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n".utf8)) }
    }
    #expect(try daemon.get("/livez").status == 200)
    #expect(try daemon.comesBack(to: before) == nil)
  }

  @Test func `requests sent in one go are answered in order`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"), Sample.topic("b"), Sample.topic("c"))
    let client = try RawConnection(daemon.socket)
    let paths = (0..<200).map { "/v1/events/\($0 % 3 + 1)" }
    client.send(
      Array(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined().utf8)
        + Array("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
    )
    let (bytes, isClosed) = client.readToEnd(seconds: 10)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(isClosed)
    let order = text.matches(of: /\{"seq":([0-9]+),"data"/).compactMap { Int($0.output.1) }
    #expect(order == (0..<200).map { $0 % 3 + 1 })
    #expect(text.hasSuffix("ok\n"))
  }
}
