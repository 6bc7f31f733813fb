/// The root of a log's tree at some size, as C2SP's tlog-checkpoint v1 writes it: the text of a note.
///
/// ```
/// origin
/// size in decimal
/// base64 of the root
/// ```
package struct Checkpoint: Sendable, Equatable {
  /// Which log it is; our journals sign with a key of that name.
  package let origin: KeyName
  /// How many leaves the tree has: a journal's head.
  package let size: UInt64
  package let root: Digest32
  /// Further lines, of no meaning here; ours have none.
  package let extensions: [[UInt8]]

  package init(origin: KeyName, size: UInt64, root: Digest32) {
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// The text that is signed.
  package var text: [UInt8] {
    var text = Array("\(origin)\n\(size)\n\(root.base64)\n".utf8)
    for line in extensions { text += line + [UInt8(ascii: "\n")] }
    return text
  }

  /// Reads the text of a checkpoint strictly.
  ///
  /// An origin that could not be a key's name is refused too, though C2SP only advises against it.
  ///
  /// - Throws: ``ProofError`` of kind `.malformed`, with the line.
  package init(_ text: [UInt8]) throws(ProofError) {
    let lineFeed = UInt8(ascii: "\n")
    guard text.last == lineFeed else {
      throw .malformed("a checkpoint ends with a line feed")
    }
    let lines = text.dropLast().split(separator: lineFeed, omittingEmptySubsequences: false)
    guard lines.count >= 3 else {
      throw .malformed("a checkpoint has origin, size and root: 3 lines, not \(lines.count)")
    }
    guard let first = String(validating: lines[0], as: UTF8.self), let origin = KeyName(first)
    else { throw .malformed(line: 1, "an origin has no white space, no + and is not empty") }
    guard let size = Checkpoint.decimal(lines[1]) else {
      throw .malformed(line: 2, "the size is a decimal number without leading zeros")
    }
    guard let root = Digest32(base64: lines[2]) else {
      throw .malformed(line: 3, "the root is base64 of 32 bytes")
    }
    for (index, line) in lines.enumerated() where line.isEmpty {
      throw .malformed(line: index + 1, "a checkpoint has no empty line")
    }
    self.origin = origin
    self.size = size
    self.root = root
    extensions = lines[3...].map { Array($0) }
  }

  /// A number in its one decimal spelling.
  static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}
