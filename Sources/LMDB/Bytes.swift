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

extension OutputRawSpan {
  /// Appends an integer, most significant byte first; traps if there is no room.
  ///
  /// - Parameter value: The integer to append.
  @inlinable
  public mutating func appendBigEndian<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    // An integer has no padding, and `append` checks that there is room.
    unsafe append(value.bigEndian, as: T.self)
  }

  /// Appends a copy of bytes; traps if there is no room.
  ///
  /// - Parameter bytes: The bytes to append.
  @inlinable
  public mutating func append(copying bytes: RawSpan) {
    precondition(bytes.byteCount <= freeCapacity, "No room for \(bytes.byteCount) bytes")
    // The buffers are used inside the closures only, and there is room: checked above.
    unsafe withUnsafeMutableBytes { buffer, initializedCount in
      unsafe bytes.withUnsafeBytes { source in
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[initializedCount...])
        unsafe free.copyMemory(from: source)
      }
      initializedCount += bytes.byteCount
    }
  }
}
