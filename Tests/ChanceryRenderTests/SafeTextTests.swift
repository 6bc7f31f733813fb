import ChanceryModel
import ChanceryRender
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("é漢字", "é漢字"), ("\u{1B}[31mred", "␛[31mred"), ("a\u{0}b", "a␀b"),
    ("bell\u{7}", "bell␇"), ("\u{7F}", "\\u{7F}"), ("c1 \u{9B}31m", "c1 \\u{9B}31m"),
    ("\u{202E}gnitide", "\\u{202E}gnitide"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("\u{200F}", "\\u{200F}"), ("\u{FEFF}x", "\\u{FEFF}x"), ("\u{E0041}", "\\u{E0041}"),
    ("a\nb\r\nc\td", "a b c d"), ("a\u{2028}b", "a b"),
    ("zero\u{200D}joiner", "zero\u{200D}joiner"),
  ])
  func `a line shows what it holds, and does nothing`(text: String, shown: String) {
    #expect(SafeText.line(text) == shown)
  }

  @Test func `no forbidden scalar survives in any form`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), SafeText.isForbidden(scalar) else { continue }
      let text = "a\(scalar)b"
      #expect(!SafeText.line(text).unicodeScalars.contains(where: SafeText.isForbidden))
      let data = SafeText.data(Array(text.utf8), asJSON: false)
      let left = String(decoding: data, as: UTF8.self).unicodeScalars.filter(SafeText.isForbidden)
      #expect(left.allSatisfy { $0 == "\n" || $0 == "\t" })
    }
  }

  @Test func `JSON on its way to a terminal keeps its value`() throws {
    let json = Array("{\"quote\":\"\u{9B}31m \u{202E}x \u{E0041}\"}\n".utf8)
    let safe = SafeText.data(json, asJSON: true)
    let text = String(decoding: safe, as: UTF8.self)
    #expect(text == "{\"quote\":\"\\u009B31m \\u202Ex \\uDB40\\uDC41\"}\n")
    #expect(try JSONParser.parse(safe) == JSONParser.parse(json))
  }

  @Test func `harmless bytes are passed on as they are`() {
    let bytes = Array("{\"a\":\"Élysée\"}\n".utf8)
    #expect(SafeText.data(bytes, asJSON: true) == bytes)
  }
}
