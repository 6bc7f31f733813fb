/// A condition as sent.
package struct ConditionData: Sendable, Equatable {
  package var kind: ConditionKind
  package var text: Text
  /// The stance of another that the condition waits for.
  package var about: About?

  /// A holder and a topic.
  package struct About: Sendable, Hashable {
    package var holder: Text
    package var topic: Text

    package init(holder: Text, topic: Text) {
      self.holder = holder
      self.topic = topic
    }
  }

  package init(kind: ConditionKind = .precondition, text: Text, about: About? = nil) {
    self.kind = kind
    self.text = text
    self.about = about
  }
}

extension ConditionData {
  private static let fields = FieldTable(["about", "kind", "text"])
  private static let aboutFields = FieldTable(["holder", "topic"])

  init(reading reader: inout FieldReader) {
    kind = reader.requiredWord("kind", else: .precondition)
    text = reader.requiredText("text", max: EventLimits.quoteBytesMax)
    about = reader.part("about", table: ConditionData.aboutFields) { about in
      About(holder: about.requiredActor("holder"), topic: about.requiredSlug("topic"))
    }
  }

  /// Reads the conditions of a stance: nil if the field is absent, empty if it clears.
  ///
  /// The long form is an array; the short form is also one condition alone. A string anywhere is a
  /// condition of the commonest kind, a precondition.
  static func list(
    _ name: String,
    isShort: Bool,
    from reader: inout FieldReader
  ) -> [ConditionData]? {
    guard let value = reader.value(name) else { return nil }
    switch value {
    case .array:
      return reader.array(name).enumerated().compactMap { index, element in
        one(element, at: "\(name)/\(index)", from: &reader)
      }
    case .string where isShort, .object where isShort:
      return one(value, at: name, from: &reader).map { [$0] }
    default:
      let wanted = isShort ? "a string, an object {kind, text} or an array" : "an array"
      reader.noteWrongType(name, value, wanted: wanted)
      return nil
    }
  }

  private static func one(
    _ value: JSONValue,
    at path: String,
    from reader: inout FieldReader
  ) -> ConditionData? {
    guard case .string(let text) = value else {
      return reader.part(value, at: path, table: fields) { ConditionData(reading: &$0) }
    }
    guard let text = reader.checked(text, at: "/" + path, max: EventLimits.quoteBytesMax) else {
      return nil
    }
    return ConditionData(text: text)
  }
}
