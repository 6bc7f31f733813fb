internal import Glibc

extension RawSpan {
  /// Reads a big-endian integer at an offset, whatever its alignment.
  ///
  /// - Parameters:
  ///   - offset: Where the integer begins; traps if it does not end inside the span.
  ///   - type: The type of the integer.
  /// - Returns: The integer.
  @inlinable
  public func loadBigEndian<T: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int = 0,
    as type: T.Type
  ) -> T {
    // Every bit pattern is an integer, and this load checks the bounds.
    T(bigEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type))
  }

  /// Reads one byte.
  ///
  /// - Parameter offset: The place of the byte; traps if it is not inside the span.
  @inlinable
  public subscript(offset: Int) -> UInt8 {
    // Every bit pattern is an integer, and this load checks the bounds.
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// Copies the bytes, so that they outlive the transaction.
  ///
  /// - Returns: An array of the bytes.
  @inlinable
  public func toArray() -> [UInt8] {
    // The buffer is read inside the closure only.
    unsafe withUnsafeBytes { unsafe [UInt8]($0) }
  }

  /// Copies the bytes as text, if they are valid UTF-8.
  ///
  /// - Returns: The text, or `nil` if the bytes are not UTF-8.
  @inlinable
  public func toString() -> String? {
    // The buffer is read inside the closure only.
    unsafe withUnsafeBytes { bytes in
      // Of a known type: `String(validating:as:)` looks its generic parts up at each call.
      let units = unsafe bytes.assumingMemoryBound(to: UInt8.self).span
      guard let text = try? UTF8Span(validating: units) else { return nil }
      return String(copying: text)
    }
  }

  /// Compares with other bytes in the order of the keys: as `memcmp`, shorter first on a tie.
  ///
  /// - Parameter other: The bytes to compare with.
  /// - Returns: Less than, equal to or greater than zero.
  @inlinable
  public func compare(to other: RawSpan) -> Int {
    let count = Swift.min(byteCount, other.byteCount)
    let order = commonBytesOrder(other, count)
    return order != 0 ? order : byteCount - other.byteCount
  }

  /// Tells whether both spans hold the same bytes.
  ///
  /// - Parameter other: The bytes to compare with.
  /// - Returns: Whether length and bytes agree.
  @inlinable
  public func isEqual(to other: RawSpan) -> Bool {
    byteCount == other.byteCount && commonBytesOrder(other, byteCount) == 0
  }

  /// Tells whether the bytes begin with others; an empty prefix always fits.
  ///
  /// - Parameter prefix: The bytes to look for.
  /// - Returns: Whether the first bytes are those of the prefix.
  @inlinable
  public func starts(with prefix: RawSpan) -> Bool {
    byteCount >= prefix.byteCount && commonBytesOrder(prefix, prefix.byteCount) == 0
  }

  /// Tells whether the bytes begin with others; an empty prefix always fits.
  ///
  /// - Parameter prefix: The bytes to look for.
  /// - Returns: Whether the first bytes are those of the prefix.
  @inlinable
  public func starts(with prefix: [UInt8]) -> Bool {
    starts(with: prefix.rawSpan)
  }

  /// Runs `memcmp` over the first `count` bytes, of which both spans must have that many.
  @usableFromInline
  func commonBytesOrder(_ other: RawSpan, _ count: Int) -> Int {
    precondition(count <= byteCount && count <= other.byteCount)
    guard count > 0 else { return 0 }
    // Both buffers are read inside the closures only, and `count` fits in both.
    return unsafe withUnsafeBytes { mine in
      unsafe other.withUnsafeBytes { theirs in
        guard let left = mine.baseAddress, let right = theirs.baseAddress else { return 0 }
        return Int(unsafe memcmp(left, right, count))
      }
    }
  }
}
