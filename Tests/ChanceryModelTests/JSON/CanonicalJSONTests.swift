import ChanceryModel
import Testing

/// RFC 8785; the numbers of its appendix B, the examples of its text, and documents in the manner of
/// its author's test data (github.com/cyberphone/json-canonicalization).
@Suite struct CanonicalJSONTests {
  static func canonical(_ text: String) throws -> String {
    String(decoding: CanonicalJSON.bytes(of: try JSONParser.parse(Array(text.utf8))), as: UTF8.self)
  }

  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"),
      (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"),
      (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"),
      (0xC340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
      (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
      (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
      (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
      (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"),
      (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"),
      (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"),
      (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)]
  )
  func `appendix B's numbers`(bits: UInt64, expected: String) {
    var bytes: [UInt8] = []
    CanonicalJSON.appendNumber(Double(bitPattern: bits), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (1.0, "1"), (-1.0, "-1"), (10.0, "10"), (0.1, "0.1"), (0.5, "0.5"), (4.50, "4.5"),
    (100.25, "100.25"), (1e20, "100000000000000000000"), (1.5e21, "1.5e+21"), (1e-6, "0.000001"),
    (1.25e-6, "0.00000125"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"), (1e100, "1e+100"),
    (9_007_199_254_740_991, "9007199254740991"), (0x1p63, "9223372036854776000"),
    (-0x1p63, "-9223372036854776000"), (0x1p64, "18446744073709552000"), (-0.001, "-0.001"),
    (.leastNormalMagnitude, "2.2250738585072014e-308"),
  ])
  func `numbers as ECMAScript writes them`(number: Double, expected: String) {
    #expect(CanonicalJSON.bytes(of: .number(number)) == Array(expected.utf8))
  }

  @Test func `every finite double reads back from its spelling`() throws {
    var random = SeededGenerator(seed: 8785)
    for _ in 0..<100_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      var bytes: [UInt8] = []
      CanonicalJSON.appendNumber(number, to: &bytes)
      let spelling = String(decoding: bytes, as: UTF8.self)
      #expect(Double(spelling) == number, "\(spelling)")
    }
  }

  @Test func `members stand in the order of their UTF-16 code units`() throws {
    let text = #"""
      { "\u20ac": "Euro Sign", "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis" }
      """#
    let object = try #require(try JSONParser.parse(Array(text.utf8)).objectValue)
    #expect(
      object.members.map(\.value) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
      ]
    )
  }

  /// The RFC's 333333333.33333329 has more digits than the journal takes.
  @Test func `the example of section 3_2_2`() throws {
    let text = #"""
      {
        "numbers": [333333333.333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try Self.canonical(text) == expected)
  }

  @Test func `escapes are the shortest there are, and only where they must be`() throws {
    let controls = (0..<0x20).compactMap(Unicode.Scalar.init).map { String(Character($0)) }.joined()
    var bytes: [UInt8] = []
    CanonicalJSON.appendString(Text(controls + "\"\\/\u{7F}\u{80}é\u{2028}😀"), to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d"#
        + #"\u001e\u001f\"\\/"# + "\u{7F}\u{80}é\u{2028}😀\""
    )
  }

  @Test func `a string may be given as any bytes`() {
    var contiguous: [UInt8] = []
    var scattered: [UInt8] = []
    CanonicalJSON.appendString("a\"é\n", to: &contiguous)
    CanonicalJSON.appendString("a\"é\n".utf8.lazy.filter { $0 != 0 }, to: &scattered)
    #expect(contiguous == scattered)
    #expect(String(decoding: contiguous, as: UTF8.self) == #""a\"é\n""#)
  }

  @Test(arguments: [
    (#"[56,{"d":true,"10":null,"1":[]}]"#, #"[56,{"1":[],"10":null,"d":true}]"#),
    (
      #"{"peach":"order","péché":"is","pêche":"not","sin":"French"}"#,
      #"{"peach":"order","péché":"is","pêche":"not","sin":"French"}"#
    ),
    (
      #"""
      {"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],
       "A":{}}
      """#,
      #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"#
        + #""A":{},"a":{}}"#
    ),
    ("{\"Unnormalized\":\"A\u{30A}\"}", "{\"Unnormalized\":\"A\u{30A}\"}"),
    (
      #"{"€":1,"\r":2,"\u000a":3,"1":4,"\u0080":"\u007f","\ud83d\ude02":6,"ö":7,"\ufb33":8,"</s>":9}"#,
      "{\"\\n\":3,\"\\r\":2,\"1\":4,\"</s>\":9,\"\u{80}\":\"\u{7F}\",\"ö\":7,\"€\":1,\"😂\":6,"
        + "\"\u{FB33}\":8}"
    ),
    ("  [ 1 ,\r\n\t2 ]\n", "[1,2]"),
    ("-0", "0"),
    ("-0.0e5", "0"),
  ])
  func `documents have one spelling`(text: String, expected: String) throws {
    let spelled = try Self.canonical(text)
    #expect(Array(spelled.utf8) == Array(expected.utf8), "\(spelled)")
    #expect(Array(try Self.canonical(spelled).utf8) == Array(expected.utf8))
  }
}
