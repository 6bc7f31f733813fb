package import ChanceryModel

extension RestoreProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 64)
    json.beginObject()
    json.member("phase", phase.rawValue)
    json.member("done", done)
    json.member("total", total)
    json.endObject()
    return json.bytes
  }
}

extension RestoreAnswer {
  static let schema = "chancery.restore/1"

  /// The end of a restore as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    json.member("schema", RestoreAnswer.schema)
    json.member("directory", directory)
    json.member("journal", journal)
    json.member("head", head)
    json.member("root", root)
    json.member("key", key)
    // To the millisecond, as a rebuild's.
    json.member("seconds", Double(Int(seconds * 1000 + 0.5)) / 1000)
    json.endObject()
    return json.bytes
  }
}
