/// The one exception to "as sent": the text of a source is kept beside its event.
enum SourceText {
  /// Takes `text` out of the data of a `source.filed`, and puts `sha256` and `bytes` in its place.
  ///
  /// What the sender says of digest and length must agree with the text.
  static func take(
    from data: inout JSONObject,
    of type: EventType,
    limits: EventLimits,
    into problems: inout Problems
  ) -> [UInt8]? {
    guard type == .sourceFiled, let value = data["text"] else { return nil }
    guard case .string(let text) = value, !text.isEmpty else {
      problems.add(
        .invalidValue,
        at: "/data/text",
        "“text” must be the source's words, not empty"
      )
      data["text"] = nil
      return nil
    }
    data["text"] = nil
    let bytes = Array(text.utf8)
    guard bytes.count <= limits.sourceTextBytes else {
      problems.add(
        .eventTooLarge,
        at: "/data/text",
        "\(bytes.count) bytes of text, at most \(limits.sourceTextBytes)",
        hint: "file “sha256” and “bytes” without the text"
      )
      return nil
    }
    put("sha256", .string(limits.sha256(bytes)), in: &data, into: &problems)
    put("bytes", .integer(bytes.count), in: &data, into: &problems)
    return bytes
  }

  private static func put(
    _ name: Text,
    _ value: JSONValue,
    in data: inout JSONObject,
    into problems: inout Problems
  ) {
    if let given = data[name], given != value {
      problems.add(
        .invalidValue,
        at: "/data/\(name)",
        "“\(name)” does not agree with “text”",
        hint: "leave “\(name)” out: it is computed from the text"
      )
    }
    data[name] = value
  }
}
