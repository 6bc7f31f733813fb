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
