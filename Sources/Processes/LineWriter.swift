internal import Glibc

/// Writes lines to a descriptor, each whole.
package enum LineWriter {
  /// Writes a line and its line feed; waits if the reader is slow.
  ///
  /// - Throws: ``ProgramError`` if the reader has gone or the disk is full.
  package static func write(_ line: [UInt8], to descriptor: Int32) throws(ProgramError) {
    try write(whole: line + [UInt8(ascii: "\n")], to: descriptor)
  }

  /// Writes bytes as they are.
  ///
  /// - Throws: As ``write(_:to:)``.
  package static func write(whole bytes: [UInt8], to descriptor: Int32) throws(ProgramError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ProgramError("writing the output", errno) }
      rest = rest.dropFirst(count)
    }
  }
}
