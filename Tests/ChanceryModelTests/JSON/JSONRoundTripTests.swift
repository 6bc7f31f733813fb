import ChanceryModel
import Testing

@Suite struct JSONRoundTripTests {
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `a value survives its canonical spelling`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let value = Self.value(depth: 4, using: &random)
      let bytes = CanonicalJSON.bytes(of: value)
      let again = try JSONParser.parse(bytes)
      #expect(again == value)
      #expect(CanonicalJSON.bytes(of: again) == bytes)
      #expect(try JSONParser.parse(Self.scrambled(value, using: &random)) == value)
    }
  }

  static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2:
      return .integer(.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &random))
    case 3: return .number(decimal(using: &random))
    case 4, 5: return .string(text(using: &random))
    case 6:
      let count = Int.random(in: 0..<5, using: &random)
      return .array((0..<count).map { _ in value(depth: depth - 1, using: &random) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<40, using: &random) {
        object[text(using: &random)] = value(depth: depth - 2, using: &random)
      }
      return .object(object)
    }
  }

  /// At most 15 digits, with an exponent that keeps clear of 2^53…10^21.
  private static func decimal(using random: inout SeededGenerator) -> Double {
    let digits = Int.random(in: -999_999_999_999_999...999_999_999_999_999, using: &random)
    let exponent = Int.random(in: -300...0, using: &random)
    return Double("\(digits)e\(Bool.random(using: &random) ? exponent : -exponent / 2 + 21)") ?? 0
  }

  private static func text(using random: inout SeededGenerator) -> Text {
    let alphabet = Array(
      "abcXYZ019 \"\\/\n\t\u{1}\u{7F}éß€\u{301}\u{E000}\u{FFFF}😀\u{10FFFF}".unicodeScalars
    )
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
    }
    return Text(String(scalars))
  }

  /// The same value with space, in any order and with escapes that need not be.
  private static func scrambled(_ value: JSONValue, using random: inout SeededGenerator) -> [UInt8]
  {
    let space = Array(["", " ", "\n\t", "\r\n"][Int.random(in: 0..<4, using: &random)].utf8)
    switch value {
    case .array(let elements):
      let parts = elements.map { scrambled($0, using: &random) }
      return space + "[".utf8 + parts.joined(separator: ",".utf8) + space + "]".utf8 + space
    case .object(let object):
      let parts = object.members.shuffled(using: &random).map {
        space + escaped($0.key) + ":".utf8 + scrambled($0.value, using: &random)
      }
      return space + "{".utf8 + parts.joined(separator: ",".utf8) + space + "}".utf8
    case .string(let text): return space + escaped(text)
    default: return space + CanonicalJSON.bytes(of: value) + space
    }
  }

  private static func escaped(_ text: Text) -> [UInt8] {
    let units = text.string.utf16.map { unit in
      "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
        + String(unit, radix: 16)
    }
    return Array("\"\(units.joined())\"".utf8)
  }
}
