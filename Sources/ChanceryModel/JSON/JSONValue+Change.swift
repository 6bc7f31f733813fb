extension JSONValue {
  /// The same document with one value put, replaced or taken away (RFC 6902 `add`, `remove`).
  ///
  /// An array takes a value at its end under `-`; objects on the way are made where they are missing.
  ///
  /// - Parameters:
  ///   - pointer: Where (RFC 6901): `/stances/0/position`.
  ///   - value: What; nil takes away what is there.
  /// - Returns: The document changed.
  /// - Throws: `invalid-value` if the pointer leads nowhere.
  package func changed(at pointer: String, to value: JSONValue?) throws(Refusal) -> JSONValue {
    guard pointer.hasPrefix("/") else {
      throw Refusal(
        .invalidValue,
        "“\(pointer)” is no JSON pointer",
        hint: "it begins with a slash: /note, /stances/0/position"
      )
    }
    return try changed(JSONPointer.tokens(pointer)[...], pointer, value)
  }

  private func changed(
    _ path: ArraySlice<Text>,
    _ pointer: String,
    _ value: JSONValue?
  ) throws(Refusal) -> JSONValue {
    guard let name = path.first else { return value ?? .null }
    let rest = path.dropFirst()
    switch self {
    case .object(var object):
      let old = object[name]
      if rest.isEmpty {
        if value == nil, old == nil { throw JSONValue.leadsNowhere(pointer) }
        object[name] = value
      } else {
        guard old != nil || value != nil else { throw JSONValue.leadsNowhere(pointer) }
        object[name] = try (old ?? .object(JSONObject())).changed(rest, pointer, value)
      }
      return .object(object)
    case .array(var elements):
      if name == "-", let value, rest.isEmpty { return .array(elements + [value]) }
      guard let index = Int(name.string), elements.indices.contains(index) else {
        throw JSONValue.leadsNowhere(pointer)
      }
      if rest.isEmpty, value == nil {
        elements.remove(at: index)
      } else {
        elements[index] = try elements[index].changed(rest, pointer, value)
      }
      return .array(elements)
    default: throw JSONValue.leadsNowhere(pointer)
    }
  }

  private static func leadsNowhere(_ pointer: String) -> Refusal {
    Refusal(
      .invalidValue,
      "there is nothing at \(pointer)",
      hint:
        "`chancery show SEQ -o json` shows what there is; an array takes a new element at /name/-"
    )
  }
}
