import Testing

@testable import Proofs

@Suite struct NoteTests {
  /// C2SP's own example.
  private static let example = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """
  private static let exampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

  /// The tree of the eight published leaves, signed with the seed 00 01 … 1f.
  private static let golden = """
    chancery.example/test
    8
    XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

    — chancery.example/test PY1iN7D52rrDYlyUrT361ZepgTcSxd+gNFg4YICjOR88eumt7R4dFwo8bdpCPp2aV/W/ff2FcTJv5KONQZv14vt3FgY=

    """
  private static let goldenKey =
    "chancery.example/test+3d8d6237+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"

  private static func signingKey() throws -> SigningKey {
    try SigningKey(
      name: #require(KeyName("chancery.example/test")),
      seed: (0..<32).map { UInt8($0) }
    )
  }

  private static func kind(_ body: () throws(ProofError) -> Void) -> ProofError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func `the specification's example verifies`() throws {
    let note = try SignedNote(Array(Self.example.utf8))
    #expect(note.text == Array("This is an example message.\n".utf8))
    #expect(note.bytes == Array(Self.example.utf8))
    let key = try VerificationKey(Self.exampleKey)
    #expect(key.text == Self.exampleKey)
    #expect(key.id == 0x530d_903a)
    try note.verify(by: key)
  }

  @Test func `the golden checkpoint is made and read byte for byte`() throws {
    let key = try Self.signingKey()
    #expect(key.verificationKey.text == Self.goldenKey)
    let root = NaiveTree(MerkleTests.leaves).root(8)
    let signed = try SignedCheckpoint(size: 8, root: root, by: key)
    #expect(signed.note == Array(Self.golden.utf8))
    #expect(signed.note.count == 189)
    #expect(
      SHA256Digest.hex(of: signed.note)
        == "20305c3b404fce78e989c0b0ac0968bcddcd2f9a922553c49e77bbbb9363760b"
    )
    let read = try SignedCheckpoint(Array(Self.golden.utf8), by: VerificationKey(Self.goldenKey))
    #expect(read == signed)
  }

  @Test func `a signing key is read back from its text`() throws {
    let key = try Self.signingKey()
    #expect(key.text.hasPrefix("PRIVATE+KEY+chancery.example/test+3d8d6237+AQABAgME"))
    for text in [key.text, key.text + "\n"] {
      let read = try SigningKey(Array(text.utf8))
      #expect(read.verificationKey == key.verificationKey)
      #expect(read.text == key.text)
    }
  }

  @Test func `a new key signs what only it verifies`() throws {
    let name = try #require(KeyName("desk.example/journal"))
    let (key, other) = (SigningKey(name: name), SigningKey(name: name))
    #expect(key.verificationKey != other.verificationKey)
    let note = try key.sign(Array("text\n".utf8))
    try note.verify(by: key.verificationKey)
    #expect(
      Self.kind { () throws(ProofError) in try note.verify(by: other.verificationKey) }
        == .untrusted
    )
  }

  @Test func `a signing key that is cut or of another ID is refused, and never repeated`() throws {
    let text = try Self.signingKey().text
    for wrong in [
      "", "PRIVATE+KEY+", String(text.dropLast()), text + " ", text + "\n\n",
      text.replacing("3d8d6237", with: "3d8d6238"), text.replacing("PRIVATE", with: "private"),
      text.replacing("+AQ", with: "+BA"), text.replacing("chancery", with: "chance ry"),
    ] {
      do throws(ProofError) {
        _ = try SigningKey(Array(wrong.utf8))
        Issue.record("read: \(wrong)")
      } catch {
        #expect(error.kind == .malformed)
        #expect(!error.description.contains("ABAgME"))
      }
    }
  }

  @Test(arguments: [
    "", "example.com/foo", "example.com/foo+530d903a",
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
    "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  ])
  func `a verification key that was not copied whole is refused`(text: String) {
    #expect(Self.kind { () throws(ProofError) in _ = try VerificationKey(text) } == .malformed)
  }

  @Test func `no changed byte of a note goes unnoticed`() throws {
    let key = try VerificationKey(Self.goldenKey)
    let bytes = Array(Self.golden.utf8)
    for place in bytes.indices {
      for change: UInt8 in [1, 0x20, 0x80] {
        var changed = bytes
        changed[place] ^= change
        #expect(
          Self.kind { () throws(ProofError) in _ = try SignedCheckpoint(changed, by: key) } != nil,
          "byte \(place) with \(change)"
        )
      }
      #expect(
        Self.kind { () throws(ProofError) in
          _ = try SignedCheckpoint(Array(bytes[..<place]), by: key)
        } != nil,
        "cut before byte \(place)"
      )
    }
  }

  @Test func `signatures of other keys are passed over, a bad one of this key is not`() throws {
    let key = try Self.signingKey()
    let witness = SigningKey(name: try #require(KeyName("witness.example/w")))
    let note = try key.sign(Array("text\n".utf8))
    let lines = String(decoding: note.bytes, as: UTF8.self)
    let other = String(
      decoding: try witness.sign(Array("else\n".utf8)).bytes.dropFirst(6),
      as: UTF8.self
    )
    let both = try SignedNote(Array((lines + other).utf8))
    #expect(both.signatures.count == 2)
    try both.verify(by: key.verificationKey)
    #expect(
      Self.kind { () throws(ProofError) in try both.verify(by: witness.verificationKey) }
        == .badSignature
    )
  }

  @Test func `a text may have blank lines: the last one ends it`() throws {
    let key = try Self.signingKey()
    let note = try key.sign(Array("one\n\ntwo\n".utf8))
    let read = try SignedNote(note.bytes)
    #expect(read.text == Array("one\n\ntwo\n".utf8))
    try read.verify(by: key.verificationKey)
  }

  @Test(arguments: [
    "", "\n", "text\n", "text\n\n", "text\n\n— a AAAAAAA=", "\n— a AAAAAAA=\n",
    "text\n\n- a AAAAAAA=\n", "text\n\n— a b AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n",
    "text\n\n— a+b AAAAAAA=\n", "text\n\n— a AAAA\n", "text\n\n— a AAAAAAB=\n",
    "text\n\n— a\n", "te\txt\n\n— a AAAAAAA=\n", "text\r\n\r\n— a AAAAAAA=\r\n",
    "text\n\n— a\u{A0}b AAAAAAA=\n",
  ])
  func `a malformed note is refused`(text: String) {
    #expect(
      Self.kind { () throws(ProofError) in _ = try SignedNote(Array(text.utf8)) } == .malformed
    )
  }

  @Test func `a note that is not UTF-8, too long or signed too often is refused`() {
    let signature = Array("— a AAAAAAA=\n".utf8)
    let text = Array("text\n\n".utf8)
    for bytes in [
      [0xFF] + text + signature, text + Array([[UInt8]](repeating: signature, count: 101).joined()),
      [UInt8](repeating: 0x61, count: 1 << 20) + text + signature,
    ] {
      #expect(Self.kind { () throws(ProofError) in _ = try SignedNote(bytes) } == .malformed)
    }
    let allowed = text + Array([[UInt8]](repeating: signature, count: 100).joined())
    #expect(Self.kind { () throws(ProofError) in _ = try SignedNote(allowed) } == nil)
  }

  @Test(arguments: [
    "", "a\n8\n", "\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
    "a\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
    "a\n+8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
    "a\n-1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
    "a\n18446744073709551616\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
    "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n",
    "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQg==\n",
    "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
    "a\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n",
    "a b\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
  ])
  func `a malformed checkpoint is refused`(text: String) {
    #expect(
      Self.kind { () throws(ProofError) in _ = try Checkpoint(Array(text.utf8)) } == .malformed
    )
  }

  @Test func `a checkpoint keeps extension lines, and size 0 is one`() throws {
    let text = Array("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n".utf8)
    let checkpoint = try Checkpoint(text)
    #expect(checkpoint.size == 0)
    #expect(checkpoint.root == MerkleTree.emptyRoot)
    #expect(checkpoint.extensions == [Array("more".utf8)])
    #expect(checkpoint.text == text)
  }

  @Test func `a checkpoint of another origin than the key's name is not trusted`() throws {
    let key = try Self.signingKey()
    let checkpoint = Checkpoint(
      origin: try #require(KeyName("other.example/log")),
      size: 1,
      root: MerkleTree.emptyRoot
    )
    let note = try key.sign(checkpoint.text).bytes
    #expect(
      Self.kind { () throws(ProofError) in
        _ = try SignedCheckpoint(note, by: key.verificationKey)
      } == .untrusted
    )
  }
}
