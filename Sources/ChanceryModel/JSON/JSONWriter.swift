/// Writes JSON as it goes, for answers: members stand in the order they are written.
///
/// Commas are the writer's own affair; that every `begin` has its `end`, and every key its value, is the
/// caller's. Numbers and strings are spelled as in ``CanonicalJSON``.
package struct JSONWriter: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// True if whatever comes next in this container stands behind a comma.
  private var needsComma = false

  package init() {}

  /// A writer with room for that many bytes.
  package init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }
}

// MARK: - Structure

extension JSONWriter {
  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a member's name, which must not need escapes.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name that is not known beforehand.
  package mutating func key(_ name: some StringProtocol) {
    separate()
    CanonicalJSON.appendString(name.utf8, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name that is not known beforehand.
  package mutating func key(_ name: Text) { key(name.string) }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}

// MARK: - Values

extension JSONWriter {
  package mutating func string(_ text: Text) {
    separate()
    CanonicalJSON.appendString(text, to: &bytes)
  }

  package mutating func string(_ text: some StringProtocol) {
    separate()
    CanonicalJSON.appendString(text.utf8, to: &bytes)
  }

  /// Writes a whole number with all its digits, whatever its size.
  package mutating func integer(_ number: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Writes a finite number.
  package mutating func number(_ number: Double) {
    separate()
    CanonicalJSON.appendNumber(number, to: &bytes)
  }

  package mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  package mutating func null() { raw("null") }

  /// Writes a value canonically.
  package mutating func value(_ value: JSONValue) {
    separate()
    CanonicalJSON.append(value, to: &bytes)
  }

  /// Writes bytes that are one valid JSON value already.
  package mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Writes bytes that are one valid JSON value already.
  package mutating func raw(_ value: Span<UInt8>) {
    separate()
    value.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  private mutating func raw(_ literal: StaticString) {
    separate()
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

// MARK: - Members

extension JSONWriter {
  /// Writes a name and a text, or `null`.
  package mutating func member(_ name: StaticString, _ text: Text?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  /// Writes a name and a text, or `null`.
  package mutating func member(_ name: StaticString, _ text: (some StringProtocol)?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  /// Writes a name and a whole number, or `null`.
  package mutating func member(_ name: StaticString, _ number: (some BinaryInteger)?) {
    key(name)
    if let number { integer(number) } else { null() }
  }

  /// Writes a name and a number, or `null`.
  package mutating func member(_ name: StaticString, _ value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  /// Writes a name and a truth value, or `null`.
  package mutating func member(_ name: StaticString, _ value: Bool?) {
    key(name)
    if let value { bool(value) } else { null() }
  }

  /// Writes a name and a value, or `null`.
  package mutating func member(_ name: StaticString, _ json: JSONValue?) {
    key(name)
    if let json { value(json) } else { null() }
  }

  /// Writes a name and an array of texts.
  package mutating func member(_ name: StaticString, _ texts: [Text]) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// Writes a name and an array of whole numbers.
  package mutating func member(_ name: StaticString, _ numbers: [some BinaryInteger]) {
    key(name)
    beginArray()
    for number in numbers { integer(number) }
    endArray()
  }
}
