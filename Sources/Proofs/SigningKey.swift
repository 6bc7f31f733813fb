internal import Crypto

/// An Ed25519 key that signs notes, with its name.
///
/// Its text is what Go's note package writes: `PRIVATE+KEY+name+<key ID>+<base64 of 0x01 and the seed>`.
package struct SigningKey: Sendable {
  /// The public half.
  package let verificationKey: VerificationKey
  private let seed: [UInt8]
  private let key: Curve25519.Signing.PrivateKey

  package var name: KeyName { verificationKey.name }

  /// Makes a new key from the system's randomness.
  package init(name: KeyName) {
    self.init(name, Curve25519.Signing.PrivateKey())
  }

  /// The key of a seed.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed` unless the seed has 32 bytes.
  package init(name: KeyName, seed: [UInt8]) throws(ProofError) {
    guard seed.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { throw .malformed("the seed of an Ed25519 key has 32 bytes, not \(seed.count)") }
    self.init(name, key)
  }

  private init(_ name: KeyName, _ key: Curve25519.Signing.PrivateKey) {
    self.key = key
    seed = Array(key.rawRepresentation)
    guard let publicKey = Digest32(exactly: Array(key.publicKey.rawRepresentation)) else {
      preconditionFailure("an Ed25519 public key has 32 bytes")
    }
    verificationKey = VerificationKey(name: name, publicKey: publicKey)
  }

  private static let prefix = "PRIVATE+KEY+"

  /// Reads a key's text, with or without a line feed at its end.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed`, which never repeats the text.
  package init(_ bytes: [UInt8]) throws(ProofError) {
    let line = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    guard let text = String(validating: line, as: UTF8.self),
      text.utf8.starts(with: SigningKey.prefix.utf8)
    else { throw .malformed("a signing key begins with \(SigningKey.prefix)") }
    let parts = text.dropFirst(SigningKey.prefix.count)
      .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = KeyName(String(parts[0])) else {
      throw .malformed("a signing key is written \(SigningKey.prefix)name+id+base64")
    }
    guard let secret = Base64.bytes(Array(parts[2].utf8)), secret.count == 33,
      secret[0] == VerificationKey.algorithm
    else { throw .malformed("the signing key of \(name) has no base64 of type 1 and 32 bytes") }
    try self.init(name: name, seed: Array(secret.dropFirst()))
    guard parts[1].utf8.elementsEqual(verificationKey.idText.utf8) else {
      throw .malformed("the signing key of \(name) does not have the ID that it names")
    }
  }

  /// The key's text, without a line feed: a secret.
  package var text: String {
    let secret = Base64.string([VerificationKey.algorithm] + seed)
    return "\(SigningKey.prefix)\(name)+\(verificationKey.idText)+\(secret)"
  }

  /// Signs a text.
  ///
  /// - Precondition: The text ends with a line feed.
  /// - Throws: ``ProofError`` of kind `.badSignature` if the library gave none that verifies.
  package func sign(_ text: [UInt8]) throws(ProofError) -> SignedNote {
    precondition(text.last == UInt8(ascii: "\n"), "a note's text ends with a line feed")
    guard let data = try? key.signature(for: text) else {
      throw ProofError(.badSignature, "the key of \(name) gave no signature")
    }
    let note = SignedNote(
      text: text,
      signatures: [
        SignedNote.Signature(name: name, keyID: verificationKey.id, bytes: Array(data))
      ]
    )
    // What cannot be verified must never go out.
    try note.verify(by: verificationKey)
    return note
  }
}
