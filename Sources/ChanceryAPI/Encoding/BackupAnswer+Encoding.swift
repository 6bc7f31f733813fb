package import ChanceryModel

extension BackupProgress {
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
    // To the millisecond, as a rebuild's.
    json.member("seconds", Double(Int(seconds * 1000 + 0.5)) / 1000)
    json.endObject()
    return json.bytes
  }
}
