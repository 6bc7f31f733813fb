import ChanceryModel
import Testing

@Suite struct JSONPointerTests {
  static let document = #" {"data": {"a/b": [10, {"~": "x"}], "m~n": -1.5e1 }, "": true}"#

  @Test(arguments: [
    ("", #"{"data": {"a/b": [10, {"~": "x"}], "m~n": -1.5e1 }, "": true}"#),
    ("/data/a~1b", #"[10, {"~": "x"}]"#),
    ("/data/a~1b/0", "10"),
    ("/data/a~1b/1/~0", #""x""#),
    ("/data/m~0n", "-1.5e1"),
    ("/", "true"),
    ("/data/a~1b/2", #"[10, {"~": "x"}]"#),
    ("/data/a~1b/-1", #"[10, {"~": "x"}]"#),
    ("/data/m~0n/deeper", "-1.5e1"),
    ("/data/missing/too", #"{"a/b": [10, {"~": "x"}], "m~n": -1.5e1 }"#),
  ])
  func `a pointer leads to its value or the nearest ancestor`(
    pointer: String,
    expected: String
  ) throws {
    let bytes = Array(Self.document.utf8)
    let range = try #require(JSONPointer.byteRange(of: pointer, in: bytes))
    #expect(String(decoding: bytes[range], as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("/data", #""data""#), ("/data/a~1b", #""a/b""#), ("/data/a~1b/1/~0", #""~""#),
      ("/", #""""#), ("/data/m~0n", #""m~n""#), ("/data/a~1b/0", nil), ("", nil),
      ("/data/missing", nil), ("/missing/too", nil),
    ] as [(String, String?)]
  )
  func `a pointer to a member leads to its name, too`(pointer: String, expected: String?) {
    let bytes = Array(Self.document.utf8)
    let range = JSONPointer.nameRange(of: pointer, in: bytes)
    #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
  }

  @Test func `what is no JSON has no places`() {
    #expect(JSONPointer.nameRange(of: "/a", in: Array("{\"b\":".utf8)) == nil)
    #expect(JSONPointer.byteRange(of: "/a", in: Array("{\"a\":".utf8)) == nil)
    #expect(JSONPointer.byteRange(of: "", in: []) == nil)
  }

  @Test(arguments: [("a", "a"), ("a/b", "a~1b"), ("m~n", "m~0n"), ("~1", "~01"), ("é/", "é~1")])
  func `names are escaped`(key: String, expected: String) {
    #expect(JSONPointer.escape(Text(key)) == expected)
  }
}
