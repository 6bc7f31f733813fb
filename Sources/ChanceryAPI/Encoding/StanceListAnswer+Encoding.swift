package import ChanceryModel

extension StanceListAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 512 * items.count)
    json.beginObject()
    switch subject {
    case .board(let topic):
      json.member("schema", "chancery.board/1")
      json.member("topic", topic)
    case .holder(let holder):
      json.member("schema", "chancery.stances/1")
      json.member("holder", holder)
    }
    json.members(clocks)
    json.member("rules", Fold.rule)
    json.array("items", items) { $0.raw($1.encodedItem()) }
    json.member("next", next)
    json.endObject()
    return json.bytes
  }
}
