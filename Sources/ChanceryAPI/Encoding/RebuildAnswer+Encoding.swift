package import ChanceryModel

extension RebuildProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    JSONWriter.progress(phase, done, of: total)
  }
}

extension RebuildAnswer {
  /// The end of a rebuild as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("end", end.rawValue)
    json.member("head", head)
    json.member(seconds: seconds)
    json.array("projections", projections) { json, projection in
      json.beginObject()
      json.member("name", projection.name)
      json.member("rows", projection.rows)
      json.member("identical", projection.isIdentical)
      json.endObject()
    }
    json.endObject()
    return json.bytes
  }
}
