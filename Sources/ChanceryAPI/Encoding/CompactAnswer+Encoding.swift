package import ChanceryModel

extension CompactAnswer {
  /// The end of a rewriting as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 160)
    json.beginObject()
    json.member("end", end.rawValue)
    json.member("schema", "chancery.compact/1")
    json.member("head", head)
    json.member("bytes_before", bytesBefore)
    json.member("bytes_after", bytesAfter)
    json.member(seconds: seconds)
    json.endObject()
    return json.bytes
  }
}

extension RebuildAnswer {
  /// The end of a redaction as one JSON object, without line feed.
  package func encodedRedaction() -> [UInt8] {
    var json = JSONWriter(capacity: 160)
    json.beginObject()
    json.member("end", end.rawValue)
    json.member("schema", "chancery.redact/1")
    if let redaction {
      json.member("event", redaction.event)
      json.member("seq", redaction.seq)
      json.member("erased", redaction.erased)
    }
    json.member("head", head)
    json.member(seconds: seconds)
    json.endObject()
    return json.bytes
  }
}
