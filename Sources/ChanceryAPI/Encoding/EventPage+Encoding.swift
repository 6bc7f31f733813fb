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

  /// The page as NDJSON: one event a line, each with its line feed.
  package func encodedLines() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for item in items {
      bytes += item
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private var byteCount: Int { items.reduce(0) { $0 + $1.count + 1 } }
}
