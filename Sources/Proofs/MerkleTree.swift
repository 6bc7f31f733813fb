/// The Merkle tree hash of RFC 6962 §2.1 (= RFC 9162 §2.1.1) over SHA-256.
package enum MerkleTree {
  /// The root of a tree without leaves: SHA-256 of nothing.
  package static let emptyRoot = SHA256Digest.digest(of: [])

  /// SHA-256(0x00 ‖ leaf).
  package static func leafHash(_ leaf: [UInt8]) -> Digest32 {
    SHA256Digest.digest(of: [0x00], leaf)
  }

  /// SHA-256(0x00 ‖ leaf), of a leaf where it stands.
  package static func leafHash(_ leaf: UnsafeRawBufferPointer) -> Digest32 {
    SHA256Digest.digest(ofByte: 0x00, leaf)
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  package static func nodeHash(_ left: Digest32, _ right: Digest32) -> Digest32 {
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      buffer[0] = 0x01
      left.withBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0)
      }
      right.withBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0)
      }
      return SHA256Digest.digest(ofRaw: UnsafeRawBufferPointer(buffer))
    }
  }
}
