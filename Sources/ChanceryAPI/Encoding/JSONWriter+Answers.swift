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
}
