import ChanceryClient
import Testing

@Suite struct HTTPResponseParserTests {
  private static let answers: [(wire: String, status: Int, body: String)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nChancery-Head: 7\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    ("HTTP/1.1 404 Not Found\r\ncontent-length:0\r\n\r\n", 404, ""),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nB;x=y\r\n, world!!!\n\r\n0\r\n\r\n",
      200, "hello, world!!!\n"
    ),
    (
      "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: y\r\n\r\n", 200,
      "x"
    ),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
    ("HTTP/1.0 200 OK\nContent-Length: 2\n\nok", 200, "ok"),
  ]

  @Test(arguments: answers.indices)
  func `an answer reads the same wherever it is split`(index: Int) throws {
    let (wire, status, body) = Self.answers[index]
    let bytes = Array(wire.utf8)
    for split in 0...bytes.count {
      var parser = HTTPResponseParser()
      var read: [UInt8] = []
      for part in [bytes[..<split], bytes[split...]] {
        #expect(try parser.consume(part) == part.count)
        read += parser.takeBody()
      }
      #expect(parser.isComplete)
      #expect(parser.head?.status == status)
      #expect(String(decoding: read, as: UTF8.self) == body)
    }
  }

  @Test(arguments: answers.indices)
  func `an answer reads the same byte by byte, and no byte beyond it is taken`(index: Int) throws {
    let (wire, _, body) = Self.answers[index]
    var parser = HTTPResponseParser()
    var read: [UInt8] = []
    for byte in wire.utf8 {
      #expect(!parser.isComplete)
      try parser.consume([byte])
      read += parser.takeBody()
    }
    #expect(parser.isComplete)
    #expect(String(decoding: read, as: UTF8.self) == body)
    #expect(try parser.consume(Array("HTTP/1.1 200".utf8)[...]) == 0)
  }

  @Test(arguments: answers.indices)
  func `an answer that ends early is never taken for whole`(index: Int) throws {
    let bytes = Array(Self.answers[index].wire.utf8)
    for end in 0..<bytes.count {
      var parser = HTTPResponseParser()
      try parser.consume(bytes[..<end])
      #expect(throws: HTTPResponseParser.Fault.self) { try parser.finish() }
    }
  }

  @Test func `without a length the body ends with the stream`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array("HTTP/1.1 200 OK\r\n\r\nall of it".utf8)[...])
    #expect(!parser.isComplete)
    try parser.finish()
    #expect(parser.isComplete)
    #expect(String(decoding: parser.takeBody(), as: UTF8.self) == "all of it")
  }

  @Test func `fields are found whatever their case`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(
      Array("HTTP/1.1 200 OK\r\nCHANCERY-HEAD:  4711 \r\nContent-Length: 0\r\n\r\n".utf8)[...]
    )
    #expect(parser.head?.journalHead == 4711)
  }

  @Test func `the answer to a HEAD has no body, whatever its length says`() throws {
    var parser = HTTPResponseParser(toHead: true)
    try parser.consume(Array("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n".utf8)[...])
    #expect(parser.isComplete)
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
  ])
  func `what is no answer is refused`(wire: String) {
    var parser = HTTPResponseParser()
    #expect(throws: HTTPResponseParser.Fault.self) { try parser.consume(Array(wire.utf8)[...]) }
  }

  @Test func `a head without end is refused`() {
    var parser = HTTPResponseParser()
    let line = Array("X: \(String(repeating: "y", count: 1000))\r\n".utf8)
    #expect(throws: HTTPResponseParser.Fault.self) {
      try parser.consume(Array("HTTP/1.1 200 OK\r\n".utf8)[...])
      for _ in 0..<100 { try parser.consume(line[...]) }
    }
  }
}
