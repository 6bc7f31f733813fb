package import ChanceryModel

extension CheckAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 128 + 192 * errors.count)
    json.beginObject()
    json.member("schema", "chancery.check/1")
    json.member("checked", checked)
    json.member("refused", refused)
    writeErrors(to: &json)
    json.endObject()
    return json.bytes
  }

  /// Writes the member `errors`.
  func writeErrors(to json: inout JSONWriter) {
    json.array("errors", errors) { json, fault in
      json.beginObject()
      json.member("line", fault.line)
      json.member("code", fault.code.rawValue)
      json.member("pointer", fault.pointer)
      json.member("detail", fault.detail)
      json.member("hint", fault.hint)
      if let column = fault.column { json.member("column", column) }
      json.endObject()
    }
  }
}
