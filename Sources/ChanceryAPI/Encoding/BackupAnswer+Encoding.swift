package import ChanceryModel

extension BackupProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    JSONWriter.progress(Text(phase.rawValue), done, of: total)
  }
}

extension BackupAnswer {
  /// The end of a backup as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("end", end.rawValue)
    json.member("directory", directory)
    json.member("head", head)
    json.member("root", root)
    json.member("bytes", bytes)
    json.member(seconds: seconds)
    json.endObject()
    return json.bytes
  }
}
