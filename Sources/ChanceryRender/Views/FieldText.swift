package import ChanceryModel

/// Writes a JSON value as one plain text, for cells and for CSV.
package enum FieldText {
  /// Strings as they are, null as nothing, lists joined by `; `, objects by their telling members.
  package static func of(_ value: JSONValue?) -> String {
    switch value {
    case nil, .null?: ""
    case .bool(let bool)?: bool ? "true" : "false"
    case .number(let number)?: FieldText.number(number)
    case .string(let text)?: text.string
    case .array(let elements)?: elements.map { of($0) }.joined(separator: "; ")
    case .object(let object)?: of(object)
    }
  }

  /// The same, but `—` where there is nothing.
  package static func orDash(_ value: JSONValue?) -> String {
    let text = of(value)
    return text.isEmpty ? Drawing.dash : text
  }

  /// Conditions as `exception: under a UN flag; timing: after a ceasefire`.
  package static func conditions(_ value: JSONValue?) -> String {
    (value?.arrayValue ?? [])
      .map { "\(of($0["kind"])): \(of($0["text"]))" }.joined(separator: "; ")
  }

  private static func number(_ number: Double) -> String {
    String(decoding: CanonicalJSON.bytes(of: .number(number)), as: UTF8.self)
  }

  private static func of(_ object: JSONObject) -> String {
    if let text = object["text"]?.stringValue {
      return object["kind"]?.stringValue.map { "\($0): \(text)" } ?? text
    }
    for key: Text in ["seq", "value", "name", "actor", "topic", "meeting", "source"] {
      if let value = object[key] { return of(value) }
    }
    return String(decoding: CanonicalJSON.bytes(of: .object(object)), as: UTF8.self)
  }
}
