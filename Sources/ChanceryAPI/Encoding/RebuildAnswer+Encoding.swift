package import ChanceryModel

extension RebuildProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 64)
    json.beginObject()
    json.member("phase", phase)
    json.member("done", done)
    json.member("total", total)
    json.endObject()
    return json.bytes
  }
}

extension RebuildAnswer {
  /// The end of a rebuild as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("end", end.rawValue)
    json.member("head", head)
    // To the millisecond; `rounded()` would need libm, which nothing else here links.
    json.member("seconds", Double(Int(seconds * 1000 + 0.5)) / 1000)
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
