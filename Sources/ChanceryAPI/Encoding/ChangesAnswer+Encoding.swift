package import ChanceryModel

extension ChangesAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 640 * items.count)
    json.beginObject()
    json.member("schema", "chancery.changes/1")
    json.clocks("from", from)
    json.clocks("to", to)
    json.member("head", to.head)
    json.member("rules", Fold.rule)
    json.array("items", items) { json, item in
      json.beginObject()
      json.member("topic", item.topic)
      json.member("holder", item.holder)
      json.member("kind", item.kind.rawValue)
      json.stance("before", item.before)
      json.stance("after", item.after)
      json.endObject()
    }
    json.member("next", next?.text)
    json.endObject()
    return json.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func clocks(_ name: StaticString, _ clocks: AnswerClocks) {
    key(name)
    beginObject()
    member("at", clocks.at)
    member("known", clocks.known)
    member("public", clocks.publicDay)
    endObject()
  }

  /// As much of a stance as two of them can differ in, and what it rests on.
  fileprivate mutating func stance(_ name: StaticString, _ stance: StanceAnswer) {
    key(name)
    beginObject()
    member("position", stance.position?.word)
    array("conditions", stance.conditions) { json, held in
      json.beginObject()
      json.member("kind", held.condition.kind.word)
      json.member("text", held.condition.text)
      json.member("seq", held.seq)
      json.endObject()
    }
    member("contested", stance.contestedReason != nil)
    member("contested_reason", stance.contestedReason?.word)
    member("since", stance.since)
    member("since_exact", stance.sinceExact)
    member("since_latest", stance.sinceLatest)
    member("last_said", stance.lastSaid)
    member("last_said_latest", stance.lastSaidLatest)
    member("seq", stance.seq)
    member("version", stance.version)
    member("by", stance.by)
    endObject()
  }
}
