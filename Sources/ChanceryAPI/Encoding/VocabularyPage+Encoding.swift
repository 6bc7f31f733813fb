package import ChanceryModel

extension VocabularyPage {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 256 * items.count)
    json.beginObject()
    json.member("schema", kind.schema)
    json.array("items", items) { $0.value($1) }
    json.member("next", next)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}

extension VocabularyMatch {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    json.member("schema", kind.schema)
    json.array("items", items) { $0.value($1) }
    json.member("match", match.rawValue)
    json.member("nearest", nearest)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}

extension VocabularyKind {
  /// One object of the kind as an answer of its own: as it stands in a list, with the schema.
  package func encoded(_ item: JSONValue) -> [UInt8] {
    var json = JSONWriter(capacity: 512)
    json.beginObject()
    json.member("schema", itemSchema)
    for member in item.objectValue?.members ?? [] {
      json.key(member.key)
      json.value(member.value)
    }
    json.endObject()
    return json.bytes
  }

  private var itemSchema: String {
    switch self {
    case .actor: "chancery.actor/1"
    case .person: "chancery.person/1"
    case .topic: "chancery.topic/1"
    case .source: "chancery.source/1"
    case .meeting: "chancery.meeting/1"
    }
  }

  /// What a list of the kind is called in its answer.
  var schema: String {
    switch self {
    case .actor: "chancery.actors/1"
    case .person: "chancery.people/1"
    case .topic: "chancery.topics/1"
    case .source: "chancery.sources/1"
    case .meeting: "chancery.meetings/1"
    }
  }
}
