package import ChanceryModel

extension StanceListAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var items: [UInt8] = []
    items.reserveCapacity(512 * self.items.count + 256)
    items.append(array: self.items) { $1.appendItem(to: &$0) }
    var json = JSONWriter(capacity: items.count + 256)
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
    json.key("items")
    json.raw(items)
    json.member("next", next)
    json.endObject()
    return json.bytes
  }
}
