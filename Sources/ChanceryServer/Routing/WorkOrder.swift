import ChanceryModel

/// The small JSON body of a request for long work, read strictly: a typo must not vanish.
struct WorkOrder {
  /// How long a text may be, in bytes.
  private static let textBytesMax = 4096

  private let document: JSONValue
  private let noun: String
  private let hint: String

  /// - Parameters:
  ///   - document: The body.
  ///   - noun: What is ordered, for messages.
  ///   - example: A body that is right.
  init(_ document: JSONValue, of noun: String, example: String) {
    self.document = document
    self.noun = noun
    hint = "send \(example)"
  }

  /// Refuses what is no object, and fields that the order does not have.
  func check(fields: Set<Text>) throws(Refusal) {
    guard let members = document.objectValue?.members else {
      throw Refusal(.invalidValue, at: "", "the body has to be a JSON object", hint: hint)
    }
    if let other = members.first(where: { !fields.contains($0.key) }) {
      throw Refusal(
        .unknownField,
        at: "/\(other.key)",
        "a \(noun) has no field “\(other.key)”",
        hint: hint
      )
    }
  }

  /// A text that must be there.
  func text(_ name: Text) throws(Refusal) -> Text {
    guard let value = document[name] else { throw missing(name) }
    guard let text = value.textValue, !text.isEmpty, text.utf8.count <= WorkOrder.textBytesMax
    else {
      throw Refusal(
        .invalidValue,
        at: "/\(name)",
        "“\(name)” is a text of 1 to \(WorkOrder.textBytesMax) bytes",
        hint: hint
      )
    }
    return text
  }

  /// The number of an event that must be there.
  func seq(_ name: Text) throws(Refusal) -> UInt64 {
    guard let value = document[name] else { throw missing(name) }
    guard let number = value.intValue, number > 0 else {
      throw Refusal(
        .invalidValue,
        at: "/\(name)",
        "“\(name)” is the number of an event, from 1",
        hint: hint
      )
    }
    return UInt64(number)
  }

  private func missing(_ name: Text) -> Refusal {
    Refusal(.missingField, at: "/\(name)", "“\(name)” is missing", hint: hint)
  }
}
