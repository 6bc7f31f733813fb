import ChanceryModel
import Foundation
import Testing

/// Following the log from the command line and over HTTP.
@Suite struct FollowTests {
  private static func follow(
    _ daemon: Daemon,
    query: String = "",
    fields: String = ""
  ) throws
    -> RawConnection
  {
    let client = try RawConnection(daemon.socket)
    client.send(
      Array("GET /v1/events?follow=true\(query) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n".utf8)
    )
    return client
  }

  @Test func `the command shows an append within a second`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let follower = try daemon.live("follow", "-o", "ndjson")
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 1 })
    try daemon.append(Sample.statement("s-1"))
    #expect(follower.waits(for: #""id":"s-1""#, seconds: 1))
    #expect(!follower.output.contains(#""seq":1,"#), "it began at the head")
    follower.interrupt()
    #expect(follower.status(within: 5) == 130)
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 0 })
  }

  @Test func `the command filters, ends at its limit, and goes on from an event`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"), Sample.topic("ceasefire"))
    let follower = try daemon.live("follow", "-t", "ceasefire", "-n", "2", "-o", "ndjson")
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 1 })
    try daemon.append(Sample.statement("a"), Sample.statement("b", topic: "ceasefire"))
    try daemon.append(Sample.statement("c", holder: "FRA", topic: "ceasefire"))
    #expect(follower.status(within: 5) == 0)
    let ids = follower.output.split(separator: "\n").compactMap {
      try? JSONParser.parse(Array($0.utf8))["id"]?.stringValue
    }
    #expect(ids == ["b", "c"])
    let resumed = try daemon.chancery("follow", "--after", "3", "-n", "2", "-o", "ndjson")
    #expect(resumed.status == 0)
    #expect(resumed.output.contains(#""seq":4,"#) && resumed.output.contains(#""seq":5,"#))
    let table = try daemon.chancery("follow", "--after", "0", "-n", "5")
    #expect(table.output.split(separator: "\n").count >= 5)
  }

  @Test func `behind an event that there is not nothing is waited for`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    for verb in [["follow"], ["watch"], ["log", "-f"]] {
      let run = try daemon.chancery(verb + ["--after", "2"], seconds: 10)
      #expect(run.status == 64, "\(verb): \(run.output)\(run.errors)")
      for word in ["no event 2", "the head is at 1", "→ "] {
        #expect(run.errors.contains(word), "\(verb): \(run.errors)")
      }
    }
    let last = try daemon.live("follow", "--after", "1", "-o", "ndjson")
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 1 })
    last.interrupt()
    #expect(last.status(within: 5) == 130)
  }

  @Test func `a follower over HTTP sees an append live, resumes by after, and ends with a word`()
    throws
  {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"), Sample.topic("b"))
    let live = try Self.follow(daemon)
    let late = try Self.follow(daemon, query: "&after=1")
    let lateText = late.read { $0.contains(#""seq":2,"#) }
    #expect(lateText.contains("Content-Type: application/x-ndjson"))
    #expect(!lateText.contains(#""seq":1,"#))
    _ = live.read { $0.contains("\r\n\r\n") }
    let started = Date()
    try daemon.append(Sample.topic("c"))
    #expect(live.read { $0.contains(#""seq":3,"#) }.contains(#""id":"topic-c""#))
    #expect(Date().timeIntervalSince(started) < 1)
    kill(daemon.pid, SIGTERM)
    for follower in [live, late] {
      let (bytes, isClosed) = follower.readToEnd(seconds: 8)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(isClosed)
      #expect(text.hasSuffix("{\"end\":\"shutdown\",\"head\":3}\n\r\n0\r\n\r\n"), "\(text)")
    }
    #expect(daemon.stop())
  }

  @Test func `browsers get server-sent events and resume by the last id`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"), Sample.topic("b"), Sample.topic("c"))
    let client = try Self.follow(
      daemon,
      fields: "Accept: text/event-stream\r\nLast-Event-ID: 1\r\n"
    )
    let text = client.read { $0.contains("id: 3\n") && $0.contains("topic-c") }
    #expect(text.contains("Content-Type: text/event-stream"))
    #expect(text.contains("id: 2\ndata: {\"seq\":2,"))
    #expect(!text.contains("id: 1\n"))
  }

  @Test func `a quiet follower gets a bookmark`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"))
    let client = try Self.follow(daemon)
    #expect(client.read(seconds: 20) { $0.contains("bookmark") }.contains("{\"bookmark\":1}\n"))
  }

  @Test func `a follower that lags gets every event in order`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let client = try Self.follow(daemon)
    _ = client.read { $0.contains("\r\n\r\n") }
    let padding = String(repeating: "x", count: 1000)
    for batch in 0..<10 {
      let lines = (0..<400).map {
        Sample.statement("l-\(batch)-\($0)", more: #","note":"\#(padding)""#) + "\n"
      }
      #expect(try daemon.post(lines.joined(), type: "application/x-ndjson").status == 200)
    }
    let text = client.read(seconds: 20) { $0.contains(#"{"seq":4001,"#) }
    let seqs = text.matches(of: /\{"seq":([0-9]+),/).compactMap { Int($0.output.1) }
    #expect(seqs == Array(2...4001))
  }

  @Test func `the command goes on after the daemon is restarted, and misses nothing`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"))
    let follower = try daemon.live("follow", "-o", "ndjson", "--after", "0", "-n", "3")
    #expect(follower.waits(for: #""id":"topic-a""#, seconds: 5))
    #expect(daemon.stop())
    let again = try Daemon(data: daemon.data, socket: daemon.socket)
    try again.append(Sample.topic("b"), Sample.topic("c"))
    #expect(follower.status(within: 10) == 0, "\(follower.errors)")
    let seqs = follower.output.matches(of: /"seq":([0-9]+),/).compactMap { Int($0.output.1) }
    #expect(seqs == [1, 2, 3])
  }

  @Test func `who follows from now on and has seen nothing misses nothing after a restart`() throws
  {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("a"))
    let follower = try daemon.live("follow", "-o", "ndjson", "-n", "2")
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 1 })
    #expect(daemon.stop())
    // Where the follower does not find it, so that the event is on record before it comes back.
    let elsewhere = try Daemon(data: daemon.data, socket: daemon.socket + "2")
    try elsewhere.append(Sample.topic("b"))
    #expect(elsewhere.stop())
    let again = try Daemon(data: daemon.data, socket: daemon.socket)
    #expect(follower.waits(for: #""id":"topic-b""#, seconds: 5), "\(follower.errors)")
    try again.append(Sample.topic("c"))
    #expect(follower.status(within: 10) == 0, "\(follower.errors)")
    let seqs = follower.output.matches(of: /"seq":([0-9]+),/).compactMap { Int($0.output.1) }
    #expect(seqs == [2, 3])
  }
}
