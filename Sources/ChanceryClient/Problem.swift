package import ChanceryModel

/// A refusal as the daemon words it: `application/problem+json` (RFC 9457).
package struct Problem: Error, Sendable, Equatable {
  /// One place in the request that is at fault.
  package struct Item: Sendable, Equatable {
    package let pointer: String
    package let detail: String
    /// 1-based line of the request's NDJSON.
    package let line: Int?
    /// 1-based byte column in that line.
    package let column: Int?
    /// How to mend it, where this place has advice of its own.
    package let hint: String?

    package init(
      pointer: String,
      detail: String,
      line: Int? = nil,
      column: Int? = nil,
      hint: String? = nil
    ) {
      self.pointer = pointer
      self.detail = detail
      self.line = line
      self.column = column
      self.hint = hint
    }

    /// Reads one of `errors`; what it lacks is empty.
    package init(_ json: JSONValue) {
      self.init(
        pointer: json["pointer"]?.stringValue ?? "",
        detail: json["detail"]?.stringValue ?? "",
        line: json["line"]?.intValue,
        column: json["column"]?.intValue,
        hint: json["hint"]?.stringValue
      )
    }
  }

  /// The HTTP status.
  package let status: Int
  /// The stable code; `http-STATUS` if the answer carries none.
  package let code: String
  package let detail: String
  package let hint: String?
  package let errors: [Item]
  /// After how many seconds the daemon asks to be tried again.
  package let retryAfterSeconds: Int?
  /// The body as it came.
  package let body: [UInt8]

  /// Reads a refusal; any body will do, as a proxy's would.
  package init(head: HTTPResponseHead, body: [UInt8]) {
    let json: JSONValue
    do {
      json = try JSONParser.parse(body, limits: .answer)
    } catch {
      json = .null
    }
    self.body = body
    status = head.status
    code = json["code"]?.stringValue ?? "http-\(head.status)"
    detail =
      json["detail"]?.stringValue ?? json["title"]?.stringValue
      ?? "the daemon answered \(head.status)"
    hint = json["hint"]?.stringValue
    errors = json["errors"]?.arrayValue?.map(Item.init) ?? []
    retryAfterSeconds = head["retry-after"].flatMap { Int($0) }
  }
}

extension JSONLimits {
  /// What the client accepts of an answer: the journal's depth, and the lists around an event.
  package static let answer = JSONLimits(depth: 64)
}
