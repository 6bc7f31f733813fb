import ChanceryModel
import Foundation
import TestSupport
import Testing

/// `/v1/checkpoint` and `/v1/proofs/…` as curl sees them.
@Suite struct ProofRouteTests {
  @Test func `a checkpoint covers what was acknowledged before it was asked for`() throws {
    let daemon = try Daemon()
    var longest: TimeInterval = 0
    for number in 1...6 {
      try daemon.append(Sample.topic("t-\(number)"))
      let start = Date()
      let size = try daemon.get("/v1/checkpoint", headers: "Accept: application/json\r\n").json[
        "size"
      ]
      longest = max(longest, Date().timeIntervalSince(start))
      #expect(size?.intValue == number)
    }
    // A second between signatures, and what the machine is busy with.
    #expect(longest < 8, "\(longest) s")
  }

  @Test func `a client that waits for a checkpoint holds nobody up`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("t"))
    _ = try daemon.get("/v1/checkpoint")
    try daemon.append(Sample.topic("u"))
    let waiting = try (0..<20).map { _ in try RawConnection(daemon.socket) }
    for connection in waiting {
      connection.send(Array("GET /v1/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
    }
    let start = Date()
    for _ in 0..<20 { #expect(try daemon.get("/v1/topics").status == 200) }
    #expect(try daemon.append(Sample.topic("v"))["head"]?.intValue == 3)
    #expect(Date().timeIntervalSince(start) < 8)
    for connection in waiting {
      let text = connection.read(seconds: 10) { $0.contains("\n— ") && $0.hasSuffix("\n") }
      #expect(
        text.contains("200 OK") && text.contains("\n2\n") || text.contains("\n3\n"),
        "\(text)"
      )
    }
  }

  @Test(arguments: [
    ("", "text/plain; charset=utf-8"), ("*/*", "text/plain; charset=utf-8"),
    ("text/plain", "text/plain; charset=utf-8"), ("application/json", "application/json"),
    ("application/json, */*;q=0.5", "application/json"),
    ("application/json;q=0.1, text/*", "text/plain; charset=utf-8"),
    ("application/xml", "application/problem+json"),
    ("application/json;q=0", "application/problem+json"),
  ])
  func `a checkpoint is sent in the form that is asked for`(accept: String, type: String) throws {
    let daemon = try Daemon()
    let answer = try daemon.get(
      "/v1/checkpoint",
      headers: accept.isEmpty ? "" : "Accept: \(accept)\r\n"
    )
    #expect(answer.header("content-type") == type)
    #expect(answer.status == (type.contains("problem") ? 406 : 200))
    #expect(answer.header("chancery-head") == "0")
  }

  @Test func `a proof of any size is signed for that size`() throws {
    let daemon = try Daemon()
    for number in 1...7 { try daemon.append(Sample.topic("t-\(number)")) }
    var roots: [Int: String] = [:]
    for size in 1...7 {
      let answer = try daemon.get("/v1/proofs/inclusion/1?size=\(size)").json
      #expect(answer["schema"]?.stringValue == "chancery.inclusion/1")
      #expect(answer["size"]?.intValue == size && answer["index"]?.intValue == 0)
      let note = try #require(answer["checkpoint"]?.stringValue)
      #expect(note.contains("\n\(size)\n"))
      roots[size] = answer["root"]?.stringValue
      // The leaf and the data stand there byte for byte as in the event.
      let event = try daemon.get("/v1/events/1").text
      let text = try daemon.get("/v1/proofs/inclusion/1?size=\(size)").text
      let data = try #require(event.firstMatch(of: /"data":(\{.*\}),"datahash"/)).1
      let leaf = try #require(event.firstRange(of: #","datahash""#)).lowerBound
      #expect(text.contains(#","leaf":{"# + event[leaf...].dropFirst() + ","))
      #expect(text.contains(#","data":"# + data + ","))
    }
    for (from, to) in [(1, 7), (3, 4), (4, 7), (7, 7)] {
      let answer = try daemon.get("/v1/proofs/consistency?from=\(from)&to=\(to)").json
      #expect(answer["from_root"]?.stringValue == roots[from])
      #expect(answer["to_root"]?.stringValue == roots[to])
    }
    #expect(try daemon.get("/v1/proofs/consistency?from=2").json["to"]?.intValue == 7)
  }

  @Test(arguments: [
    ("/v1/proofs/inclusion/0", 404), ("/v1/proofs/inclusion/4", 404),
    ("/v1/proofs/inclusion/x", 400), ("/v1/proofs/inclusion/-1", 400),
    ("/v1/proofs/inclusion/99999999999999999999", 400), ("/v1/proofs/inclusion/1?size=0", 400),
    ("/v1/proofs/inclusion/1?size=4", 400), ("/v1/proofs/inclusion/3?size=2", 400),
    ("/v1/proofs/inclusion/1?siez=2", 400), ("/v1/proofs/consistency", 400),
    ("/v1/proofs/consistency?from=0", 400), ("/v1/proofs/consistency?from=4", 400),
    ("/v1/proofs/consistency?from=3&to=2", 400), ("/v1/proofs/consistency?from=1&to=4", 400),
    ("/v1/proofs/consistency?from=1&to=0", 400), ("/v1/proofs/consistency?to=2", 400),
    ("/v1/proofs/consistency?from=18446744073709551615", 400),
  ])
  func `what cannot be proven is refused with a hint`(path: String, status: Int) throws {
    let daemon = try Daemon()
    for number in 1...3 { try daemon.append(Sample.topic("t-\(number)")) }
    let answer = try daemon.get(path)
    #expect(answer.status == status, "\(answer.text)")
    #expect(answer.json["detail"]?.stringValue?.isEmpty == false)
    if !path.contains("inclusion/x"), !path.contains("-1"), !path.contains("999") {
      #expect(answer.json["hint"]?.stringValue?.isEmpty == false, "\(answer.text)")
    }
  }

  @Test func `the salt leaves by proofs and the export alone`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("t"))
    let salt = try #require(try daemon.get("/v1/proofs/inclusion/1").json["salt"]?.stringValue)
    #expect(salt.utf8.count == 32)
    #expect(try daemon.get("/v1/export").text.contains(salt))
    for path in ["/v1/events", "/v1/events/1?derived=true", "/v1/topics/t", "/v1/checkpoint"] {
      #expect(!(try daemon.get(path).text.contains(salt)), "\(path)")
    }
  }
}
