/// A whole answer, before it is bytes.
struct Response: Sendable {
  var status: Int
  var contentType: StaticString
  var body: [UInt8]
  /// For `Chancery-Head`: the head the body was computed at.
  var head: UInt64
  /// Seconds after which a retry makes sense.
  var retryAfter: Int?
  /// The methods of the resource, with a 405.
  var allow: String?
  /// True if the connection ends with this answer.
  var closes = false

  init(status: Int = 200, contentType: StaticString = Response.json, body: [UInt8], head: UInt64) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.head = head
  }

  static let json: StaticString = "application/json"
  static let problem: StaticString = "application/problem+json"
  static let lines: StaticString = "application/x-ndjson"
  static let serverSentEvents: StaticString = "text/event-stream"
  static let plainText: StaticString = "text/plain; charset=utf-8"
  static let metricsText: StaticString = "text/plain; version=0.0.4; charset=utf-8"
}
