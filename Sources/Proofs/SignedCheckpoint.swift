/// A checkpoint with a signature that was verified, or just made.
package struct SignedCheckpoint: Sendable, Equatable {
  package let checkpoint: Checkpoint
  /// The whole signed note, byte for byte.
  package let note: [UInt8]

  package var size: UInt64 { checkpoint.size }
  package var root: Digest32 { checkpoint.root }

  /// Signs a root at a size, with the key's name as origin.
  ///
  /// - Throws: ``ProofError`` of kind `.badSignature` if the library gave no signature that verifies.
  package init(size: UInt64, root: Digest32, by key: SigningKey) throws(ProofError) {
    checkpoint = Checkpoint(origin: key.name, size: size, root: root)
    note = try key.sign(checkpoint.text).bytes
  }

  /// Reads a signed checkpoint that a key must have signed, in its own name.
  ///
  /// - Throws: ``ProofError``: the note or the checkpoint is malformed, is another log's, or is not signed
  ///   by that key.
  package init(_ note: [UInt8], by key: VerificationKey) throws(ProofError) {
    let signed = try SignedNote(note)
    try signed.verify(by: key)
    let checkpoint = try Checkpoint(signed.text)
    guard checkpoint.origin == key.name else {
      throw ProofError(
        .untrusted,
        "the checkpoint is of \(checkpoint.origin), the key of \(key.name)"
      )
    }
    self.checkpoint = checkpoint
    self.note = note
  }
}
