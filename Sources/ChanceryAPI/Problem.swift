package import ChanceryModel

/// A refusal as it goes over the socket: RFC 9457, `application/problem+json`.
package enum Problem {
  /// What a problem's `type` begins with; the code follows.
  package static let typePrefix = "urn:chancery:problem:"

  /// The body of an answer that refuses.
  ///
  /// `hint`, and a place's `line` and `column`, are `null` where there is none; `errors` may be empty.
  ///
  /// - Parameters:
  ///   - refusal: What is wrong.
  ///   - status: The answer's HTTP status; nil: that of the code in an event.
  ///   - instance: The path asked for; left out if nil.
  ///   - extras: More members, as `expected` and `actual` of `head-mismatch`.
  /// - Returns: The body's bytes.
  package static func encoded(
    _ refusal: Refusal,
    status: Int? = nil,
    instance: Text? = nil,
    extras: [(name: StaticString, value: JSONValue)] = []
  ) -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    json.member("type", typePrefix + refusal.code.rawValue)
    json.member("title", refusal.code.title)
    json.member("status", status ?? refusal.code.status)
    json.member("code", refusal.code.rawValue)
    json.member("detail", refusal.detail)
    json.member("hint", refusal.hint)
    json.array("errors", refusal.items) { json, item in
      json.beginObject()
      json.member("pointer", item.pointer)
      json.member("detail", item.detail)
      json.member("line", item.line)
      json.member("column", item.column)
      json.endObject()
    }
    if let instance { json.member("instance", instance) }
    for extra in extras { json.member(extra.name, extra.value) }
    json.endObject()
    return json.bytes
  }
}
