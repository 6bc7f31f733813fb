/// One request to the daemon, before it is put on the wire.
package struct HTTPRequest: Sendable {
  /// What the request carries.
  package enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Sent in chunks as `HTTPConnection` pulls them.
    case chunked
  }

  package var method: String
  /// The path with its query, encoded already.
  package var target: String
  /// Further header fields, as they go on the wire.
  package var fields: [(name: String, value: String)] = []
  package var body: Body = .none
  /// True if sending it twice has the effect of sending it once, so that a broken connection may be
  /// answered by another try.
  package var isRepeatable: Bool

  /// A request with a target that is encoded already.
  package init(_ method: String, rawTarget: String) {
    self.method = method
    self.target = rawTarget
    self.isRepeatable = method == "GET" || method == "HEAD"
  }

  /// A request whose path segments and query values are encoded here; nil values are left out.
  package init(
    _ method: String,
    _ segments: [String],
    query: [(name: String, value: String?)] = []
  ) {
    let path = segments.map { "/" + PercentEncoding.encode($0) }.joined()
    let pairs = query.compactMap { pair in
      pair.value.map { "\(PercentEncoding.encode(pair.name))=\(PercentEncoding.encode($0))" }
    }
    let target = path.isEmpty ? "/" : path
    self.init(
      method,
      rawTarget: pairs.isEmpty ? target : target + "?" + pairs.joined(separator: "&")
    )
  }

  /// A `GET`.
  package static func get(
    _ segments: String...,
    query: [(name: String, value: String?)] = []
  ) -> HTTPRequest {
    HTTPRequest("GET", segments, query: query)
  }

  /// The same request with one more header field.
  package func with(field name: String, _ value: String) -> HTTPRequest {
    var request = self
    request.fields.append((name, value))
    return request
  }

  /// The same request with a body of that media type.
  package func with(body: [UInt8], type: String) -> HTTPRequest {
    var request = with(field: "Content-Type", type)
    request.body = .bytes(body)
    return request
  }

  /// The request line and header fields, and the blank line.
  package var head: [UInt8] {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: chancery\r\n"
    for field in fields { text += "\(field.name): \(field.value)\r\n" }
    switch body {
    case .none: if method != "GET" && method != "HEAD" { text += "Content-Length: 0\r\n" }
    case .bytes(let bytes): text += "Content-Length: \(bytes.count)\r\n"
    case .chunked: text += "Transfer-Encoding: chunked\r\n"
    }
    return Array((text + "\r\n").utf8)
  }
}
