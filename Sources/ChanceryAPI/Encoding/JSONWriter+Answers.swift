import ChanceryModel

extension JSONWriter {
  /// Writes a name and a day, or `null`.
  mutating func member(_ name: StaticString, _ day: CivilDate?) {
    member(name, day?.description)
  }

  /// Writes a name and an array, element by element.
  mutating func array<Element>(
    _ name: StaticString,
    _ elements: [Element],
    write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  /// Writes when something was said, and the days it can have been.
  mutating func members(_ said: Moment) {
    member("said", said.text)
    member("earliest", said.earliest)
    member("latest", said.latest)
  }

  /// Writes the conditions of one statement; `null` if it gives none.
  mutating func member(conditions: [Condition]?) {
    guard let conditions else {
      key("conditions")
      null()
      return
    }
    array("conditions", conditions) { json, condition in
      json.beginObject()
      json.member("kind", condition.kind.word)
      json.member("text", condition.text)
      json.endObject()
    }
  }

  /// Writes the clocks an answer was computed at.
  mutating func members(_ clocks: AnswerClocks) {
    member("at", clocks.at)
    member("known", clocks.known)
    member("public", clocks.publicDay)
    member("head", clocks.head)
  }

  /// Writes how long some work took, to the millisecond.
  mutating func member(seconds: Double) {
    // `rounded()` would need libm, which nothing else here links.
    member("seconds", Double(Int(seconds * 1000 + 0.5)) / 1000)
  }

  /// How far some work is, as one JSON object, without line feed; a total of nil is not known yet.
  static func progress(_ phase: Text, _ done: UInt64, of total: UInt64?) -> [UInt8] {
    var json = JSONWriter(capacity: 64)
    json.beginObject()
    json.member("phase", phase)
    json.member("done", done)
    json.member("total", total)
    json.endObject()
    return json.bytes
  }
}
