import ChanceryModel
import Foundation
import Testing

/// Appending over HTTP: idempotent, atomic, conditional, tried dry.
@Suite struct AppendTests {
  private func daemonWithTopic() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    return daemon
  }

  // MARK: Idempotency

  @Test func `the same event under the same key is appended once, however it is spelled`() throws {
    let daemon = try daemonWithTopic()
    let first = try daemon.append(Sample.statement("s-1"))
    #expect(first["appended"]?.intValue == 1)
    #expect(first["results"]?[0]?["duplicate"]?.boolValue == false)
    let spellings = [
      Sample.statement("s-1"),
      #"{ "id":"s-1", "data":{"position":"oppose","topic":"own-troops","holder":"ITA","said":"2025-03-24"},"type":"statement.made"}"#,
      #"{"type":"statement.made","id":"s\u002d1","data":{"said":"2025-03-24","holder":"\u0049TA","topic":"own-troops","position":"oppose"}}"#,
    ]
    for spelling in spellings {
      let again = try daemon.append(spelling)
      #expect(again["appended"]?.intValue == 0)
      #expect(again["duplicates"]?.intValue == 1)
      #expect(again["first"] == .null && again["last"] == .null)
      #expect(again["results"]?[0]?["seq"]?.intValue == 2)
      #expect(again["results"]?[0]?["duplicate"]?.boolValue == true)
    }
    #expect(try daemon.head() == 2)
  }

  @Test func `twice in one request is one event and one duplicate`() throws {
    let daemon = try daemonWithTopic()
    let answer = try daemon.append(Sample.statement("s-1"), Sample.statement("s-1"))
    #expect(answer["appended"]?.intValue == 1)
    #expect(answer["duplicates"]?.intValue == 1)
    let seqs = answer["results"]?.arrayValue?.compactMap { $0["seq"]?.intValue }
    #expect(seqs == [2, 2])
    #expect(try daemon.head() == 2)
  }

  @Test func `other data under the same key is a conflict, and nothing of the request stays`()
    throws
  {
    let daemon = try daemonWithTopic()
    try daemon.append(Sample.statement("s-1"))
    let answer = try daemon.post(
      "[\(Sample.statement("s-2", holder: "FRA")),\(Sample.statement("s-1", position: "support"))]"
    )
    #expect(answer.status == 409)
    #expect(answer.code == "id-conflict")
    #expect(answer.json["errors"]?[0]?["pointer"]?.stringValue == "/1/id")
    #expect(try daemon.head() == 2)
    let within = try daemon.post(
      "[\(Sample.statement("s-3")),\(Sample.statement("s-3", position: "support"))]"
    )
    #expect(within.code == "id-conflict")
    #expect(try daemon.head() == 2)
  }

  @Test func `the key is source and id together, and texts are told apart by their bytes`() throws {
    let daemon = try daemonWithTopic()
    func event(_ source: String, _ id: String) -> String {
      #"{"type":"statement.made","source":"\#(source)","id":"\#(id)","data":{"said":"2025","holder":"ITA","topic":"own-troops","position":"oppose"}}"#
    }
    for (source, id) in [("a", "1"), ("b", "1"), ("a", "é"), ("a", "e\u{301}")] {
      #expect(try daemon.append(event(source, id))["appended"]?.intValue == 1)
    }
    #expect(try daemon.append(event("a", "e\u{301}"))["duplicates"]?.intValue == 1)
    #expect(try daemon.head() == 5)
  }

  // MARK: Conditions and atomicity

  @Test func `If-Match with another head is refused with both heads`() throws {
    let daemon = try daemonWithTopic()
    let wrong = try daemon.post(Sample.statement("s-1"), headers: "If-Match: \"7\"\r\n")
    #expect(wrong.status == 412)
    #expect(wrong.code == "head-mismatch")
    #expect(wrong.json["expected"]?.intValue == 7)
    #expect(wrong.json["actual"]?.intValue == 1)
    #expect(try daemon.head() == 1)
    let right = try daemon.post(Sample.statement("s-1"), headers: "If-Match: \"1\"\r\n")
    #expect(right.status == 200)
    let repeated = try daemon.post(Sample.statement("s-1"), headers: "If-Match: \"1\"\r\n")
    #expect(repeated.json["duplicates"]?.intValue == 1, "a repeated request is no conflict")
    for field in ["7", "\"x\"", "\"1\", \"2\"", "W/\"1\"", "\"-1\"", "\"99999999999999999999\""] {
      let bad = try daemon.post(Sample.statement("s-9"), headers: "If-Match: \(field)\r\n")
      #expect(bad.code == "bad-parameter", "\(field)")
    }
    #expect(try daemon.head() == 2)
  }

  @Test(arguments: ["application/json", "application/x-ndjson"])
  func `a request is appended whole or not at all`(type: String) throws {
    let daemon = try daemonWithTopic()
    func body(_ events: [String]) -> String {
      type == "application/json"
        ? "[\(events.joined(separator: ","))]" : events.joined(separator: "\r\n") + "\n"
    }
    let bad = [
      Sample.statement("s-1"), Sample.statement("s-2", topic: "own-trops"), Sample.topic("later"),
    ]
    let refused = try daemon.post(body(bad), type: type)
    #expect(refused.status == 422)
    #expect(refused.code == "unknown-topic")
    #expect(refused.text.contains("own-troops"), "the nearest name: \(refused.text)")
    #expect(try daemon.head() == 1)
    // What is defined within the request may be used behind it.
    let good = [Sample.topic("later"), Sample.statement("s-3", topic: "later")]
    let answer = try daemon.post(body(good), type: type)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer.json["first"]?.intValue == 2 && answer.json["last"]?.intValue == 3)
    #expect(try daemon.post(body(good.reversed()), type: type).json["duplicates"]?.intValue == 2)
    #expect(try daemon.head() == 3)
  }

  @Test func `declare defines what is missing, before its first use, once`() throws {
    let daemon = try Daemon()
    let event = Sample.statement(
      "s-1",
      holder: "e9",
      topic: "new-topic",
      more: #","source":"new-source""#
    )
    #expect(try daemon.post(event).status == 422)
    #expect(try daemon.head() == 0)
    let answer = try daemon.append(event, path: "/v1/events?declare=true")
    #expect(answer["declared"]?.arrayValue?.compactMap(\.intValue) == [1, 2, 3])
    #expect(answer["results"]?[0]?["seq"]?.intValue == 4)
    #expect(answer["appended"]?.intValue == 1)
    let topic = try daemon.get("/v1/topics/new-topic").json
    #expect(topic["proposition"]?.stringValue == "new-topic")
    #expect(try daemon.append(event, path: "/v1/events?declare=true")["declared"]?.arrayValue == [])
    #expect(try daemon.head() == 4)
    let ids = try daemon.get("/v1/events").json["items"]?.arrayValue?.compactMap {
      $0["id"]?.stringValue
    }
    #expect(ids?.contains("declared/topic/new-topic") == true, "\(ids ?? [])")
  }

  // MARK: Dry runs

  @Test func `a dry run shows the changes it would make and makes none`() throws {
    let daemon = try daemonWithTopic()
    let answer = try daemon.append(Sample.statement("s-1"), path: "/v1/events?dry_run=true")
    #expect(answer["dry_run"]?.boolValue == true)
    let change = try #require(answer["changes"]?[0])
    #expect(change["holder"]?.stringValue == "ITA")
    #expect(change["before"]?["position"] == .null)
    #expect(change["after"]?["position"]?.stringValue == "oppose")
    #expect(change["after"]?["since"]?.stringValue == "2025-03-24")
    #expect(answer["results"]?[0]?["derived"]?["latest"]?.stringValue == "2025-03-24")
    #expect(try daemon.head() == 1)
    #expect(try daemon.get("/v1/stances/ITA/own-troops").json["position"] == .null)
    #expect(try daemon.append(Sample.statement("s-1"))["appended"]?.intValue == 1)
  }

  @Test func `a check lists every bad line with its number and appends nothing`() throws {
    let daemon = try daemonWithTopic()
    let lines = [
      Sample.topic("fresh"), "{]", Sample.statement("s-1", topic: "fresh"), "",
      Sample.statement("s-2", topic: "stale"), Sample.statement("s-3", said: "2025-02-30"),
    ]
    let answer = try daemon.post(
      lines.joined(separator: "\n"),
      type: "application/x-ndjson",
      path: "/v1/events?dry_run=check"
    )
    #expect(answer.status == 200)
    #expect(answer.json["schema"]?.stringValue == "chancery.check/1")
    #expect(answer.json["checked"]?.intValue == 5)
    #expect(answer.json["refused"]?.intValue == 3)
    let errors = try #require(answer.json["errors"]?.arrayValue)
    let found = errors.map { "\($0["line"]?.intValue ?? 0) \($0["code"]?.stringValue ?? "")" }
    #expect(found == ["2 malformed-json", "5 unknown-topic", "6 invalid-date"])
    #expect(try daemon.head() == 1)
  }

  // MARK: Limits

  @Test func `4,000 events of 8 MiB are one request, 4,001 are refused`() throws {
    let daemon = try daemonWithTopic()
    func lines(_ count: Int, bytes: Int) -> String {
      (0..<count).map { number in
        let line = Sample.statement(
          "n-\(number)",
          said: "2025-03-\(10 + number % 20)",
          more: #","note":"NOTE""#
        )
        let padding = String(repeating: "x", count: bytes - line.utf8.count - 1 + 4)
        return line.replacingOccurrences(of: "NOTE", with: padding) + "\n"
      }.joined()
    }
    let tooMany = try daemon.post(lines(4001, bytes: 200), type: "application/x-ndjson")
    #expect(tooMany.status == 413)
    #expect(tooMany.code == "too-many-events")
    #expect(try daemon.head() == 1)
    let body = lines(4000, bytes: 2097)
    #expect(body.utf8.count > 8_380_000 && body.utf8.count <= 8 << 20)
    let answer = try daemon.post(body, type: "application/x-ndjson")
    #expect(answer.status == 200, "\(answer.text.prefix(300))")
    #expect(answer.json["appended"]?.intValue == 4000)
    #expect(try daemon.head() == 4001)
    let confirmed = try daemon.get("/v1/stances/ITA/own-troops?at=2025-03-29").json
    #expect(confirmed["more"]?.arrayValue?.contains("confirmed_by") == true)
    #expect(confirmed["last_said"]?.stringValue == "2025-03-29")
  }
}
