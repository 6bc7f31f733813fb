import ChanceryModel
import Foundation
import Testing

/// Appends of any length.
@Suite(.serialized) struct BulkTests {
  private static let lines =
    [Sample.topic("own-troops")]
    + (1..<2500).map { Sample.statement("b-\($0)", said: "20\(10 + $0 % 15)-03-\(10 + $0 % 20)") }

  private func post(
    _ lines: [String],
    to daemon: Daemon,
    _ mode: String = "true",
    headers: String = ""
  ) throws -> RawResponse {
    try daemon.post(
      lines.joined(separator: "\n"),
      type: "application/x-ndjson",
      path: "/v1/events?bulk=\(mode)",
      headers: headers
    )
  }

  @Test func `lines of any number are appended in their order, and again not at all`() throws {
    let daemon = try Daemon()
    let answer = try post(Self.lines, to: daemon)
    #expect(answer.status == 200, "\(answer.text)")
    let json = answer.json
    #expect(json["schema"]?.stringValue == "chancery.bulk/1")
    for (name, value) in [
      ("read", 2500), ("appended", 2500), ("duplicates", 0), ("refused", 0), ("first", 1),
      ("last", 2500), ("head", 2500),
    ] {
      #expect(json[Text(name)]?.intValue == value, "\(name)")
    }
    let fourth = try daemon.get("/v1/events/1700").json
    #expect(fourth["id"]?.stringValue == "b-1699")
    let again = try post(Self.lines, to: daemon).json
    #expect(again["duplicates"]?.intValue == 2500 && again["appended"]?.intValue == 0)
    #expect(again["first"]?.isNull == true && again["head"]?.intValue == 2500)
    #expect(try post([], to: daemon).json["read"]?.intValue == 0)
  }

  /// Line 1200 is bad in its form, line 1700 only in what it names.
  private static var faulty: [String] {
    var lines = lines
    lines[1199] = Sample.statement("bad", said: "2025-02-30")
    lines[1699] = Sample.statement("unknown", topic: "no-such-topic")
    return lines
  }

  @Test func `the first line that is refused ends it, and all before that line stays`() throws {
    let daemon = try Daemon()
    var lines = Self.faulty
    let refused = try post(lines, to: daemon)
    #expect(refused.status == 422 && refused.code == "invalid-date", "\(refused.text)")
    #expect(refused.json["errors"]?.arrayValue?.first?["line"]?.intValue == 1200)
    #expect(refused.json["appended"]?.intValue == 1199)
    #expect(try daemon.head() == 1199)
    lines[1199] = Self.lines[1199]
    let second = try post(lines, to: daemon)
    #expect(second.code == "unknown-topic", "\(second.text)")
    let item = second.json["errors"]?.arrayValue?.first
    #expect(item?["line"]?.intValue == 1700)
    #expect(item?["pointer"]?.stringValue == "/data/topic")
    #expect(second.json["appended"]?.intValue == 500)
    #expect(second.json["duplicates"]?.intValue == 1199)
    #expect(try daemon.head() == 1699)
    let other = try daemon.get("/v1/status")
    #expect(other.status == 200)
  }

  @Test func `with keep-going refused lines are passed over, and told in the end`() throws {
    let daemon = try Daemon()
    let answer = try post(Self.faulty, to: daemon, "keep-going")
    #expect(answer.status == 200, "\(answer.text)")
    let json = answer.json
    #expect(json["read"]?.intValue == 2500)
    #expect(json["appended"]?.intValue == 2498)
    #expect(json["refused"]?.intValue == 2)
    let errors = json["errors"]?.arrayValue ?? []
    #expect(errors.map { $0["line"]?.intValue } == [1200, 1700])
    #expect(errors.map { $0["code"]?.stringValue } == ["invalid-date", "unknown-topic"])
    #expect(errors.last?["pointer"]?.stringValue == "/data/topic")
    #expect(try daemon.head() == 2498)
  }

  @Test func `a body that breaks off leaves the lines that were whole, from the first on`() throws {
    let daemon = try Daemon()
    var connection: RawConnection? = try RawConnection(daemon.socket)
    let text = Self.lines.joined(separator: "\n")
    let head =
      "POST /v1/events?bulk=true HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
      + "Content-Length: \(text.utf8.count + 1)\r\n\r\n"
    connection?.send(Array((head + text.dropLast(20)).utf8))
    #expect(try Wait.until(seconds: 10) { try daemon.head() > 0 })
    connection = nil
    // What the daemon had of it is done when an event of another comes after.
    usleep(300_000)
    let kept = try daemon.head()
    #expect(kept > 0 && kept < 2500)
    let last = try daemon.get("/v1/events/\(kept)").json
    #expect(kept == 1 || last["id"]?.stringValue == "b-\(kept - 1)")
    let rest = try post(Self.lines, to: daemon).json
    #expect(rest["duplicates"]?.intValue == kept)
    #expect(try daemon.head() == 2500)
  }

  @Test func `events of many stances are appended in parts that a commit takes`() throws {
    let daemon = try Daemon()
    let topics = (0..<40).map { Sample.topic("t-\($0)") }
    let stances = (0..<40).map { #"{"holder":"ITA","topic":"t-\#($0)","position":"oppose"}"# }
      .joined(separator: ",")
    let statements = (0..<600).map {
      #"{"type":"statement.made","source":"wide","id":"w-\#($0)","data":"#
        + #"{"said":"2025-03-24","stances":[\#(stances)]}}"#
    }
    let whole = try daemon.post(
      (topics + statements).joined(separator: "\n"),
      type: "application/x-ndjson"
    )
    #expect(whole.status == 413 && whole.code == "too-many-events")
    let answer = try post(topics + statements, to: daemon)
    #expect(answer.status == 200, "\(answer.text)")
    #expect(answer.json["appended"]?.intValue == 640)
  }

  @Test func `what is one commit cannot be asked of it`() throws {
    let daemon = try Daemon()
    let line = [Sample.topic("x")]
    #expect(try post(line, to: daemon, "maybe").code == "bad-parameter")
    #expect(try post(line, to: daemon, headers: "If-Match: \"0\"\r\n").code == "bad-parameter")
    #expect(try post(line, to: daemon, "true&dry_run=true").code == "bad-parameter")
    let document = try daemon.post(line[0], path: "/v1/events?bulk=true")
    #expect(document.status == 415)
    #expect(try daemon.head() == 0)
  }

  @Test func `while much is appended in bulk, a single event finds its place between`() throws {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let many =
      [Sample.topic("own-troops")]
      + (1..<20_000).map { Sample.statement("m-\($0)", said: "2025-03-\(10 + $0 % 20)") }
    let file = scratch.path + "/many.ndjson"
    try many.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let running = try daemon.live("import", file, "-o", "json")
    #expect(try Wait.until(seconds: 30) { try daemon.head() > 1000 })
    let single = try daemon.append(Sample.topic("between"))
    let seq = single["first"]?.intValue ?? 0
    #expect(running.status(within: 60) == 0, "\(running.errors)")
    #expect(seq > 1000 && seq < 20_001, "not after the whole: \(seq)")
    #expect(try daemon.head() == 20_001)
  }
}
