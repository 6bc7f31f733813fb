/// Where the walk reads from: a file, or bytes in memory.
package protocol PageSource {
  /// How long the file is now.
  ///
  /// - Throws: A failure of the system.
  func byteCount() throws(PageCheckError) -> UInt64

  /// Reads so many bytes, fewer only where the file ends.
  ///
  /// - Parameters:
  ///   - offset: Where to begin; may be behind the end.
  ///   - count: How many bytes, at most a few pages.
  /// - Returns: The bytes.
  /// - Throws: A failure of the system.
  func read(at offset: UInt64, count: Int) throws(PageCheckError) -> [UInt8]
}
