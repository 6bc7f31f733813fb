package import ChanceryModel

extension HistoryAnswer {
  /// The answer as JSON; over all topics, `topic` is `null` and each item names its own.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 256 * items.count)
    json.beginObject()
    json.member("schema", "chancery.history/1")
    json.member("holder", holder)
    json.member("topic", topic)
    json.members(clocks)
    json.member("rules", Fold.rule)
    json.array("items", items) { write($1, to: &$0) }
    json.member("redactions", redactions)
    json.member("next", next)
    json.endObject()
    return json.bytes
  }

  private func write(_ item: HistoryItem, to json: inout JSONWriter) {
    json.beginObject()
    if topic == nil { json.member("topic", item.topic) }
    json.member("seq", item.seq)
    json.member("version", item.version)
    json.member("said", item.said.text)
    json.member("earliest", item.said.earliest)
    json.member("latest", item.said.latest)
    json.member("position", item.position?.word)
    json.member("standing", item.standing.word)
    json.member("rank", item.rank.word)
    json.member("role", item.role?.word ?? "aside")
    if let conditions = item.conditions {
      json.array("conditions", conditions) { json, condition in
        json.beginObject()
        json.member("kind", condition.kind.word)
        json.member("text", condition.text)
        json.endObject()
      }
    } else {
      json.key("conditions")
      json.null()
    }
    json.member("by", item.by)
    json.member("sources", item.sources)
    json.endObject()
  }
}
