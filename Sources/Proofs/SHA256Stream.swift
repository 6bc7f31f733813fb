internal import Crypto

/// SHA-256 over bytes that come in pieces.
package struct SHA256Stream: Sendable {
  private var hash = SHA256()

  /// A digest of nothing yet.
  package init() {}

  /// Takes the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    hash.update(bufferPointer: bytes)
  }

  /// The digest of all that was taken; more may be taken afterwards.
  package var digest: Digest32 {
    hash.finalize().withUnsafeBytes { Digest32(unsafeBytes: $0) }
  }
}
