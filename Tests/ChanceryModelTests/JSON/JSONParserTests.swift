import ChanceryModel
import Testing

@Suite struct JSONParserTests {
  static func parse(_ text: String) throws(Refusal) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  static func refusal(_ bytes: [UInt8]) -> Refusal? {
    do throws(Refusal) {
      _ = try JSONParser.parse(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      ("null", .null), ("true", true), ("false", false), ("0", 0), ("-0", 0), ("17", 17),
      ("-1", -1),
      ("1.5", 1.5), ("1e2", 100), ("1E+2", 100), ("12.5e-1", 1.25), (#""""#, ""), (#""a""#, "a"),
      ("[]", []), ("{}", [:]), (" [ ] ", []), ("{ }\n", [:]), ("[[],{}]", [[], [:]]),
      (#"{"b":1,"a":[true]}"#, ["a": [true], "b": 1]),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"),
      (#""\ufeff""#, "\u{FEFF}"),
      (#""\uFFFF\u{7F}""#.replacing("\\u{7F}", with: "\u{7F}"), "\u{FFFF}\u{7F}"),
      ("\"Élysée 😀 longer than fifteen bytes\"", "Élysée 😀 longer than fifteen bytes"),
    ] as [(String, JSONValue)]
  )
  func `values`(text: String, expected: JSONValue) throws {
    #expect(try Self.parse(text) == expected)
  }

  @Test(
    arguments: [
      ("9007199254740991", 9_007_199_254_740_991), ("-9007199254740991", -9_007_199_254_740_991),
      ("123456789012.345", 123_456_789_012.345), ("0.000000000000001", 1e-15),
      ("1.50000000000000000", 1.5),
      ("1e21", 1e21), ("1e300", 1e300), ("1.23456789012345e-300", 1.23456789012345e-300),
      ("0.1e1", 1), ("0e0", 0), ("0.0", 0), ("1000000000000000e-15", 1), ("5e-1", 0.5),
      ("0e99999999999999999999", 0), ("123456789012345e7", 1.23456789012345e21),
    ] as [(String, Double)]
  )
  func `numbers that are kept`(text: String, expected: Double) throws {
    #expect(try Self.parse(text) == .number(expected))
  }

  @Test(arguments: [
    "9007199254740992", "-9007199254740992", "9223372036854775807", "18446744073709551616",
    "10000000000000000", "100000000000000000000000000000000000000", "0.1234567890123456",
    "1234567890.123456", "9007199254740991.5", "9007199254740991.0", "1e400", "-1e400", "1e-400",
    "5e-324",
    "2e-308", "1e16", "1e20", "123456789012345.6e3", "1e99999999999999999999",
    "1e-99999999999999999999",
  ])
  func `numbers that could not be kept are refused`(text: String) {
    let refusal = Self.refusal(Array(text.utf8))
    #expect(refusal?.code == .numberRange)
    #expect(refusal?.items.first?.column == 1)
    #expect(refusal?.hint == "write it as a string")
  }

  /// Text, code, column.
  @Test(
    arguments: [
      ("", .malformedJSON, 1), (" ", .malformedJSON, 2), ("x", .malformedJSON, 1),
      ("nul", .malformedJSON, 4), ("nulL", .malformedJSON, 4), ("tru]", .malformedJSON, 4),
      ("True", .malformedJSON, 1), ("NaN", .malformedJSON, 1), ("Infinity", .malformedJSON, 1),
      ("-", .malformedJSON, 2), ("-a", .malformedJSON, 2), ("+1", .malformedJSON, 1),
      (".5", .malformedJSON, 1), ("1.", .malformedJSON, 3), ("1.e5", .malformedJSON, 3),
      ("1e", .malformedJSON, 3), ("1e+", .malformedJSON, 4), ("01", .malformedJSON, 2),
      ("-01", .malformedJSON, 3), ("0x10", .malformedJSON, 2), ("1 2", .malformedJSON, 3),
      ("[", .malformedJSON, 2), ("[1", .malformedJSON, 3), ("[1,", .malformedJSON, 4),
      ("[1,]", .malformedJSON, 4), ("[,1]", .malformedJSON, 2), ("[1 2]", .malformedJSON, 4),
      ("[1}", .malformedJSON, 3), ("]", .malformedJSON, 1), ("{", .malformedJSON, 2),
      (#"{"a"}"#, .malformedJSON, 5), (#"{"a":}"#, .malformedJSON, 6),
      (#"{"a":1,}"#, .malformedJSON, 8),
      ("{a:1}", .malformedJSON, 2), ("{'a':1}", .malformedJSON, 2), ("{1:1}", .malformedJSON, 2),
      (#"{"a":1 "b":2}"#, .malformedJSON, 8), (#"{"a" 1}"#, .malformedJSON, 6),
      ("[1] // no", .malformedJSON, 5), ("[1]]", .malformedJSON, 4), ("“a”", .malformedJSON, 1),
      ("\"a", .malformedJSON, 3), ("\"a\\", .malformedJSON, 4), ("\"a\\\"", .malformedJSON, 5),
      ("\"a\nb\"", .malformedJSON, 3), ("\"\u{1F}\"", .malformedJSON, 2),
      ("\"\\x\"", .malformedJSON, 2),
      ("\"\\u12\"", .malformedJSON, 2), ("\"\\u12G4\"", .malformedJSON, 2),
      ("\"\\U0041\"", .malformedJSON, 2),
      ("\"ab\\u0000\"", .forbiddenCharacter, 4), ("\"a\0\"", .forbiddenCharacter, 3),
      ("\0", .forbiddenCharacter, 1), ("[1]\0", .forbiddenCharacter, 4),
      ("\"\\ud800\"", .forbiddenCharacter, 2), ("\"\\udc00\"", .forbiddenCharacter, 2),
      ("\"\\ud800\\ud800\"", .forbiddenCharacter, 2), ("\"\\ud800a\"", .forbiddenCharacter, 2),
      ("\"\\ud83d\\n\"", .forbiddenCharacter, 2), ("\u{FEFF}{}", .forbiddenCharacter, 1),
      ("[\u{FEFF}1]", .forbiddenCharacter, 2), (#"{"a":1,"a":2}"#, .duplicateKey, 8),
      (#"{"b":1,"a":[],"b":2}"#, .duplicateKey, 15),
      (#"{"a":1,"b":2,"\u0061":1}"#, .duplicateKey, 14),
      ("[\n  1,\n  01]", .malformedJSON, 11),
    ] as [(String, RefusalCode, Int)]
  )
  func `what is no JSON is refused where it goes wrong`(
    text: String,
    code: RefusalCode,
    column: Int
  ) {
    let refusal = Self.refusal(Array(text.utf8))
    #expect(refusal?.code == code, "\(text.debugDescription): \(refusal?.detail ?? "accepted")")
    #expect(refusal?.items.first?.column == column, "\(text.debugDescription)")
    #expect(refusal?.items.first?.line == nil)
  }

  @Test(
    arguments: [
      ([0x22, 0xC3, 0x22], 2), ([0x22, 0x61, 0xFF, 0x22], 3), ([0x22, 0xC0, 0x80, 0x22], 2),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 2),
      ([0x22, 0xC3, 0xA9, 0x5C, 0x6E, 0xE2, 0x82, 0x22], 6), ([0xFF, 0xFE, 0x5B, 0x00], 1),
      ([0x5B, 0x80, 0x5D], 2),
    ] as [([UInt8], Int)]
  )
  func `bytes that are no UTF-8 are refused`(bytes: [UInt8], column: Int) {
    let refusal = Self.refusal(bytes)
    #expect(refusal?.code == .invalidUTF8)
    #expect(refusal?.items.first?.column == column)
  }

  @Test(arguments: [
    (#"{"data":{"stances":[{},{"a/b~c":tru}]}}"#, "/data/stances/1/a~1b~0c"),
    (#"{"data":{"n":1.12345678901234567}}"#, "/data/n"),
    (#"{"data":[{"k":1,"k":2}]}"#, "/data/0/k"),
    (#"{"data":{"k":1,"a":2"#, "/data"),
    ("[1", ""),
  ])
  func `a refusal points at the value`(text: String, pointer: String) {
    #expect(Self.refusal(Array(text.utf8))?.items.first?.pointer == pointer)
  }

  @Test func `behind a line break the detail names the line`() {
    let refusal = Self.refusal(Array("{\n  \"a\": 1,\n  \"b\" 2\n}".utf8))
    #expect(refusal?.detail == "expected “:”, found “2” (line 3, column 7)")
    #expect(Self.refusal(Array("[1,]".utf8))?.detail == "expected a value, found “]”")
    #expect(Self.refusal(Array("[1,]".utf8))?.hint == "remove the comma before it")
  }

  @Test(arguments: [32, 33, 40, 100_000])
  func `nesting ends at 32`(depth: Int) {
    let arrays = Array(
      (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8
    )
    let objects = Array(
      (String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)).utf8
    )
    let expected: RefusalCode? = depth <= 32 ? nil : .tooDeep
    #expect(Self.refusal(arrays)?.code == expected)
    #expect(Self.refusal(objects)?.code == expected)
    if depth > 32 {
      #expect(Self.refusal(arrays)?.items.first?.column == 33)
      #expect(Self.refusal(arrays)?.items.first?.pointer == String(repeating: "/0", count: 32))
    }
  }

  @Test func `two spellings of one letter are two names`() throws {
    let value = try Self.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value.objectValue?.members.count == 2)
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test func `many members in any order are sorted, and the second of a name is found`() throws {
    var random = SeededGenerator(seed: 5)
    let names = (0..<1000).map { "k\($0)" }.shuffled(using: &random)
    let text = names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
    let object = try #require(try Self.parse("{\(text)}").objectValue)
    #expect(object.members.map(\.key) == names.map { Text($0) }.sorted())
    #expect(object.members.allSatisfy { $0.value == .string($0.key) })
    let refusal = Self.refusal(Array("{\(text),\"\(names[3])\":1}".utf8))
    #expect(refusal?.code == .duplicateKey)
    #expect(refusal?.items.first?.column == text.utf8.count + 3)
    #expect(refusal?.items.first?.pointer == "/" + names[3])
  }

  @Test func `every prefix of a document, and every byte changed, is a value or a refusal`() throws
  {
    let text = #"{"a":[1,-2.5e3,"x\u00e9\n😀",null,true,{"b":{}}],"c":"d"}"#
    let bytes = Array(text.utf8)
    for end in bytes.indices { #expect(Self.refusal(Array(bytes[..<end])) != nil) }
    for index in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[index] = byte
        guard let value = try? JSONParser.parse(changed) else { continue }
        #expect(try JSONParser.parse(CanonicalJSON.bytes(of: value)) == value)
      }
    }
  }
}
