/// A text with signatures below it: C2SP's signed-note v1.
///
/// ```
/// text, ending with a line feed
///
/// — key-name base64(key ID ‖ signature)
/// ```
package struct SignedNote: Sendable, Equatable {
  /// One signature line.
  package struct Signature: Sendable, Equatable {
    package let name: KeyName
    package let keyID: UInt32
    /// What the key made, without the ID.
    package let bytes: [UInt8]

    package init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
      self.name = name
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  /// What is signed, its last line feed included.
  package let text: [UInt8]
  package let signatures: [Signature]

  init(text: [UInt8], signatures: [Signature]) {
    self.text = text
    self.signatures = signatures
  }

  /// The note's bytes.
  package var bytes: [UInt8] {
    var bytes = text
    bytes.append(UInt8(ascii: "\n"))
    for signature in signatures {
      let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: signature.keyID >> UInt32($0)) }
      bytes += "— \(signature.name) ".utf8
      bytes += Base64.ascii(id + signature.bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Says that a key has signed the text.
  ///
  /// Signatures of other keys are passed over. Each one that names this key has to be good.
  ///
  /// - Throws: ``ProofError`` of kind `.untrusted` if the key has not signed, `.badSignature` if a
  ///   signature in its name does not fit the text.
  package func verify(by key: VerificationKey) throws(ProofError) {
    let own = signatures.filter { $0.name == key.name && $0.keyID == key.id }
    guard !own.isEmpty else {
      let signers = signatures.map { $0.name.string }.joined(separator: ", ")
      throw ProofError(
        .untrusted,
        "the key \(key.name)+\(key.idText) has not signed this; signed by: \(signers)"
          + (signatures.contains { $0.name == key.name } ? ", with another key" : "")
      )
    }
    for signature in own {
      guard key.isSignature(signature.bytes, of: text) else {
        throw ProofError(
          .badSignature,
          "the signature of \(key.name) does not fit the text above it"
        )
      }
    }
  }
}

// MARK: - Reading

extension SignedNote {
  /// More bytes than this are no note that is meant well.
  package static let bytesMax = 1 << 20
  /// C2SP asks for 16 at least.
  private static let signaturesMax = 100
  private static let lineFeed = UInt8(ascii: "\n")

  /// Reads a note strictly: valid UTF-8, no control character but line feeds, at least one signature.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed`.
  package init(_ bytes: [UInt8]) throws(ProofError) {
    guard bytes.count <= SignedNote.bytesMax else {
      throw .malformed("a note has at most \(SignedNote.bytesMax) bytes, not \(bytes.count)")
    }
    try SignedNote.checkCharacters(bytes)
    guard bytes.last == SignedNote.lineFeed else {
      throw .malformed("the note does not end with a line feed")
    }
    let lines = bytes.dropLast()
      .split(separator: SignedNote.lineFeed, omittingEmptySubsequences: false)
    guard let blank = lines.lastIndex(where: \.isEmpty), blank > 0 else {
      throw .malformed("the note has no blank line between text and signatures")
    }
    guard blank + 1 < lines.count, lines.count - blank - 1 <= SignedNote.signaturesMax else {
      throw .malformed(
        line: blank + 1,
        "1 to \(SignedNote.signaturesMax) signatures follow, not \(lines.count - blank - 1)"
      )
    }
    var signatures: [Signature] = []
    for index in (blank + 1)..<lines.count {
      signatures.append(try Signature(line: lines[index], number: index + 1))
    }
    self.init(
      text: Array(lines[..<blank].joined(separator: [SignedNote.lineFeed])) + [SignedNote.lineFeed],
      signatures: signatures
    )
  }

  private static func checkCharacters(_ bytes: [UInt8]) throws(ProofError) {
    if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != lineFeed }) {
      throw .malformed(
        line: bytes[..<place].count { $0 == lineFeed } + 1,
        "a note holds no control character"
      )
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .malformed("the note is not UTF-8")
    }
  }
}

extension SignedNote.Signature {
  /// Reads `— name base64`.
  fileprivate init(line: ArraySlice<UInt8>, number: Int) throws(ProofError) {
    let dash = Array("— ".utf8)
    let parts = line.dropFirst(dash.count)
      .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard line.starts(with: dash), parts.count == 2,
      let name = KeyName(String(decoding: parts[0], as: UTF8.self))
    else { throw .malformed(line: number, "a signature is written “— name base64”") }
    guard let blob = Base64.bytes(parts[1]), blob.count > 4 else {
      throw .malformed(line: number, "the signature of \(name) is no base64 of a key ID and more")
    }
    self.init(
      name: name,
      keyID: blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
      bytes: Array(blob.dropFirst(4))
    )
  }
}
