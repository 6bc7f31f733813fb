/// A proof that a leaf stands in a log, as one text: C2SP's tlog-proof v1.
///
/// ```
/// c2sp.org/tlog-proof@v1
/// extra <base64>
/// index <decimal>
/// <base64 of a hash>
/// …
///
/// <the signed checkpoint>
/// ```
package struct TransparencyProof: Sendable, Equatable {
  /// What the application adds, such as the leaf; nothing vouches for it but what is checked against it.
  package let extra: [UInt8]?
  /// The leaf's place, from 0.
  package let index: UInt64
  /// The inclusion proof's path.
  package let path: [Digest32]
  /// The signed checkpoint, byte for byte.
  package let checkpoint: [UInt8]

  package init(extra: [UInt8]?, index: UInt64, path: [Digest32], checkpoint: [UInt8]) {
    self.extra = extra
    self.index = index
    self.path = path
    self.checkpoint = checkpoint
  }

  private static let header = "c2sp.org/tlog-proof@v1"
  /// A tree of 2^63 leaves has no longer path.
  private static let pathMax = 63
  private static let lineFeed = UInt8(ascii: "\n")

  /// The text.
  package var bytes: [UInt8] {
    var bytes = Array("\(TransparencyProof.header)\n".utf8)
    if let extra {
      bytes += "extra ".utf8
      bytes += Base64.ascii(extra)
      bytes.append(TransparencyProof.lineFeed)
    }
    bytes += "index \(index)\n".utf8
    for hash in path { bytes += "\(hash.base64)\n".utf8 }
    bytes.append(TransparencyProof.lineFeed)
    return bytes + checkpoint
  }

  /// Reads the text strictly; the checkpoint is taken as it stands, for ``SignedCheckpoint`` to read.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed`, with the line.
  package init(_ bytes: [UInt8]) throws(ProofError) {
    var reader = Lines(rest: bytes[...])
    guard reader.next()?.elementsEqual(TransparencyProof.header.utf8) == true else {
      throw .malformed(line: 1, "a proof begins with \(TransparencyProof.header)")
    }
    var line = reader.next()
    if let found = line, found.starts(with: "extra ".utf8) {
      guard let extra = Base64.bytes(found.dropFirst(6)) else {
        throw .malformed(line: reader.number, "what follows extra is no base64")
      }
      self.extra = extra
      line = reader.next()
    } else {
      extra = nil
    }
    guard let found = line, found.starts(with: "index ".utf8),
      let index = Checkpoint.decimal(found.dropFirst(6))
    else { throw .malformed(line: reader.number, "“index” and a decimal number are missing") }
    self.index = index
    var path: [Digest32] = []
    var isSeparated = false
    while let found = reader.next() {
      isSeparated = found.isEmpty
      if isSeparated { break }
      guard let hash = Digest32(base64: found), path.count < TransparencyProof.pathMax else {
        throw .malformed(
          line: reader.number,
          "the path is up to \(TransparencyProof.pathMax) lines, each base64 of 32 bytes"
        )
      }
      path.append(hash)
    }
    guard isSeparated, !reader.rest.isEmpty else {
      throw .malformed(line: reader.number + 1, "no checkpoint follows the path and a blank line")
    }
    self.path = path
    checkpoint = Array(reader.rest)
  }

  /// Takes one line after another off a text.
  private struct Lines {
    var rest: ArraySlice<UInt8>
    /// The number of the line taken last.
    var number = 0

    /// The next line, without its line feed; nil where no line feed is left.
    mutating func next() -> ArraySlice<UInt8>? {
      number += 1
      guard let end = rest.firstIndex(of: TransparencyProof.lineFeed) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return rest[..<end]
    }
  }
}
