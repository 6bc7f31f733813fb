internal import Crypto

/// SHA-256 (FIPS 180-4) over bytes; the implementation is swift-crypto's.
package enum SHA256Digest {
  /// The digest of one run of bytes.
  package static func digest(of bytes: [UInt8]) -> Digest32 {
    bytes.withUnsafeBytes { digest(ofRaw: $0) }
  }

  /// The digest of two runs, one after the other, without joining them first.
  package static func digest(of first: [UInt8], _ second: [UInt8]) -> Digest32 {
    var hash = SHA256()
    first.withUnsafeBytes { hash.update(bufferPointer: $0) }
    second.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return finished(hash)
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package static func hex(of bytes: [UInt8]) -> String { digest(of: bytes).hex }

  /// The digest of one byte and a run after it.
  static func digest(ofByte byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> Digest32 {
    var hash = SHA256()
    withUnsafeBytes(of: byte) { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: bytes)
    return finished(hash)
  }

  static func digest(ofRaw bytes: UnsafeRawBufferPointer) -> Digest32 {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return finished(hash)
  }

  private static func finished(_ hash: SHA256) -> Digest32 {
    hash.finalize().withUnsafeBytes { Digest32(unsafeBytes: $0) }
  }
}
