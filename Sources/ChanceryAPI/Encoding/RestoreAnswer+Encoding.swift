package import ChanceryModel

extension RestoreProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    JSONWriter.progress(Text(phase.rawValue), done, of: total)
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
    json.member(seconds: seconds)
    json.endObject()
    return json.bytes
  }
}
