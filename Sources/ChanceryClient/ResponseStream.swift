/// An answer that is read as it comes: in blocks, or in lines of NDJSON.
///
/// Leaving one half read is allowed; its connection is then not used again.
package final class ResponseStream {
  /// The status line and fields.
  package let head: HTTPResponseHead
  private let connection: HTTPConnection
  private var parser: HTTPResponseParser
  private var pending: ArraySlice<UInt8> = []

  init(connection: HTTPConnection, request: HTTPRequest) throws(ClientError) {
    var parser = HTTPResponseParser(toHead: request.method == "HEAD")
    while parser.head == nil { try connection.receive(into: &parser) }
    guard let head = parser.head else { throw .notChancery("no head") }
    self.head = head
    self.connection = connection
    self.parser = parser
  }

  /// The next bytes of the body; nil at its end.
  package func nextBlock() throws(ClientError) -> ArraySlice<UInt8>? {
    if !pending.isEmpty {
      defer { pending = [] }
      return pending
    }
    while true {
      let block = parser.takeBody()
      if !block.isEmpty { return block[...] }
      if parser.isComplete { return nil }
      try connection.receive(into: &parser)
    }
  }

  /// The next line without its newline, not empty; nil at the end of the body.
  ///
  /// A last line without a newline is cut off in the middle: it is never given out.
  package func nextLine() throws(ClientError) -> [UInt8]? {
    var line: [UInt8] = []
    while let block = try nextBlock() {
      guard let end = block.firstIndex(of: UInt8(ascii: "\n")) else {
        line += block
        continue
      }
      line += block[..<end]
      pending = block[(end + 1)...]
      if !line.isEmpty { return line }
    }
    if !line.isEmpty { throw .broken("the last line of the answer is cut off") }
    return nil
  }

  /// The rest of the body.
  package func rest() throws(ClientError) -> [UInt8] {
    var body: [UInt8] = []
    while let block = try nextBlock() { body += block }
    return body
  }

  /// Throws the refusal that the answer is, if it is one.
  package func refusalThrown() throws(ClientError) -> ResponseStream {
    guard !head.isSuccess else { return self }
    throw .refused(Problem(head: head, body: try rest()))
  }
}
