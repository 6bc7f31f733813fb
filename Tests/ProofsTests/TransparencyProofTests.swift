import Testing

@testable import Proofs

@Suite struct TransparencyProofTests {
  private static let hash = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
  private static let note = "a\n8\n\(hash)\n\n— a AAAAAAA=\n"

  private static func read(_ text: String) throws(ProofError) -> TransparencyProof {
    try TransparencyProof(Array(text.utf8))
  }

  @Test(arguments: [
    "c2sp.org/tlog-proof@v1\nextra AAEC\nindex 5\n\(hash)\n\(hash)\n\n\(note)",
    "c2sp.org/tlog-proof@v1\nindex 0\n\n\(note)",
    "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n\(note)",
    "c2sp.org/tlog-proof@v1\nindex 18446744073709551615\n\(hash)\n\n\(note)",
  ])
  func `a proof is printed as it was read`(text: String) throws {
    let proof = try Self.read(text)
    #expect(proof.bytes == Array(text.utf8))
    #expect(proof.checkpoint == Array(Self.note.utf8))
  }

  @Test func `a proof's parts are read`() throws {
    let proof = try Self.read(
      "c2sp.org/tlog-proof@v1\nextra AAEC\nindex 73894\n\(Self.hash)\n\n\(Self.note)"
    )
    #expect(proof.extra == [0, 1, 2])
    #expect(proof.index == 73894)
    #expect(proof.path.map(\.base64) == [Self.hash])
    #expect(try Self.read("c2sp.org/tlog-proof@v1\nindex 0\n\nx").extra == nil)
  }

  @Test(arguments: [
    ("", 1), ("c2sp.org/tlog-proof@v2\nindex 0\n\nx", 1), ("c2sp.org/tlog-proof@v1\n", 2),
    ("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\nx", 1),
    ("c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\nx", 2),
    ("c2sp.org/tlog-proof@v1\nextra AAEC\n\nx", 3), ("c2sp.org/tlog-proof@v1\nindex 01\n\nx", 2),
    ("c2sp.org/tlog-proof@v1\nindex x\n\nx", 2), ("c2sp.org/tlog-proof@v1\nindex 0\nAAEC\n\nx", 3),
    ("c2sp.org/tlog-proof@v1\nindex 0\n\(hash)", 4),
    ("c2sp.org/tlog-proof@v1\nindex 0\n\(hash)\n\n", 5),
    ("c2sp.org/tlog-proof@v1\nindex 0\nextra AAEC\n\nx", 3),
  ])
  func `a malformed proof is refused with its line`(text: String, line: Int) {
    do throws(ProofError) {
      _ = try Self.read(text)
      Issue.record("read: \(text)")
    } catch {
      #expect(error.kind == .malformed)
      #expect(error.description.hasPrefix("line \(line): "), "\(error)")
    }
  }

  @Test func `a path longer than any tree has is refused`() {
    let path = String(repeating: "\(Self.hash)\n", count: 64)
    #expect(throws: ProofError.self) {
      try Self.read("c2sp.org/tlog-proof@v1\nindex 0\n\(path)\n\(Self.note)")
    }
  }

  @Test func `base64 and hexadecimal are read as they are written, and no other way`() {
    for count in 0...70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
      #expect(Base64.bytes(Base64.ascii(bytes)) == bytes)
      #expect(Hexadecimal.bytes(Hexadecimal.ascii(bytes)) == bytes)
    }
    #expect(Base64.string(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Base64.string(Array("fooba".utf8)) == "Zm9vYmE=")
    #expect(Base64.string(Array("foob".utf8)) == "Zm9vYg==")
    for wrong in [
      "Z", "Zg", "Zg=", "Zh==", "Zm9=", "Zm9vYmE", "Z===", "====", "=", "Zm9v====", "Zg==Zg==",
      "Zm 9", "Zm-_", "Zm9v\n",
    ] {
      #expect(Base64.bytes(Array(wrong.utf8)) == nil, "\(wrong)")
    }
    for wrong in ["0", "0G", "AB", "0x", " 0"] {
      #expect(Hexadecimal.bytes(Array(wrong.utf8)) == nil, "\(wrong)")
    }
    #expect(Digest32(exactly: [UInt8](repeating: 1, count: 33)) == nil)
    #expect(Digest32(base64: Array("Zg==".utf8)) == nil)
    #expect(Digest32(hex: Array(String(repeating: "0a", count: 32).utf8))?.bytes.last == 10)
  }
}
