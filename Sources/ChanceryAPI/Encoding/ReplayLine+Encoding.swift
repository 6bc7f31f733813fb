package import ChanceryModel

extension ReplayLine {
  /// The change as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 192)
    json.beginObject()
    switch change {
    case .stance(let holder, let topic, let from, let to, let isContested):
      json.member("t", "stance")
      json.member("day", day)
      json.member("holder", holder)
      json.member("topic", topic)
      json.member("from", from?.word)
      json.member("to", to?.word)
      json.member("seq", seq)
      json.member("contested", isContested)
    case .meeting(let meeting, let from, let to):
      json.member("t", "meeting")
      json.member("day", day)
      json.member("meeting", meeting)
      json.member("from", from?.word)
      json.member("to", to?.word)
      json.member("seq", seq)
    }
    if let recordedAt { json.member("recordedat", recordedAt.description) }
    json.endObject()
    return json.bytes
  }
}
