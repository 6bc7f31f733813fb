package import ChanceryModel

extension BulkAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 192 * faults.errors.count)
    json.beginObject()
    json.member("schema", "chancery.bulk/1")
    json.member("read", read)
    json.member("first", first)
    json.member("last", last)
    json.member("appended", appended)
    json.member("duplicates", duplicates)
    json.member("declared", declared)
    json.member("refused", faults.refused)
    faults.writeErrors(to: &json)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}
