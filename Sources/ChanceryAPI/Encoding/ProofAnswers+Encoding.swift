package import ChanceryModel

extension CheckpointAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 640)
    json.beginObject()
    json.member("schema", "chancery.checkpoint/1")
    json.member("origin", origin)
    json.member("size", size)
    json.member("root", root)
    json.member("key", key)
    json.member("checkpoint", note)
    json.endObject()
    return json.bytes
  }
}

extension InclusionAnswer {
  /// The answer as JSON; `leaf` and `data` byte for byte as they are stored.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 2_048 + leaf.count + (data?.count ?? 0))
    json.beginObject()
    json.member("schema", "chancery.inclusion/1")
    json.member("seq", seq)
    json.member("index", seq - 1)
    json.member("size", checkpoint.size)
    json.member("root", checkpoint.root)
    json.member("leaf_hash", leafHash)
    json.member("path", path)
    json.key("leaf")
    json.raw(leaf)
    json.member("salt", salt)
    json.member("datahash", dataHash)
    json.key("data")
    if let data { json.raw(data) } else { json.null() }
    json.member("checkpoint", checkpoint.note)
    json.member("corrections", corrections)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}

extension ConsistencyAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 2_048)
    json.beginObject()
    json.member("schema", "chancery.consistency/1")
    json.member("from", from)
    json.member("to", checkpoint.size)
    json.member("from_root", fromRoot)
    json.member("to_root", checkpoint.root)
    json.member("path", path)
    json.member("checkpoint", checkpoint.note)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}
