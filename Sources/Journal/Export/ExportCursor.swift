internal import ChanceryModel

/// A place in a line of an export, whose members stand in one order.
struct ExportCursor {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What is left of the line.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// Steps over a text if it stands here.
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    let isHere = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
    if isHere { position += count }
    return isHere
  }

  /// Reads a decimal number without leading zeros.
  mutating func number() -> UInt64? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else {
      return nil
    }
    position += digits.count
    return UInt64(String(decoding: digits, as: UTF8.self))
  }

  /// The bytes up to the next quotation mark, which is not stepped over.
  mutating func text() -> ArraySlice<UInt8> {
    let text = rest.prefix { $0 != UInt8(ascii: "\"") }
    position += text.count
    return text
  }

  /// Reads a value of `data`, which has to be canonical; its bytes are empty for `null`.
  mutating func value(_ seq: UInt64) throws(ExportFault) -> (JSONValue, [UInt8]) {
    let start = position
    let value: JSONValue
    do throws(Refusal) {
      (value, position) = try JSONParser.value(in: bytes, from: start)
    } catch {
      throw ExportFault("the data of event \(seq) is no JSON: \(error.detail)")
    }
    if value.isNull { return (value, []) }
    let data = Array(bytes[start..<position])
    guard CanonicalJSON.bytes(of: value) == data else {
      throw ExportFault("the data of event \(seq) is not spelled as RFC 8785 has it")
    }
    return (value, data)
  }
}
