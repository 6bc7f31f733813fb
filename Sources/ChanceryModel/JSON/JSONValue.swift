/// One JSON value (RFC 8259), with I-JSON's numbers (RFC 7493 §2.2: IEEE 754 doubles).
///
/// Two values are equal if their RFC 8785 canonical bytes are: texts compare by bytes, the members of
/// an object have one order, and -0 is 0.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(Text)
  case array([JSONValue])
  case object(JSONObject)

  /// A whole number; ``JSONParser`` reads back only those within ±(2^53−1).
  package static func integer(_ value: Int) -> JSONValue {
    .number(Double(value))
  }
}

// MARK: - Reading

extension JSONValue {
  /// The member of that name, or nil if there is none or this is no object.
  package subscript(key: Text) -> JSONValue? { objectValue?[key] }

  /// True for `null`.
  package var isNull: Bool { self == .null }

  /// The text, if this is a string.
  package var textValue: Text? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The text as the standard library's string, if this is a string.
  package var stringValue: String? { textValue?.string }

  /// The number, if this is one.
  package var doubleValue: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The number, if this is one and it is whole and exact.
  package var intValue: Int? { doubleValue?.whole }

  /// The truth value, if this is one.
  package var boolValue: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// The elements, if this is an array.
  package var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  package var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }
}

// MARK: - Literals

/// `nil` is no spelling of ``null``: in `value["note"] == nil` it would mean a member that is null, and
/// not one that is missing.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(Text(value)) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral members: (Text, JSONValue)...) {
    self = .object(JSONObject(unsorted: members.map { JSONObject.Member(key: $0, value: $1) }))
  }
}

extension Double {
  /// The number as an integer, if it is whole and within ±2^63.
  ///
  /// `Int(exactly:)` calls C's `trunc`, and with it would pull the C mathematics library into a module
  /// that imports nothing.
  var whole: Int? {
    guard magnitude < 0x1p63 else { return nil }
    let integer = Int(self)
    return Double(integer) == self ? integer : nil
  }
}
