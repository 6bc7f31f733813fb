import ChanceryModel

/// Reads `If-Match: "SEQ"`: the head the caller believes in.
enum ExpectedHead {
  /// The sequence number, or nil if no field was sent; `*` asks for nothing and is the same.
  static func parse(_ field: String?) throws(Refusal) -> UInt64? {
    guard let value = field?.trimmed, value != "*" else { return nil }
    let digits = value.utf8.dropFirst().dropLast()
    guard value.utf8.count >= 3, value.hasPrefix("\""), value.hasSuffix("\""),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let head = UInt64(String(Substring(digits)))
    else {
      throw Refusal(
        .badParameter,
        "If-Match has to be one sequence number in quotes, not \(value)",
        hint: "If-Match: \"4711\" (the head your decision rests on)"
      )
    }
    return head
  }
}
