package import ChanceryModel

extension Refusal {
  /// The refusal as it goes over the socket: RFC 9457, `application/problem+json`.
  ///
  /// `hint`, and a place's `line` and `column`, are `null` where there is none; `errors` may be empty.
  ///
  /// - Parameters:
  ///   - status: The answer's HTTP status; nil: that of the code in an event.
  ///   - instance: The path asked for; left out if nil.
  ///   - extras: More members, as `expected` and `actual` of `head-mismatch`.
  /// - Returns: The body's bytes.
  package func encodedProblem(
    status: Int? = nil,
    instance: Text? = nil,
    extras: [(name: StaticString, value: JSONValue)] = []
  ) -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    json.member("type", ProblemRegistry.typePrefix + code.rawValue)
    json.member("title", ProblemRegistry.title(of: code))
    json.member("status", status ?? ProblemRegistry.status(of: code))
    json.member("code", code.rawValue)
    json.member("detail", detail)
    json.member("hint", hint)
    json.array("errors", items) { json, item in
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
