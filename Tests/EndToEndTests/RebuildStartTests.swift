import ChanceryModel
import Foundation
import TestSupport
import Testing

/// A daemon that starts on projections of another version, and one that was killed in a rebuild.
@Suite struct RebuildStartTests {
  private static let requestCount = 8
  private static let eventsPerRequest = 2_000

  private static let questions = [
    "/v1/stances/FRA/own-troops?at=2025-03-27", "/v1/stances?topic=own-troops&at=2025-03-27",
    "/v1/stances/ITA/history?at=2025-03-27&limit=50", "/v1/topics",
    "/v1/stances/ITA?at=2025-03-27&known=9000",
  ]

  /// A daemon with some thousand statements: enough to catch a rebuild at work.
  private func filled() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let holders = ["FRA", "ITA", "GBR", "DEU", "POL", "ESP", "NLD"]
    for request in 0..<Self.requestCount {
      let events = (0..<Self.eventsPerRequest).map { number in
        let index = request * Self.eventsPerRequest + number
        return Sample.statement(
          "s\(index)",
          holder: holders[index % holders.count],
          position: index % 11 < 6 ? "support" : "oppose",
          said: "20\(String(index % 24 + 100).dropFirst())-0\(index % 9 + 1)-1\(index % 10)"
        )
      }
      let answer = try daemon.post(
        events.joined(separator: "\n"),
        type: "application/x-ndjson"
      )
      try #require(answer.status == 200, "\(answer.text)")
    }
    return daemon
  }

  private func answers(_ daemon: Daemon) throws -> [String] {
    try Self.questions.map { path in
      let answer = try daemon.get(path)
      #expect(answer.status == 200, "\(path): \(answer.text)")
      return answer.text
    }
  }

  /// How many events `/readyz` says are done; nil once it is ready.
  private func done(_ daemon: Daemon) throws -> Int? {
    let answer = try daemon.get("/readyz")
    if answer.status == 200 { return nil }
    #expect(answer.status == 503)
    #expect(answer.json["ready"]?.boolValue == false)
    #expect(answer.json["reason"]?.stringValue == "rebuilding")
    #expect(answer.header("retry-after") == "1")
    return answer.json["done"]?.intValue ?? 0
  }

  private func waitUntilItListens(_ daemon: Daemon) {
    #expect(Wait.until(seconds: 20) { (try? daemon.get("/livez").status) == 200 }, "\(daemon.log)")
  }

  private func check(_ daemon: Daemon) throws {
    // Leftovers may still be deleted: an order takes their place at once.
    let run = try daemon.chancery("rebuild", "--check")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(!run.output.contains("DIFFERENT"))
  }

  @Test func `questions wait for rows of another version, the log does not; then all is as before`()
    throws
  {
    let before = try filled()
    let expected = try answers(before)
    #expect(before.stop())
    try OldProjections.make(in: before.data)
    let daemon = try Daemon(data: before.data, waitsUntilReady: false)
    waitUntilItListens(daemon)
    var rounds = 0
    while try done(daemon) != nil {
      let question = try daemon.get(Self.questions[0])
      let append = try daemon.post(Sample.statement("late"))
      let checked = try daemon.post(
        Sample.statement("late"),
        type: "application/x-ndjson",
        path: "/v1/events?dry_run=check"
      )
      let isStill = try done(daemon) != nil
      guard isStill else { break }
      rounds += 1
      for refused in [question, append, checked] {
        #expect(refused.status == 503, "\(refused.text)")
        #expect(refused.json["code"]?.stringValue == "rebuilding", "\(refused.text)")
      }
      #expect(try daemon.get("/livez").status == 200)
      #expect(try daemon.get("/v1/events/2").status == 200)
      #expect(try daemon.get("/v1/events?limit=3").json["items"]?.arrayValue?.count == 3)
      let status = try daemon.get("/v1/status")
      #expect(status.status == 200)
      let run = try daemon.chancery("stance", "FRA", "own-troops")
      #expect(run.status == 75 || run.status == 0, "\(run.errors)")
    }
    #expect(rounds > 0, "the rebuild was over before anything was asked")
    #expect(try answers(daemon) == expected)
    #expect(Wait.until(seconds: 5) { daemon.log.contains("ready: socket") })
    #expect(daemon.log.contains("rebuilding: socket"))
    try check(daemon)
    try daemon.append(Sample.statement("later"))
    #expect(daemon.stop())
    let again = try Daemon(data: daemon.data)
    #expect(!again.log.contains("rebuilding: socket"), "once is enough")
  }

  @Test func `killed while it makes them it goes on where it stood`() throws {
    let before = try filled()
    let expected = try answers(before)
    #expect(before.stop())
    try OldProjections.make(in: before.data)
    var data = before.data
    var reached = 0
    var kept = before
    for _ in 0..<3 {
      let daemon = try Daemon(data: data, waitsUntilReady: false)
      waitUntilItListens(daemon)
      var first: Int?
      var seen = 0
      _ = Wait.until(seconds: 30) {
        guard let now = try? done(daemon) else { return (try? daemon.get("/readyz").status) == 200 }
        // Before the first slice the beginning is not known yet.
        if now > 0, first == nil { first = now }
        seen = max(seen, now)
        return seen > reached + 1_000
      }
      daemon.crash()
      if let first { #expect(first >= reached, "it began again: \(first) after \(reached)") }
      reached = max(reached, seen)
      data = daemon.data
      kept = daemon
    }
    #expect(reached > 0, "never caught at work")
    let daemon = try Daemon(data: data)
    #expect(try answers(daemon) == expected)
    try check(daemon)
    withExtendedLifetime((before, kept)) {}
  }

  @Test func `a rebuild that was asked for is gone on with after a kill, and answers meanwhile`()
    throws
  {
    let before = try filled()
    let expected = try answers(before)
    #expect(before.stop())
    for verb in [["rebuild"], ["rebuild", "--check"]] {
      let daemon = try Daemon(data: before.data)
      let run = try LiveProcess(
        Binaries.client,
        verb,
        environment: ["CHANCERY_SOCKET": daemon.socket]
      )
      #expect(
        Wait.until(seconds: 10) {
          (try? daemon.get("/v1/status").json["projections"]?[0]?["state"]?.stringValue)
            == "rebuilding"
        }
      )
      daemon.crash()
      #expect(run.status(within: 10) == 75)
      let again = try Daemon(data: before.data)
      #expect(try answers(again) == expected)
      #expect(
        Wait.until(seconds: 20) {
          (try? again.get("/v1/status").json["projections"]?[0]?["state"]?.stringValue) == "live"
        }
      )
      try check(again)
      #expect(try answers(again) == expected)
      #expect(again.stop())
    }
  }
}
