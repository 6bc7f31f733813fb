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
    json.members(item.said)
    json.member("position", item.position?.word)
    json.member("standing", item.standing.word)
    json.member("rank", item.rank.word)
    json.member("role", item.role?.word ?? "aside")
    json.member(conditions: item.conditions)
    json.member("by", item.by)
    json.member("sources", item.sources)
    json.endObject()
  }
}
