import ChanceryModel
import Foundation
import Synchronization
import Testing

/// Many clients at once.
@Suite struct ConcurrencyTests {
  /// Runs a body on threads of its own, all at once, and waits for all.
  private static func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> Bool {
    let done = DispatchGroup()
    for number in 0..<count {
      done.enter()
      Thread.detachNewThread {
        body(number)
        done.leave()
      }
    }
    return done.wait(timeout: .now() + 60) == .success
  }

  /// What was acknowledged, and what went wrong.
  private struct Tally {
    var acknowledged: [Int: String] = [:]
    var faults: [String] = []
    var reads = 0
  }

  @Test func `what 16 clients append at once while others read is all there, without a gap`() throws
  {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let socket = daemon.socket
    let tally = Mutex(Tally())
    let finished = Self.onThreads(20) { number in
      do {
        let client = try RawConnection(socket)
        if number < 16 {
          try Self.appends(client, number, tally)
        } else {
          try Self.reads(client, tally)
        }
      } catch {
        tally.withLock { $0.faults.append("\(number): \(error)") }
      }
    }
    #expect(finished)
    let result = tally.withLock { $0 }
    #expect(result.faults == [])
    #expect(result.reads > 0)
    #expect(result.acknowledged.keys.sorted() == Array(2...1601))
    #expect(try daemon.head() == 1601)
    var stored: [Int: String] = [:]
    // A page may end before its limit: after some time it lets others in.
    var after: Int? = 0
    while let start = after {
      let page = try daemon.get("/v1/events?limit=1000&after=\(start)").json
      for event in page["items"]?.arrayValue ?? [] {
        stored[event["seq"]?.intValue ?? 0] = event["id"]?.stringValue
      }
      after = page["next"]?.intValue
    }
    stored[1] = nil
    #expect(stored == result.acknowledged)
    let check = try daemon.chancery("rebuild", "--check")
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }

  /// Appends a hundred events, most alone, some in pairs, with a fault now and then.
  private static func appends(
    _ client: RawConnection,
    _ number: Int,
    _ tally: borrowing Mutex<Tally>
  ) throws {
    var next = 0
    while next < 100 {
      let pair = next % 10 == 8
      let ids = (pair ? [next, next + 1] : [next]).map { "c\(number)-\($0)" }
      let events = ids.map { Sample.statement($0, said: "2025-03-\(10 + (number + next) % 20)") }
      let body = "[\(events.joined(separator: ","))]"
      let answer = try client.exchange(post(body))
      guard answer.status == 200 else {
        tally.withLock { $0.faults.append(answer.text) }
        return
      }
      tally.withLock { tally in
        for result in answer.json["results"]?.arrayValue ?? [] {
          let seq = result["seq"]?.intValue ?? 0
          if tally.acknowledged[seq] != nil { tally.faults.append("\(seq) was given twice") }
          tally.acknowledged[seq] = result["id"]?.stringValue
        }
      }
      if next % 25 == 0 {
        let refused = try client.exchange(post(Sample.statement("bad", topic: "nowhere")))
        if refused.code != "unknown-topic" { tally.withLock { $0.faults.append(refused.text) } }
      }
      next += ids.count
    }
  }

  private static func post(_ body: String) -> String {
    HostileRequestTests.post + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
  }

  /// Reads until the end is near; each answer must be whole, and the head never go back.
  private static func reads(_ client: RawConnection, _ tally: borrowing Mutex<Tally>) throws {
    var head = 0
    let deadline = Date().addingTimeInterval(40)
    while head < 1500, Date() < deadline {
      for path in [
        "/v1/stances/ITA/own-troops", "/v1/stances?topic=own-troops", "/v1/events?limit=50",
      ] {
        let answer = try client.exchange("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        let seen = Int(answer.header("chancery-head") ?? "") ?? -1
        if answer.status != 200 || seen < head {
          tally.withLock { $0.faults.append("\(path) at \(head): \(answer.text.prefix(200))") }
        }
        head = max(head, seen)
        tally.withLock { $0.reads += 1 }
      }
    }
  }

  @Test func `the same event sent by 16 clients at once is one event`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let socket = daemon.socket
    let outcomes = Mutex<[String]>([])
    let finished = Self.onThreads(16) { _ in
      for number in 0..<20 {
        let answer = try? RawConnection(socket).exchange(
          Self.post(Sample.statement("same-\(number)"))
        )
        let result = answer?.json["results"]?[0]
        outcomes.withLock {
          $0.append("\(result?["id"]?.stringValue ?? "?") \(result?["seq"]?.intValue ?? 0)")
        }
      }
    }
    #expect(finished)
    let distinct = Set(outcomes.withLock { $0 })
    #expect(outcomes.withLock { $0.count } == 320)
    #expect(distinct.count == 20, "each id has one seq: \(distinct.sorted())")
    #expect(try daemon.head() == 21)
  }

  @Test func `of clients that expect the same head one wins`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let socket = daemon.socket
    let statuses = Mutex<[Int]>([])
    let finished = Self.onThreads(8) { number in
      let body = Sample.statement("w-\(number)")
      let request =
        HostileRequestTests.post
        + "If-Match: \"1\"\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      let answer = try? RawConnection(socket).exchange(request)
      statuses.withLock { $0.append(answer?.status ?? 0) }
    }
    #expect(finished)
    #expect(statuses.withLock { $0.sorted() } == [200] + Array(repeating: 412, count: 7))
    #expect(try daemon.head() == 2)
  }
}
