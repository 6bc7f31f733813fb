/// Thirty-two bytes: a SHA-256 digest, or a node of the Merkle tree.
package struct Digest32: Hashable, Sendable {
  /// The bytes in order, as four big-endian words.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Reads the first 32 of `bytes`; nil if there are fewer.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count >= 32 else { return nil }
    // A walk of any collection's elements costs more than all else here; most lie in a row.
    self =
      bytes.withContiguousStorageIfAvailable {
        Digest32(unsafeBytes: UnsafeRawBufferPointer($0))
      } ?? Array(bytes.prefix(32)).withUnsafeBytes { Digest32(unsafeBytes: $0) }
  }

  /// Takes 32 bytes; nil if there are more or fewer.
  package init?(exactly bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.init(bytes)
  }

  /// Reads base64 of 32 bytes, as C2SP's texts write a hash; nil if it is anything else.
  package init?(base64 text: some Collection<UInt8>) {
    guard let bytes = Base64.bytes(text) else { return nil }
    self.init(exactly: bytes)
  }

  /// Reads 64 lower-case hexadecimal digits; nil if it is anything else.
  package init?(hex text: some Collection<UInt8>) {
    guard let bytes = Hexadecimal.bytes(text) else { return nil }
    self.init(exactly: bytes)
  }

  /// Reads a digest from 32 raw bytes.
  init(unsafeBytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(
        bigEndian: unsafeBytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
      )
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// Calls `body` with the 32 bytes.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var stored = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return withUnsafeBytes(of: &stored, body)
  }

  /// The 32 bytes as an array.
  package var bytes: [UInt8] { withBytes { Array($0) } }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.string(bytes) }

  /// Base64, as C2SP's texts write a hash.
  package var base64: String { Base64.string(bytes) }

  package static func == (left: Digest32, right: Digest32) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}
