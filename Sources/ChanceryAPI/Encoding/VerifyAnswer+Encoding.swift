package import ChanceryModel

extension VerifyProgress {
  /// The progress as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    JSONWriter.progress(Text(phase.rawValue), done, of: total)
  }
}

extension VerifyDamage {
  /// The damage as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 128)
    json.beginObject()
    json.key("damage")
    json.beginObject()
    json.member("where", place)
    json.member("what", detail)
    json.endObject()
    json.endObject()
    return json.bytes
  }
}

extension UnmetExpectation {
  /// The expectation as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 160)
    json.beginObject()
    json.key("unmet")
    json.beginObject()
    json.member("seq", seq)
    json.member("holder", expected.holder)
    json.member("topic", expected.topic)
    json.member("at", expected.at)
    json.member("expected", expected.position.word)
    json.member("position", position?.word)
    json.endObject()
    json.endObject()
    return json.bytes
  }
}

extension VerifyPhase {
  /// That the phase is left out, as one JSON object, without line feed.
  package func skipped(because reason: Text) -> [UInt8] {
    var json = JSONWriter(capacity: 96)
    json.beginObject()
    json.member("skipped", rawValue)
    json.member("because", reason)
    json.endObject()
    return json.bytes
  }
}

extension VerifyAnswer {
  /// What the last line of a whole verification begins with.
  package static let opening = Array("{\"schema\":\"chancery.verify/1\"".utf8)

  /// The end of a verification as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("schema", "chancery.verify/1")
    json.member("sound", isSound)
    json.member("head", head)
    json.member("root", root)
    json.member("events", events)
    json.member("pages", pages)
    json.member("damages", damages)
    json.key("expectations")
    json.beginObject()
    json.member("met", expectations.met)
    json.member("failed", expectations.failed)
    json.endObject()
    json.member("skipped", skipped.map { Text($0.rawValue) })
    json.member(seconds: seconds)
    json.endObject()
    return json.bytes
  }
}
