/// The data of `stance.expected`: an assertion that `verify` checks.
package struct ExpectationData: Sendable, Equatable {
  package var holder: Text
  package var topic: Text
  package var position: Position
  package var at: CivilDate

  package init(holder: Text, topic: Text, position: Position, at: CivilDate) {
    self.holder = holder
    self.topic = topic
    self.position = position
    self.at = at
  }
}

extension ExpectationData {
  static let fields = FieldTable([
    "at", "extra", "holder", "note", "position", "reason", "topic",
  ])

  init(reading reader: inout FieldReader) {
    holder = reader.requiredActor("holder")
    topic = reader.requiredSlug("topic")
    position = reader.requiredWord("position", else: .undecided)
    at = ExpectationData.day("at", &reader) ?? .first
    reader.noteMissing("at")
    _ = reader.reason()
  }

  /// One exact day, as in a query's `at`.
  private static func day(_ name: String, _ reader: inout FieldReader) -> CivilDate? {
    guard let text = reader.string(name) else { return nil }
    do throws(Refusal) {
      return try CivilDate.parse(text)
    } catch {
      reader.problems.add(error, at: "/" + name)
      return nil
    }
  }
}
