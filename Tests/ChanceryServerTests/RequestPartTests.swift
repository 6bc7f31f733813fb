import ChanceryModel
import Testing

@testable import ChanceryServer

@Suite struct RequestPartTests {
  @Test func `lines are the same however the bytes are cut`() {
    let text = Array("a\r\n\n  \nbcd\ne".utf8)
    var whole = LineSplitter(byteLimit: 100)
    let expected = whole.take(text) + whole.finish()
    #expect(
      expected == [
        .bytes(Array("a".utf8), number: 1), .bytes(Array("bcd".utf8), number: 4),
        .bytes(Array("e".utf8), number: 5),
      ]
    )
    for cut in 0...text.count {
      var splitter = LineSplitter(byteLimit: 100)
      let lines =
        splitter.take(Array(text[..<cut])) + splitter.take(Array(text[cut...])) + splitter.finish()
      #expect(lines == expected)
    }
  }

  @Test func `a line that is too long is named once and passed over`() {
    var splitter = LineSplitter(byteLimit: 3)
    let lines =
      splitter.take(Array("abc\nabcd".utf8)) + splitter.take(Array("efgh\nx".utf8))
      + splitter.finish()
    #expect(
      lines == [
        .bytes(Array("abc".utf8), number: 1), .tooLong(number: 2), .bytes([120], number: 3),
      ]
    )
  }

  @Test(arguments: [
    (nil, false, EventMediaType.json), (nil, true, .lines), ("*/*", false, .json),
    ("application/x-ndjson", false, .lines), ("text/event-stream", true, .serverSentEvents),
    ("text/html, application/json;q=0.5, */*;q=0.1", false, .json),
    ("application/json;q=0.4, application/x-ndjson;q=0.9", false, .lines),
    ("application/x-ndjson;q=0, application/json", false, .json),
  ])
  func `what is accepted is chosen`(
    _ accept: String?,
    _ follows: Bool,
    _ type: EventMediaType
  ) throws {
    #expect(try EventMediaType.negotiate(accept: accept, isFollowing: follows) == type)
  }

  @Test func `event streams are for followers only`() {
    #expect(throws: Refusal.self) {
      try EventMediaType.negotiate(accept: "text/event-stream", isFollowing: false)
    }
  }

  @Test(
    arguments: [
      ("\"17\"", 17), ("*", nil), (nil, nil), (" \"0\" ", 0),
    ] as [(String?, UInt64?)]
  )
  func `expected heads are read`(_ field: String?, _ head: UInt64?) throws {
    #expect(try ExpectedHead.parse(field) == head)
  }

  @Test(arguments: ["17", "\"\"", "\"-1\"", "\"1\", \"2\"", "W/\"1\"", "\"99999999999999999999\""])
  func `other heads are refused`(_ field: String) {
    #expect(throws: Refusal.self) { try ExpectedHead.parse(field) }
  }

  @Test func `percent-encoding is undone, a plus stays`() {
    #expect(PercentCoding.decode("a%20b+c%C3%A9") == "a b+cé")
    #expect(PercentCoding.decode("%") == nil)
    #expect(PercentCoding.decode("%4") == nil)
    #expect(PercentCoding.decode("%ff") == nil)
    #expect(PercentCoding.decode("%00") == nil)
  }

  @Test func `the Date field is as HTTP writes it`() {
    #expect(HTTPDate.string(Instant(microseconds: 0)) == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(
      HTTPDate.string(Instant(microseconds: 1_743_094_931_482_913))
        == "Thu, 27 Mar 2025 17:02:11 GMT"
    )
  }

  @Test func `room for connections is never given twice`() {
    let limiter = ConnectionLimiter(requestLimit: 2, followerLimit: 1, bodyByteLimit: 10)
    #expect(limiter.admit() && limiter.admit())
    #expect(!limiter.admit())
    #expect(limiter.becomeFollower())
    #expect(!limiter.becomeFollower())
    #expect(limiter.admit())
    limiter.followerLeaves()
    limiter.leave()
    limiter.leave()
    #expect(limiter.requestCount == 0)
    #expect(limiter.followerCount == 0)
    #expect(limiter.takeBodyBytes(10))
    #expect(!limiter.takeBodyBytes(1))
    limiter.releaseBodyBytes(10)
    #expect(limiter.bodyByteCount == 0)
  }
}
