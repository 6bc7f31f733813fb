extension [UInt8] {
  /// The elements as raw bytes, without a copy: what the tables take as keys and values.
  @inlinable
  public var rawSpan: RawSpan {
    @_lifetime(borrow self)
    get {
      // A byte has no padding, so all bytes of the span are initialised.
      unsafe span.bytes
    }
  }

  /// Appends an integer, most significant byte first, so that keys sort as numbers do.
  ///
  /// - Parameter value: The integer to append.
  @inlinable
  public mutating func appendBigEndian<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    // The bytes of an integer are all initialised; they are read inside the closure only.
    unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
  }
}

extension InlineArray where Element == UInt8 {
  /// The elements as raw bytes, without a copy: for keys of fixed size that need no allocation.
  @inlinable
  public var rawSpan: RawSpan {
    @_lifetime(borrow self)
    get {
      // A byte has no padding, so all bytes of the span are initialised.
      unsafe span.bytes
    }
  }
}
