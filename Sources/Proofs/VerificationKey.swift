internal import Crypto

/// The public half of an Ed25519 key that signs notes, with its name: C2SP's `vkey`.
///
/// Its text is `name+<8 hex digits of the key ID>+<base64 of 0x01 and the 32 bytes>`.
package struct VerificationKey: Hashable, Sendable {
  /// The signature type of Ed25519 in C2SP's registry.
  static let algorithm: UInt8 = 0x01

  package let name: KeyName
  /// The 32 bytes of RFC 8032.
  package let publicKey: Digest32
  /// The first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key), big-endian.
  package let id: UInt32

  init(name: KeyName, publicKey: Digest32) {
    self.name = name
    self.publicKey = publicKey
    let bytes =
      Array(name.string.utf8) + [UInt8(ascii: "\n"), VerificationKey.algorithm] + publicKey.bytes
    id = SHA256Digest.digest(of: bytes).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads a key's text.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed`: also if the ID is not that of the key.
  package init(_ text: String) throws(ProofError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = KeyName(String(parts[0])) else {
      throw .malformed("a key is written name+id+base64, with no white space")
    }
    guard let bytes = Base64.bytes(Array(parts[2].utf8)), bytes.count == 33,
      let key = Digest32(exactly: bytes.dropFirst())
    else { throw .malformed("the key of \(name) has no base64 of 33 bytes at its end") }
    guard bytes[0] == VerificationKey.algorithm else {
      throw .malformed("the key of \(name) is of type \(bytes[0]); only Ed25519, type 1, is known")
    }
    self.init(name: name, publicKey: key)
    guard parts[1].utf8.elementsEqual(idText.utf8) else {
      throw .malformed(
        "the key of \(name) has ID \(idText), not \(parts[1]): it was not copied whole"
      )
    }
  }

  /// The key's text.
  package var text: String {
    "\(name)+\(idText)+\(Base64.string([VerificationKey.algorithm] + publicKey.bytes))"
  }

  /// The ID as its text has it: eight lower-case hexadecimal digits.
  var idText: String {
    Hexadecimal.string([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) })
  }

  /// True if the 64 bytes are this key's signature of the text.
  func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
    guard signature.count == 64,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey.bytes)
    else { return false }
    return key.isValidSignature(signature, for: text)
  }
}
