package import ChanceryModel

extension EventPage {
  /// The page as one JSON object.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: byteCount + 128)
    json.beginObject()
    json.member("schema", "chancery.events/1")
    json.array("items", items) { $0.raw($1) }
    json.member("next", next)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }

  private var byteCount: Int { items.reduce(0) { $0 + $1.count + 1 } }
}
