import Testing

@testable import ChanceryModel

/// Bytes looked at eight at a time give what they give one at a time.
@Suite struct JSONMarksTests {
  private static func needsLook(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func word(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }

  @Test func `each byte at each place is seen, whatever stands before and behind`() {
    let others: [UInt8] = [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x61, 0x7F, 0x80, 0xA2, 0xDC, 0xFF]
    for place in 0..<8 {
      for byte in 0...255 as ClosedRange<UInt8> {
        for other in others {
          var bytes = [UInt8](repeating: other, count: 8)
          bytes[place] = byte
          let expected = Self.needsLook(byte) ? place : nil
          #expect(JSONMarks.first(in: Self.word(bytes)) == expected, "\(bytes)")
        }
      }
    }
  }

  @Test func `of several the first is told, and whether all before it is ASCII`() {
    var random = SeededGenerator(seed: 7)
    let alphabet: [UInt8] = [0, 1, 0x1F, 0x20, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<8).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let first = bytes.firstIndex(where: Self.needsLook)
      let word = Self.word(bytes)
      #expect(JSONMarks.first(in: word) == first, "\(bytes)")
      guard let first else { continue }
      let isASCII = JSONMarks.isASCII(JSONMarks.prefix(first, of: word))
      #expect(isASCII == bytes[..<first].allSatisfy { $0 < 0x80 }, "\(bytes)")
    }
  }

  @Test func `strings of every length read back, a special character at every place`() throws {
    for special in ["\"", "\\", "\u{1}", "\u{1F}", "é", "中", "👩"] {
      for count in 0..<20 {
        for place in 0...count {
          let text =
            String(repeating: "a", count: place) + special
            + String(repeating: "b", count: count - place)
          let bytes = CanonicalJSON.bytes(of: .string(Text(text)))
          #expect(try JSONParser.parse(bytes) == .string(Text(text)))
          guard special.utf8.count > 1 else { continue }
          #expect(bytes == Array("\"\(text)\"".utf8))
        }
      }
    }
  }
}
