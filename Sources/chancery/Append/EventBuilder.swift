import ChanceryClient
import ChanceryModel

/// Puts an event together from what was typed; what was not typed is left out.
struct EventBuilder {
  private let type: Text
  private var data = JSONObject()

  init(_ type: Text) {
    self.type = type
  }

  mutating func set(_ key: Text, _ value: String?) {
    if let value { data[key] = .string(Text(value)) }
  }

  mutating func set(_ key: Text, number: Int?) {
    if let number { data[key] = .integer(number) }
  }

  /// Sets a list; an empty one is left out.
  mutating func set(_ key: Text, list: [String]) {
    if !list.isEmpty { data[key] = .array(list.map { .string(Text($0)) }) }
  }

  mutating func set(_ key: Text, json: JSONValue?) {
    if let json { data[key] = json }
  }

  /// The event, with its id made now: before the first try, so that every try is the same append.
  func event(id: String? = nil) -> JSONValue {
    [
      "type": .string(type), "id": .string(Text(id ?? UUIDv7.make())), "data": .object(data),
    ]
  }
}
