import ChanceryModel
import Foundation
import Testing

/// What is stored, byte for byte: the splice, the hashes, the texts.
@Suite struct RecordTests {
  @Test func `an event is given back as the splice of seq, canonical data and leaf`() throws {
    let daemon = try Daemon()
    let sent =
      #"{"id":"t/1","source":"desk","time":"2025-03-24T10:00:00Z","type":"topic.defined", "data":{"title":"Tröops \/ é","topic":"own-troops","proposition":"P","extra":{"b":1.0,"a":[1e2,"\u00e9"]}}}"#
    try daemon.append(sent)
    let event = try daemon.get("/v1/events/1").text
    let pattern =
      /^\{"seq":1,"data":(?<data>\{.*\}),"datahash":"[0-9a-f]{64}","id":"t\/1","recordedat":"20[0-9-]{8}T[0-9:]{8}\.[0-9]{6}Z","recordedby":"uid:[0-9]+","source":"desk","specversion":"1\.0","time":"2025-03-24T10:00:00Z","type":"topic\.defined"\}$/
    let match = try #require(event.wholeMatch(of: pattern), "\(event)")
    #expect(
      match.data
        == #"{"extra":{"a":[100,"é"],"b":1},"proposition":"P","title":"Tröops / é","topic":"own-troops"}"#
    )
    let page = try daemon.get("/v1/events").text
    #expect(page.contains(event), "the page holds the same bytes")
    let lines = try daemon.get("/v1/events", headers: "Accept: application/x-ndjson\r\n").text
    #expect(lines == event + "\n")
  }

  @Test func `salt and data give the datahash, by another program's SHA-256`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let scratch = try Scratch()
    let export = scratch.path + "/export.ndjson"
    #expect(try daemon.chancery("export", export).status == 0)
    var salts: Set<String> = []
    var checked = 0
    for line in try String(contentsOfFile: export, encoding: .utf8).split(separator: "\n") {
      let value = try JSONParser.parse(Array(line.utf8))
      guard let seq = value["seq"]?.intValue, seq % 20 == 1 else { continue }
      let salt = try #require(value["salt"]?.stringValue)
      #expect(salt.utf8.count == 32)
      salts.insert(salt)
      let datahash = try #require(value["datahash"]?.stringValue)
      // The data bytes as they stand in the line, not as anybody's encoder would write them.
      let start = try #require(line.firstRange(of: #","data":"#)).upperBound
      let end = try #require(line.firstRange(of: #","datahash":"#)).lowerBound
      let bytes = Self.bytes(hex: salt) + Array(line[start..<end].utf8)
      #expect(try Sum.sha256(bytes) == datahash, "event \(seq)")
      let stored = try daemon.get("/v1/events/\(seq)").text
      let shown = line.replacing(/"salt":"[0-9a-f]{32}","header":"[A-Za-z0-9+\/=]+",/, with: "")
      #expect(stored == shown, "event \(seq)")
      #expect(!stored.contains("salt"), "the salt leaves by the export alone")
      checked += 1
    }
    #expect(checked > 8 && salts.count == checked)
  }

  private static func bytes(hex: String) -> [UInt8] {
    var digits = hex.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }[...]
    var bytes: [UInt8] = []
    while let high = digits.popFirst(), let low = digits.popFirst() {
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  @Test func `a filed text is read back byte for byte, and its event holds only the digest`() throws
  {
    let daemon = try Daemon()
    let text = "Rome – «Italy is not planning this» 🇮🇹\r\n\ttwo\u{85}three e\u{301} \u{7F}\n"
    let scratch = try Scratch()
    try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path + "/wire.txt"))
    let run = try daemon.chancery(
      "source",
      "file",
      scratch.path + "/wire.txt",
      "--published",
      "2025-03-24"
    )
    #expect(run.status == 0, "\(run.errors)")
    let read = try daemon.get("/v1/sources/wire/text")
    #expect(read.body == Array(text.utf8))
    #expect(read.header("content-type") == "text/plain; charset=utf-8")
    let data = try #require(try daemon.get("/v1/events/1").json["data"])
    #expect(data["text"] == nil)
    #expect(data["sha256"]?.stringValue == (try Sum.sha256(Array(text.utf8))))
    #expect(data["bytes"]?.intValue == text.utf8.count)
    let item = try daemon.get("/v1/sources/wire").json
    #expect(item["text"]?.boolValue == true)
    let export = try daemon.get("/v1/export").text.split(separator: "\n")
    #expect(export.count == 3, "\(export)")
    let line = try JSONParser.parse(Array(export[1].utf8))
    #expect(line["text_of"]?.intValue == 1)
    #expect(line["text"]?.stringValue?.utf8.elementsEqual(text.utf8) == true)
    let other = try daemon.post(
      #"{"type":"source.filed","data":{"source":"wire","text":"changed"}}"#
    )
    #expect(other.status == 409 || other.status == 422, "a filed text never changes: \(other.text)")
    #expect(try daemon.get("/v1/sources/wire/text").body == Array(text.utf8))
  }

  @Test func `quotes stand in the filed text or are refused`() throws {
    let daemon = try Daemon()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"source.filed","data":{"source":"wire","text":"Rome. «Niente truppe», she said. Niente altro.","published":"2025-03-24"}}"#
    )
    func quote(_ id: String, _ report: String) throws -> RawResponse {
      try daemon.post(Sample.statement(id, more: #","reports":[{"source":"wire",\#(report)}]"#))
    }
    let invented = try quote("q-1", #""form":"quote","text":"Molte truppe""#)
    #expect(invented.status == 422)
    #expect(invented.code == "quote-not-found")
    let twice = try quote("q-2", #""form":"quote","text":"Niente""#)
    #expect(twice.code == "quote-not-found", "it stands there twice: \(twice.text)")
    let shifted = try quote("q-3", #""form":"quote","text":"Niente truppe","start":9,"end":22"#)
    #expect(shifted.code == "quote-not-found", "\(shifted.text)")
    #expect(try daemon.head() == 2)
    let found = try quote("q-4", #""form":"quote","text":"Niente truppe""#)
    #expect(found.status == 200, "\(found.text)")
    // "Rome. «" has 8 bytes: the guillemet has two.
    let derived = try daemon.get("/v1/events/3?derived=true").json["derived"]
    #expect(derived?["reports"]?[0]?["start"]?.intValue == 8)
    #expect(derived?["reports"]?[0]?["end"]?.intValue == 21)
    let placed = try quote("q-5", #""form":"quote","text":"Niente","start":35,"end":41"#)
    #expect(placed.status == 200, "\(placed.text)")
    for span in [
      #""start":8,"end":9000"#, #""start":21,"end":8"#, #""start":-1,"end":4"#,
      #""start":7,"end":21"#,
    ] {
      let answer = try quote("q-6", #""form":"quote","text":"Niente truppe",\#(span)"#)
      #expect((400..<500).contains(answer.status), "\(span): \(answer.text)")
    }
    #expect(try daemon.head() == 4)
  }

  @Test func `every answer carries the head`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let head = String(try daemon.head())
    for path in [
      "/", "/livez", "/readyz", "/metrics", "/openapi.json", "/v1/status", "/v1/events",
      "/v1/events/1", "/v1/stances/ITA", "/v1/stances/ITA/own-troops",
      "/v1/stances?topic=own-troops",
      "/v1/stances/ITA/own-troops/history", "/v1/stances/ITA/history", "/v1/meetings",
      "/v1/meetings/paris-2025-03-11", "/v1/topics", "/v1/topics/own-troops", "/v1/actors",
      "/v1/actors/ITA", "/v1/people", "/v1/people/macron", "/v1/sources", "/v1/sources/article-001",
      "/v1/replay", "/v1/export", "/nowhere", "/v1/stances/ITA/nothing",
    ] {
      let answer = try daemon.get(path)
      #expect(answer.header("chancery-head") == head, "\(path): \(answer.head)")
      let isProblem = answer.header("content-type") == "application/problem+json"
      #expect(isProblem == (answer.status != 200), "\(path)")
    }
    let alone = try daemon.get("/v1/events/1", headers: "")
    let headOnly = try RawConnection(daemon.socket)
    headOnly.send(Array("HEAD /v1/events/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
    let text = String(decoding: headOnly.readToEnd(seconds: 5).bytes, as: UTF8.self)
    #expect(text.contains("Content-Length: \(alone.body.count)\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"), "HEAD has no body")
  }

  @Test func `every member that an event can have is described, in the document and in OpenAPI`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      #"{"type":"event.corrected","data":{"event":3,"version":3,"reason":"r","data":{"said":"2025-03-20","holder":"ITA","topic":"own-troops","position":"support"}}}"#,
      Sample.topic("t")
    )
    try daemon.does("redact", "5", "--reason", "r", "--yes")
    let openAPI = try daemon.get("/openapi.json").json["components"]?["schemas"]
    let document = try text(ofDocument: "API.md")
    func expectDescribed(_ value: JSONValue?, by schema: Text) {
      for member in value?.objectValue?.members ?? [] {
        let name = "\(schema).\(member.key)"
        #expect(openAPI?[schema]?["properties"]?[member.key] != nil, "\(name)")
        #expect(document.contains("\"\(member.key)\""), "\(name)")
      }
    }
    let corrected = try daemon.get("/v1/events/3?derived=true").json
    #expect(corrected["current"]?["position"] == "support")
    #expect(corrected["derived"]?["latest"] == "2025-03-20", "of the content that counts")
    #expect(corrected["request"] == [2, 3])
    expectDescribed(corrected, by: "Event")
    expectDescribed(corrected["derived"], by: "EventDerived")
    let redacted = try daemon.get("/v1/events/5?derived=true").json
    #expect(redacted["derived"] == .null && redacted["redacted"]?["reason"] == "r")
    expectDescribed(redacted, by: "Event")
    expectDescribed(redacted["redacted"], by: "EventRedaction")
  }

  @Test func `what the daemon says of itself is what its documents say`() throws {
    let daemon = try Daemon.withRefusal()
    let document = try text(ofDocument: "API.md")
    #expect(document.contains(try daemon.get("/").text.trimmingCharacters(in: .newlines)))
    let status = try daemon.get("/v1/status").json
    for members in [status, status["limits"], status["store"], status["checkpoint"]] {
      for member in members?.objectValue?.members ?? [] {
        #expect(document.contains("\"\(member.key)\""), "\(member.key)")
      }
    }
    let operating = try text(ofDocument: "Operating.md")
    let metrics = try daemon.get("/metrics").text.split(separator: "\n")
      .filter { $0.hasPrefix("# TYPE ") }
    #expect(metrics.count > 5)
    for line in metrics {
      let name = String(line.split(separator: " ")[2])
      #expect(operating.contains("`\(name)"), "\(name)")
    }
  }

  private func text(ofDocument name: String) throws -> String {
    try String(
      contentsOf: Binaries.root.appendingPathComponent("Documentation/\(name)"),
      encoding: .utf8
    )
  }
}
