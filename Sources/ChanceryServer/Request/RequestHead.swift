import ChanceryModel
import NIOHTTP1

/// What the daemon needs of a request's head, checked once and in one pass over the header fields.
///
/// `HTTPRequestDecoder` (llhttp without any of its lenient flags) has refused obs-fold, bare LF,
/// white space before a colon, two Content-Length, Content-Length beside Transfer-Encoding and
/// malformed chunk sizes before this is made. What it lets pass and RFC 9112 does not, or this
/// daemon does not want, is refused here.
struct RequestHead: Sendable {
  /// How the end of the body is found.
  enum Body: Sendable, Equatable {
    case none
    case length(Int)
    case chunked
  }

  var method: RequestMethod
  /// The path as sent, still percent-encoded, beginning with `/`.
  var path: Substring
  /// What follows the first `?`, as sent.
  var query: Substring
  var body = Body.none
  /// False if the answer must be the connection's last.
  var keepsAlive: Bool
  var expectsContinue = false
  var contentType: String?
  var accept: String?
  var ifMatch: String?
  var lastEventID: String?

  /// Checks a decoded head.
  init(_ head: HTTPRequestHead) throws(Refusal) {
    guard head.version == .http1_1 else {
      throw Refusal(
        .malformedRequest,
        "only HTTP/1.1 is spoken here, not \(head.version)",
        hint: "curl: leave out --http1.0 and --http2-prior-knowledge"
      )
    }
    method = RequestMethod(head.method)
    (path, query) = try RequestHead.split(head.uri)
    keepsAlive = head.isKeepAlive
    var fields = Fields()
    for field in head.headers { try fields.take(field.name, field.value) }
    guard fields.hostCount == 1 else {
      throw Refusal(
        .malformedRequest,
        "a request needs exactly one Host field, this one has \(fields.hostCount)"
      )
    }
    if fields.isFromBrowser, !method.isSafe {
      throw Refusal(
        .forbidden,
        "a request with an Origin or Referer field may not change the journal",
        hint: "web pages cannot write here; scripts: leave the field out"
      )
    }
    body = fields.body
    expectsContinue = fields.expectsContinue && body != .none
    contentType = fields.contentType
    accept = fields.accept
    ifMatch = fields.ifMatch
    lastEventID = fields.lastEventID
    if fields.hasUpgrade { keepsAlive = false }  // llhttp reads no second request after an Upgrade
  }

  /// Splits a request target in path and query; an absolute target loses scheme and authority.
  private static func split(
    _ target: String
  ) throws(Refusal) -> (path: Substring, query: Substring) {
    var rest = target[...]
    if rest.utf8.first != UInt8(ascii: "/") {
      guard let scheme = rest.firstRange(of: "://") else {
        throw Refusal(.malformedRequest, "the request target has to begin with “/”")
      }
      rest = rest[scheme.upperBound...]
      rest = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
    }
    let bytes = rest.utf8.span
    guard !bytes.contains(UInt8(ascii: "#")) else {
      throw Refusal(.malformedRequest, "the request target has a fragment (“#”)")
    }
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    let path = rest.utf8(at: 0..<mark)
    let query = rest.utf8(at: min(mark + 1, bytes.count)..<bytes.count)
    return (path.isEmpty ? "/" : path, query)
  }
}

// MARK: - Header fields

extension RequestHead {
  /// The fields that matter, as they are found.
  private struct Fields {
    var hostCount = 0
    var isFromBrowser = false
    var hasUpgrade = false
    var expectsContinue = false
    var body = Body.none
    var contentType: String?
    var accept: String?
    var ifMatch: String?
    var lastEventID: String?

    mutating func take(_ name: String, _ value: String) throws(Refusal) {
      switch name.utf8.count {
      case 4 where name.equalsField("host"): hostCount += 1
      case 6 where name.equalsField("accept"): accept = accept.map { $0 + "," + value } ?? value
      case 6 where name.equalsField("expect"): try takeExpect(value)
      case 6 where name.equalsField("origin"): isFromBrowser = true
      case 7 where name.equalsField("referer"): isFromBrowser = true
      case 7 where name.equalsField("upgrade"): hasUpgrade = true
      case 8 where name.equalsField("if-match"): try once(&ifMatch, name, value)
      case 12 where name.equalsField("content-type"): try once(&contentType, name, value)
      case 13 where name.equalsField("last-event-id"): try once(&lastEventID, name, value)
      case 14 where name.equalsField("content-length"): try takeLength(value)
      case 16 where name.equalsField("content-encoding"): try takeEncoding(value)
      case 17 where name.equalsField("transfer-encoding"): try takeTransferEncoding(value)
      default: break
      }
    }

    private func once(
      _ slot: inout String?,
      _ name: String,
      _ value: String
    ) throws(Refusal) {
      guard slot == nil else { throw Refusal(.malformedRequest, "two \(name) fields") }
      slot = value
    }

    private mutating func takeExpect(_ value: String) throws(Refusal) {
      guard value.equalsField("100-continue") else {
        throw Refusal(.malformedRequest, "the only expectation met here is 100-continue")
      }
      expectsContinue = true
    }

    private mutating func takeLength(_ value: String) throws(Refusal) {
      guard body == .none, let length = Int(value), length >= 0,
        value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      else { throw Refusal(.malformedRequest, "Content-Length has to be one whole number") }
      if length > 0 { body = .length(length) }
    }

    private mutating func takeTransferEncoding(_ value: String) throws(Refusal) {
      guard body == .none, value.equalsField("chunked") else {
        throw Refusal(.malformedRequest, "the only transfer coding read here is chunked, once")
      }
      body = .chunked
    }

    private func takeEncoding(_ value: String) throws(Refusal) {
      guard value.equalsField("identity") else {
        throw Refusal(
          .unsupportedMediaType,
          "bodies are read as they are, not “\(value)”",
          hint: "send the body uncompressed; the socket is local"
        )
      }
    }
  }
}
