import ChanceryModel
import Foundation
import Testing

/// Bodies that no journal should take, over the real socket: each has one stable answer.
@Suite struct BadInputTests {
  /// A body that is refused, and how.
  struct Case {
    var name: String
    var body: [UInt8]
    var status: Int
    var code: String

    init(_ name: String, _ body: String, _ status: Int, _ code: String) {
      self.init(name, Array(body.utf8), status, code)
    }

    init(_ name: String, _ body: [UInt8], _ status: Int, _ code: String) {
      self.name = name
      self.body = body
      self.status = status
      self.code = code
    }
  }

  /// A sound topic whose data has these further members.
  private static func topic(_ members: String) -> String {
    #"{"type":"topic.defined","data":{"topic":"t","title":"T","proposition":"P"\#(members)}}"#
  }

  /// A topic whose note has these bytes in it.
  private static func note(_ bytes: [UInt8]) -> [UInt8] {
    Array(topic(#","note":"a"#).utf8.dropLast(2)) + bytes + Array(#"b"}}"#.utf8)
  }

  private static func nested(_ levels: Int) -> String {
    topic(
      #","extra":{"a":"# + String(repeating: "[", count: levels)
        + String(repeating: "]", count: levels) + "}"
    )
  }

  private static func number(_ literal: String) -> String {
    topic(#","extra":{"n":\#(literal)}"#)
  }

  private static func statement(said: String) -> String { Sample.statement("d", said: said) }

  static let syntax: [Case] = [
    Case("not JSON", "hello", 400, "malformed-json"),
    Case("truncated JSON", #"{"type":"topic.defined","data":{"topic":"#, 400, "malformed-json"),
    Case("truncated in a string", #"{"type":"topic.def"#, 400, "malformed-json"),
    Case("nothing", "", 400, "malformed-json"),
    Case("blanks", " \r\n\t ", 400, "malformed-json"),
    Case("an empty array", "[]", 400, "malformed-json"),
    Case("two documents", Sample.topic("a") + Sample.topic("b"), 400, "malformed-json"),
    Case("a comma too many", #"{"type":"topic.defined",}"#, 400, "malformed-json"),
    Case("single quotes", "{'type':'topic.defined'}", 400, "malformed-json"),
    Case("NaN", number("NaN"), 400, "malformed-json"),
    Case("a leading zero", number("01"), 400, "malformed-json"),
    Case("a raw line feed in a string", note([10]), 400, "malformed-json"),
    Case("40 levels", nested(40), 400, "too-deep"),
    Case("33 levels", nested(30), 400, "too-deep"),
    Case("a million levels", String(repeating: "[", count: 1_000_000), 400, "too-deep"),
    Case("invalid UTF-8", note([0xC3, 0x28]), 400, "invalid-utf8"),
    Case("overlong UTF-8", note([0xC0, 0xAF]), 400, "invalid-utf8"),
    Case("a surrogate in UTF-8", note([0xED, 0xA0, 0x80]), 400, "invalid-utf8"),
    Case("beyond Unicode", note([0xF4, 0x90, 0x80, 0x80]), 400, "invalid-utf8"),
    Case("a cut character", note([0xE2, 0x82]), 400, "invalid-utf8"),
    Case("a raw NUL", note([0]), 400, "forbidden-character"),
    Case("NUL between tokens", "{\u{0}}", 400, "forbidden-character"),
    Case("an escaped NUL", note(Array(#"\u0000"#.utf8)), 400, "forbidden-character"),
    Case("a lone high surrogate", note(Array(#"\ud800"#.utf8)), 400, "forbidden-character"),
    Case("a lone low surrogate", note(Array(#"\udc00"#.utf8)), 400, "forbidden-character"),
    Case("surrogates reversed", note(Array(#"\udc00\ud800"#.utf8)), 400, "forbidden-character"),
    Case("a byte order mark", "\u{FEFF}" + topic(""), 400, "forbidden-character"),
    Case("a key twice", topic(#","note":"a","note":"b""#), 400, "duplicate-key"),
    Case("a key twice, escaped", topic(#","note":"a","n\u006fte":"a""#), 400, "duplicate-key"),
    Case("an attribute twice", #"{"type":"a","type":"a","data":{}}"#, 400, "duplicate-key"),
    Case("2^53+1", number("9007199254740993"), 400, "number-range"),
    Case("2^53", number("9007199254740992"), 400, "number-range"),
    Case("-2^53", number("-9007199254740992"), 400, "number-range"),
    Case("Int64's last", number("9223372036854775807"), 400, "number-range"),
    Case("behind Int64's last", number("9223372036854775808"), 400, "number-range"),
    Case("before Int64's first", number("-9223372036854775809"), 400, "number-range"),
    Case("UInt64's last", number("18446744073709551615"), 400, "number-range"),
    Case("beyond Double", number("1e400"), 400, "number-range"),
    Case("below Double", number("1e-400"), 400, "number-range"),
    Case("a subnormal", number("5e-324"), 400, "number-range"),
    Case("19 digits of a fraction", number("0.1234567890123456789"), 400, "number-range"),
    Case("an exponent without end", number("1e99999999999999999999"), 400, "number-range"),
  ]

  static let events: [Case] = [
    Case("a number for an event", "17", 422, "invalid-value"),
    Case("an array of numbers", "[17]", 422, "invalid-value"),
    Case("an object without anything", "{}", 422, "missing-field"),
    Case("a type that is a number", #"{"type":7,"data":{}}"#, 422, "invalid-value"),
    Case("data that is text", #"{"type":"topic.defined","data":"x"}"#, 422, "invalid-value"),
    Case("data that is null", #"{"type":"topic.defined","data":null}"#, 422, "invalid-value"),
    Case("a title that is a number", topic(#","parent":7"#), 422, "invalid-value"),
    Case("an extra that is a list", topic(#","extra":[]"#), 422, "invalid-value"),
    Case("an unknown type", #"{"type":"topic.defned","data":{}}"#, 422, "unknown-type"),
    Case(
      "an unknown attribute",
      #"{"type":"topic.defined","data":{},"sorce":"x"}"#,
      422,
      "unknown-attribute"
    ),
    Case("an unknown field", topic(#","titel":"x""#), 422, "unknown-field"),
    Case("specversion 2", #"{"specversion":"2.0",\#(topic("").dropFirst())"#, 422, "invalid-value"),
    Case(
      "an id of 300 bytes",
      Sample.topic(String(repeating: "i", count: 300)),
      422,
      "invalid-value"
    ),
    Case("a slug of capitals", Sample.topic("Troops"), 422, "invalid-slug"),
    Case("a slug with a slash", Sample.topic("a/../b"), 422, "invalid-slug"),
    Case(
      "a 300 KiB event",
      topic(#","extra":{"x":"\#(String(repeating: "x", count: 300 << 10))"}"#),
      413,
      "event-too-large"
    ),
    Case("30 February", statement(said: "2025-02-30"), 422, "invalid-date"),
    Case("29 February 2025", statement(said: "2025-02-29"), 422, "invalid-date"),
    Case("month 13", statement(said: "2025-13-01"), 422, "invalid-date"),
    Case("year 10000", statement(said: "10000-01-01"), 422, "invalid-date"),
    Case("an American date", statement(said: "03/04/2025"), 422, "invalid-date"),
    Case("an instant for a day", statement(said: "2025-03-24T10:00:00Z"), 422, "invalid-date"),
    Case("a span for a moment", statement(said: "2025-03-03/2025-03-07"), 422, "invalid-date"),
    Case("a range backwards", statement(said: "[2025-03-07..2025-03-03]"), 422, "invalid-date"),
    Case("an empty date", statement(said: ""), 422, "invalid-date"),
    Case("tomorrow's decade", statement(said: "2999-01-01"), 422, "said-in-future"),
    Case("an unknown topic", Sample.statement("u", topic: "own-trops"), 422, "unknown-topic"),
    Case("an unknown actor", Sample.statement("u", holder: "XYZ"), 422, "unknown-actor"),
    Case(
      "an unknown source",
      Sample.statement("u", more: #","source":"no-such""#),
      422,
      "unknown-source"
    ),
    Case(
      "an unknown meeting",
      Sample.statement("u", more: #","meeting":"no-such""#),
      422,
      "unknown-meeting"
    ),
    Case(
      "an unknown person",
      Sample.statement("u", more: #","speaker":{"person":"no-such"}"#),
      422,
      "unknown-person"
    ),
    Case(
      "an unknown event",
      Sample.statement("u", more: #","refers_to":[99]"#),
      422,
      "unknown-event"
    ),
    Case("an unknown position", Sample.statement("u", position: "opose"), 422, "invalid-value"),
    Case(
      "no position",
      Sample.statement("u").replacingOccurrences(of: #","position":"oppose""#, with: ""),
      422,
      "missing-field"
    ),
  ]

  /// Events about events that there is nothing for, or that no client appends.
  static let control = [
    Case("a redaction", #"{"type":"event.redacted","data":{"event":1}}"#, 422, "daemon-only"),
    Case(
      "a withdrawal of nothing",
      #"{"type":"event.withdrawn","data":{"event":9,"reason":"x"}}"#,
      422,
      "unknown-event"
    ),
    Case(
      "a correction of another version",
      #"{"type":"event.corrected","data":{"event":1,"version":9,"data":{},"reason":"x"}}"#,
      422,
      "unknown-event"
    ),
    Case(
      "a withdrawal without a reason",
      #"{"type":"event.withdrawn","data":{"event":1}}"#,
      422,
      "missing-field"
    ),
  ]

  @Test(arguments: ["application/json", "application/cloudevents+json", "application/x-ndjson"])
  func `every bad body is refused with its own code and changes nothing`(type: String) throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let other = try RawConnection(daemon.socket)
    let before = try daemon.footprint()
    let lines = type == "application/x-ndjson"
    // What is one document in JSON may be several lines, or none, in NDJSON.
    let documents = [
      "an empty array", "an array of numbers", "two documents", "a raw line feed in a string",
    ]
    for item in Self.syntax + Self.events + Self.control
    where !lines || !documents.contains(item.name) {
      let answer = try daemon.post(item.body, type: type)
      #expect(answer.status == item.status, "\(item.name): \(answer.text.prefix(300))")
      #expect(answer.code == item.code, "\(item.name): \(answer.text.prefix(300))")
      #expect(answer.header("content-type") == "application/problem+json", "\(item.name)")
      #expect(answer.header("chancery-head") == "1", "\(item.name)")
      #expect(answer.json["type"]?.stringValue == "urn:chancery:problem:\(item.code)")
      #expect(answer.json["detail"]?.stringValue?.isEmpty == false, "\(item.name)")
      #expect(!answer.body.contains(0x1B) && !answer.body.contains(0), "\(item.name)")
      let served = try other.exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(served.status == 200, "\(item.name): others are served")
    }
    #expect(try daemon.head() == 1)
    #expect(try daemon.comesBack(to: before) == nil)
  }

  @Test func `numbers are kept exactly or refused`() throws {
    let daemon = try Daemon()
    let kept =
      [
        ("-0", "0"), ("-0.0", "0"), ("0e5", "0"), ("9007199254740991", "9007199254740991"),
        ("-9007199254740991", "-9007199254740991"), ("0.1", "0.1"), ("1e2", "100"),
        ("1E400".replacingOccurrences(of: "400", with: "308"), "1e+308"), ("1e-7", "1e-7"),
        ("0.123456789012345", "0.123456789012345"), ("1.50", "1.5"), ("1e21", "1e+21"),
        ("2.2250738585072e-308", nil), ("123456789.123456", "123456789.123456"),
      ] as [(String, String?)]
    for (sent, stored) in kept {
      let answer = try daemon.post(Self.number(sent))
      guard let stored else { continue }
      #expect(answer.status == 200, "\(sent): \(answer.text)")
      let event = try daemon.get("/v1/events/\(try daemon.head())").text
      #expect(event.contains(#""extra":{"n":\#(stored)}"#), "\(sent): \(event)")
    }
  }

  @Test func `32 levels are the last that are taken`() throws {
    let daemon = try Daemon()
    #expect(try daemon.post(Self.nested(29), path: "/v1/events?dry_run=true").status == 200)
    #expect(try daemon.post(Self.nested(30), path: "/v1/events?dry_run=true").status == 400)
    #expect(try daemon.head() == 0)
  }

  @Test func `faults name their place`() throws {
    let daemon = try Daemon()
    let field = try daemon.post(Self.topic(#","titel":"x""#)).json
    #expect(field["errors"]?[0]?["pointer"]?.stringValue == "/data/titel")
    #expect(field["hint"]?.stringValue?.contains("title") == true)
    let second = try daemon.post("[\(Sample.topic("a")),\(Self.topic(#","titel":"x""#))]").json
    #expect(second["errors"]?[0]?["pointer"]?.stringValue == "/1/data/titel")
    let lines = try daemon.post(
      "\(Sample.topic("a"))\n\n{]\n\(Self.topic(#","titel":"x""#))\n",
      type: "application/x-ndjson"
    ).json
    let numbers = lines["errors"]?.arrayValue?.compactMap { $0["line"]?.intValue }
    #expect(numbers == [3, 4])
    #expect(lines["errors"]?[0]?["column"]?.intValue == 2)
    #expect(try daemon.head() == 0)
  }

  @Test(arguments: [
    "", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n",
    "Content-Type: application/json; charset=latin1\r\n",
    "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
  ])
  func `other media types are refused`(fields: String) throws {
    let daemon = try Daemon()
    let body = Sample.topic("t")
    let answer = try RawConnection(daemon.socket).exchange(
      "POST /v1/events HTTP/1.1\r\nHost: x\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
    #expect(answer.status == 415)
    #expect(answer.code == "unsupported-media-type")
    #expect(try daemon.head() == 0)
  }

  @Test func `9 MiB are refused before they are read, and memory comes back`() throws {
    let daemon = try Daemon()
    let before = try daemon.footprint()
    for _ in 0..<5 {
      let answer = try daemon.post([UInt8](repeating: 32, count: 9 << 20))
      #expect(answer.status == 413)
      #expect(answer.code == "request-too-large")
      #expect(answer.header("connection") == "close")
      let chunked = try RawConnection(daemon.socket)
      chunked.send(Array(HostileRequestTests.chunked.utf8))
      let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 32, count: 1 << 20) + [13, 10]
      for _ in 0..<9 { chunked.send(chunk) }
      let late = chunked.readResponse()
      #expect(late.status == 413)
      #expect(late.code == "request-too-large")
    }
    #expect(try daemon.head() == 0)
    #expect(try daemon.comesBack(to: before) == nil)
  }

  @Test func `large bodies of many small parts leave no memory behind`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let before = try daemon.footprint()
    let zeros = Array("[".utf8) + Array(repeatElement(Array("0,".utf8), count: 1 << 21).joined())
    let keys = (0..<200_000).map { "\"k\($0)\":[{}]" }.joined(separator: ",")
    let object = #"{"type":"topic.defined","data":{\#(keys)}}"#
    for _ in 0..<3 {
      #expect(try daemon.post(zeros + Array("0]".utf8)).code == "too-many-events")
      #expect(try daemon.post(object).status == 422)
      let lines = String(repeating: "{}\n", count: 1 << 20)
      #expect(try daemon.post(lines, type: "application/x-ndjson").code == "too-many-events")
    }
    #expect(try daemon.comesBack(to: before, seconds: 15) == nil)
    #expect(try daemon.head() == 1)
  }
}
