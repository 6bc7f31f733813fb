/// How an event names an earlier one.
package enum EventReference: Sendable, Hashable {
  /// A number: the sequence number.
  case seq(UInt64)
  /// A string: an id under the same CloudEvents source.
  case id(Text)
  /// `{source, id}`: the whole key.
  case key(source: Text, id: Text)
}

extension EventReference {
  private static let keyFields = FieldTable(["id", "source"])

  /// Reads one reference; nil if it is none, and the problem is noted.
  static func read(_ value: JSONValue, at pointer: String, into problems: inout Problems) -> Self? {
    switch value {
    case .number:
      guard let number = value.intValue, number >= 1 else { break }
      return .seq(UInt64(number))
    case .string(let text):
      guard (1...EventLimits.keyBytesMax).contains(text.utf8.count) else { break }
      return .id(text)
    case .object(let object):
      var reader = FieldReader(object, table: keyFields)
      let source = reader.requiredText("source", max: EventLimits.keyBytesMax)
      let id = reader.requiredText("id", max: EventLimits.keyBytesMax)
      let isWhole = reader.problems.isEmpty
      problems.absorb(reader.problems, below: pointer)
      return isWhole ? .key(source: source, id: id) : nil
    default: break
    }
    problems.add(
      .invalidValue,
      at: pointer,
      "an event is named by its number from 1, its id or {source, id}"
    )
    return nil
  }
}
