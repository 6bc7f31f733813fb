/// Walks over the bytes of one JSON document.
///
/// The bytes are an argument of every step rather than a member: so every access is bounds-checked,
/// and no step can outlive them.
struct JSONScanner {
  /// The offset of the next byte.
  var position = 0
  /// How deep arrays and objects may nest.
  let limits: JSONLimits

  init(limits: JSONLimits) {
    self.limits = limits
  }

  /// Reads a value that is all there is.
  mutating func document(_ bytes: Span<UInt8>) throws(Refusal) -> JSONValue {
    skipSpace(bytes)
    let value = try value(bytes, depth: 0)
    skipSpace(bytes)
    guard position == bytes.count else { throw unexpected(bytes, "the end of the text") }
    return value
  }

  /// Reads a value inside `depth` arrays and objects, from its first byte to behind its last.
  mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(Refusal) -> JSONValue {
    guard let byte = peek(bytes) else { throw unexpected(bytes, "a value") }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "{"): return .object(try object(bytes, depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(bytes, depth: depth + 1))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try number(bytes))
    case UInt8(ascii: "t"):
      try word("true", bytes)
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false", bytes)
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null", bytes)
      return .null
    default:
      throw unexpected(bytes, "a value")
    }
  }

  /// The next byte, or nil at the end.
  func peek(_ bytes: Span<UInt8>) -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// Steps over white space.
  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      default:
        return
      }
    }
  }

  private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(Refusal) {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek(bytes) == word.utf8Start[index] else { throw unexpected(bytes, "“\(word)”") }
      position += 1
    }
  }
}

// MARK: - Arrays and objects

extension JSONScanner {
  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(Refusal) -> [JSONValue] {
    try enter(bytes, depth: depth)
    var elements: [JSONValue] = []
    if peek(bytes) == UInt8(ascii: "]") {
      position += 1
      return elements
    }
    while true {
      do throws(Refusal) {
        elements.append(try value(bytes, depth: depth))
      } catch {
        throw error.below("/\(elements.count)")
      }
      guard try goesOn(bytes, until: UInt8(ascii: "]")) else { return elements }
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(Refusal) -> JSONObject {
    let start = position
    try enter(bytes, depth: depth)
    guard peek(bytes) != UInt8(ascii: "}") else {
      position += 1
      return JSONObject()
    }
    var object = JSONObject()
    object.reserveForReading()
    var unsorted: [JSONObject.Member] = []
    repeat {
      let member = try member(bytes, depth: depth)
      if unsorted.isEmpty, object.add(member) { continue }
      unsorted.append(member)
    } while try goesOn(bytes, until: UInt8(ascii: "}"))
    if unsorted.isEmpty { return object }
    object = JSONObject(unsorted: object.members + unsorted)
    if let key = object.firstDuplicate { throw duplicate(key, bytes, from: start, depth: depth) }
    return object
  }

  private mutating func member(
    _ bytes: Span<UInt8>,
    depth: Int
  ) throws(Refusal) -> JSONObject.Member {
    let key = try key(bytes)
    do throws(Refusal) {
      return JSONObject.Member(key: key, value: try value(bytes, depth: depth))
    } catch {
      throw error.below("/" + JSONPointer.escape(key))
    }
  }

  /// Reads a member's name and the colon, up to the first byte of the value.
  mutating func key(_ bytes: Span<UInt8>) throws(Refusal) -> Text {
    guard peek(bytes) == UInt8(ascii: "\"") else { throw unexpected(bytes, "a member's name") }
    let key = try string(bytes)
    skipSpace(bytes)
    guard peek(bytes) == UInt8(ascii: ":") else { throw unexpected(bytes, "“:”") }
    position += 1
    skipSpace(bytes)
    return key
  }

  /// Steps over the opening bracket and the space behind it.
  mutating func enter(_ bytes: Span<UInt8>, depth: Int) throws(Refusal) {
    guard depth <= limits.depth else {
      throw fault(
        .tooDeep,
        bytes,
        "arrays and objects nest more than \(limits.depth) deep",
        hint: "flatten the value"
      )
    }
    position += 1
    skipSpace(bytes)
  }

  /// Steps over what stands behind an element or member; false if that was the closing bracket.
  mutating func goesOn(_ bytes: Span<UInt8>, until end: UInt8) throws(Refusal) -> Bool {
    skipSpace(bytes)
    switch peek(bytes) {
    case UInt8(ascii: ","):
      position += 1
      skipSpace(bytes)
      return true
    case end:
      position += 1
      return false
    default:
      throw unexpected(bytes, "“,” or “\(Character(Unicode.Scalar(end)))”")
    }
  }

  /// Reads an object again, up to the second of its members named `key`.
  private func duplicate(
    _ key: Text,
    _ bytes: Span<UInt8>,
    from start: Int,
    depth: Int
  ) -> Refusal {
    var again = JSONScanner(limits: limits)
    again.position = start
    var second = start
    var count = 0
    do throws(Refusal) {
      try again.enter(bytes, depth: depth)
      repeat {
        second = again.position
        if try again.key(bytes) == key { count += 1 }
        if count < 2 { _ = try again.value(bytes, depth: depth) }
      } while try count < 2 ? again.goesOn(bytes, until: UInt8(ascii: "}")) : false
    } catch {
      preconditionFailure("an object that was read once can be read again")
    }
    again.position = second
    return again.fault(
      .duplicateKey,
      bytes,
      "an object has two members of this name",
      hint: "keep one of them, or put both values into an array"
    ).below("/" + JSONPointer.escape(key))
  }
}
