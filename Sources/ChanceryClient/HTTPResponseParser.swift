/// Reads one HTTP/1.1 answer from bytes that arrive in any pieces (RFC 9112).
///
/// Pure: feed it with ``consume(_:)``, tell it of the end of the stream with ``finish()``, take what came
/// of the body with ``takeBody()``. Interim answers (1xx) are skipped.
package struct HTTPResponseParser: Sendable {
  /// What was received is not an HTTP/1.1 answer.
  package struct Fault: Error, Sendable, Equatable {
    package let detail: String

    init(_ detail: String) { self.detail = detail }
  }

  private enum State: Sendable {
    case head
    case sized(Int)
    case untilClose
    case chunkSize
    case chunk(Int)
    case chunkEnd
    case trailer
    case done
  }

  /// The status line and fields, as soon as all of them have arrived.
  package private(set) var head: HTTPResponseHead?
  private var state = State.head
  private var line: [UInt8] = []
  private var headLines: [String] = []
  private var headByteCount = 0
  private var body: [UInt8] = []

  /// How long all lines of the head may be together, in bytes.
  package static let headBytesMax = 65_536

  private let hasNoBody: Bool

  /// A parser of the answer to one request; `toHead` if that was a `HEAD`, whose answer has no body.
  package init(toHead: Bool = false) {
    hasNoBody = toHead
  }

  /// True if the whole answer has arrived.
  package var isComplete: Bool {
    if case .done = state { true } else { false }
  }

  /// Takes the part of the body that has arrived since the last call.
  package mutating func takeBody() -> [UInt8] {
    let taken = body
    body = []
    return taken
  }

  /// Reads the next bytes of the stream.
  ///
  /// - Returns: How many of them belong to this answer; fewer than given only if it is complete.
  @discardableResult
  package mutating func consume(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Int {
    var rest = bytes
    while !rest.isEmpty && !isComplete { try step(&rest) }
    return bytes.count - rest.count
  }

  /// Says that the stream has ended.
  ///
  /// - Throws: If the answer is not complete then.
  package mutating func finish() throws(Fault) {
    switch state {
    case .done: break
    case .untilClose: state = .done
    case .head where headByteCount == 0: throw Fault("the connection was closed without an answer")
    case .head: throw Fault("the connection was closed within the head of the answer")
    default: throw Fault("the connection was closed within the body of the answer")
    }
  }

  private mutating func step(_ rest: inout ArraySlice<UInt8>) throws(Fault) {
    switch state {
    case .head: try readHeadLine(&rest)
    case .sized(let left): take(&rest, left: left) { $0 == 0 ? .done : .sized($0) }
    case .untilClose: take(&rest, left: rest.count) { _ in .untilClose }
    case .chunkSize:
      if let line = try readLine(&rest) { try beginChunk(line) }
    case .chunk(let left): take(&rest, left: left) { $0 == 0 ? .chunkEnd : .chunk($0) }
    case .chunkEnd:
      guard let line = try readLine(&rest) else { return }
      guard line.isEmpty else { throw Fault("a chunk is longer than its size says") }
      state = .chunkSize
    case .trailer:
      if let line = try readLine(&rest), line.isEmpty { state = .done }
    case .done: break
    }
  }

  private mutating func take(_ rest: inout ArraySlice<UInt8>, left: Int, next: (Int) -> State) {
    let count = min(left, rest.count)
    body.append(contentsOf: rest.prefix(count))
    rest = rest.dropFirst(count)
    state = next(left - count)
  }

  /// Reads up to the next LF; nil if it has not arrived yet.
  private mutating func readLine(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> String? {
    let end = rest.firstIndex(of: UInt8(ascii: "\n"))
    line.append(contentsOf: rest[..<(end ?? rest.endIndex)])
    rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
    guard line.count <= HTTPResponseParser.headBytesMax else { throw Fault("a line is too long") }
    guard end != nil else { return nil }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line.removeAll(keepingCapacity: true) }
    return String(decoding: line, as: UTF8.self)
  }
}

// MARK: - Head

extension HTTPResponseParser {
  private mutating func readHeadLine(_ rest: inout ArraySlice<UInt8>) throws(Fault) {
    let before = rest.count
    let line = try readLine(&rest)
    headByteCount += before - rest.count
    guard headByteCount <= HTTPResponseParser.headBytesMax else {
      throw Fault("the head of the answer is longer than \(HTTPResponseParser.headBytesMax) bytes")
    }
    guard let line else { return }
    if !line.isEmpty {
      headLines.append(line)
    } else if !headLines.isEmpty {
      try endHead()
    }
  }

  private mutating func endHead() throws(Fault) {
    let status = try HTTPResponseParser.status(of: headLines[0])
    var fields: [HTTPResponseHead.Field] = []
    for line in headLines.dropFirst() { fields.append(try HTTPResponseParser.field(of: line)) }
    headLines = []
    headByteCount = 0
    guard status >= 200 else { return }
    let head = HTTPResponseHead(status: status, fields: fields)
    self.head = head
    state = hasNoBody ? .done : try HTTPResponseParser.bodyState(of: head)
  }

  private static func status(of line: String) throws(Fault) -> Int {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), parts[1].utf8.count == 3,
      let status = Int(parts[1]), (100...599).contains(status)
    else { throw Fault("what answers there does not speak HTTP/1.1") }
    return status
  }

  private static func field(of line: String) throws(Fault) -> HTTPResponseHead.Field {
    guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
      throw Fault("a header field has no name")
    }
    let value = line[line.index(after: colon)...]
    return HTTPResponseHead.Field(
      name: line[..<colon].lowercased(),
      value: HTTPResponseParser.trimmed(value)
    )
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }

  private static func bodyState(of head: HTTPResponseHead) throws(Fault) -> State {
    if head.status == 204 || head.status == 304 { return .done }
    if let coding = head["transfer-encoding"] {
      guard coding.lowercased() == "chunked" else { throw Fault("unknown coding \(coding)") }
      return .chunkSize
    }
    guard let length = head["content-length"] else { return .untilClose }
    guard let count = Int(length), count >= 0 else { throw Fault("Content-Length is no number") }
    return count == 0 ? .done : .sized(count)
  }

  private mutating func beginChunk(_ line: String) throws(Fault) {
    let digits = line.prefix { $0 != ";" && $0 != " " }
    guard !digits.isEmpty, digits.utf8.count <= 15, let size = Int(digits, radix: 16), size >= 0
    else { throw Fault("a chunk has no size") }
    state = size == 0 ? .trailer : .chunk(size)
  }
}
