/// A few bytes that need no allocation: a key, or a value, while it is made.
///
/// Traps rather than grow beyond its capacity. It hands out no span of its bytes: such a span might outlive the
/// copy that it was taken of. Tables and cursors take it as it is.
public struct InlineBytes<let capacity: Int>: Sendable {
  @usableFromInline var storage: InlineArray<capacity, UInt8>
  @usableFromInline var used: Int

  /// How many bytes there are.
  @inlinable
  public var count: Int { used }

  /// No bytes.
  @inlinable
  public init() {
    storage = InlineArray(repeating: 0)
    used = 0
  }

  /// A copy of bytes.
  ///
  /// - Parameter bytes: As many as there is room for, at most.
  @inlinable
  public init(_ bytes: RawSpan) {
    self.init()
    append(bytes)
  }

  /// One of the bytes.
  ///
  /// - Parameter index: Its place; traps if there is none.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    precondition(index < used, "There is no byte \(index)")
    return storage[index]
  }

  /// Calls a closure with the bytes.
  ///
  /// - Parameter body: May use the span until it returns.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @inlinable
  public func withRawSpan<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // The buffer holds still until the closure returns; a byte has no padding, and all are initialised.
    try unsafe Swift.withUnsafeBytes(of: storage) { buffer throws(Failure) in
      let filled = unsafe UnsafeRawBufferPointer(rebasing: buffer[0..<used])
      return try body(unsafe RawSpan(_unsafeBytes: filled))
    }
  }
}

// MARK: - Appending

extension InlineBytes {
  /// Appends a byte.
  ///
  /// - Parameter byte: The byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    storage[used] = byte
    used += 1
  }

  /// Appends an integer, most significant byte first, so that keys sort as numbers do.
  ///
  /// - Parameter value: The integer.
  @inlinable
  public mutating func appendBigEndian<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    precondition(MemoryLayout<T>.size <= capacity - used, "No room for an integer")
    // There is room, a byte takes any value, and those of an integer are all initialised.
    unsafe Swift.withUnsafeMutableBytes(of: &storage) { buffer in
      unsafe buffer.storeBytes(of: value.bigEndian, toByteOffset: used, as: T.self)
    }
    used += MemoryLayout<T>.size
  }

  /// Appends a copy of bytes.
  ///
  /// - Parameter bytes: The bytes.
  @inlinable
  public mutating func append(_ bytes: RawSpan) {
    precondition(bytes.byteCount <= capacity - used, "No room for \(bytes.byteCount) bytes")
    // There is room, a byte takes any value, and the buffers are used inside the closures only.
    unsafe Swift.withUnsafeMutableBytes(of: &storage) { buffer in
      unsafe bytes.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: source)
      }
    }
    used += bytes.byteCount
  }

  /// Appends a copy of other such bytes.
  ///
  /// - Parameter bytes: The bytes.
  @inlinable
  public mutating func append(_ bytes: InlineBytes) {
    bytes.withRawSpan { append($0) }
  }

  /// Appends the bytes of a text.
  ///
  /// - Parameter text: The text.
  @inlinable
  public mutating func append(_ text: String.UTF8View) {
    for byte in text { append(byte) }
  }

  /// Appends the same byte some times.
  ///
  /// - Parameters:
  ///   - byte: The byte.
  ///   - times: How often.
  @inlinable
  public mutating func append(_ byte: UInt8, times: Int) {
    for _ in 0..<times { append(byte) }
  }
}

// MARK: - Parts

extension InlineBytes {
  /// The first bytes.
  ///
  /// - Parameter count: How many; there are as many, or more.
  /// - Returns: A copy.
  @inlinable
  public func first(_ count: Int) -> InlineBytes {
    precondition(count <= used, "There are no \(count) bytes")
    var copy = self
    copy.used = count
    return copy
  }

  /// All but the first bytes.
  ///
  /// - Parameter count: How many to leave out; there are as many, or more.
  /// - Returns: A copy.
  @inlinable
  public func dropping(_ count: Int) -> InlineBytes {
    withRawSpan { InlineBytes($0.extracting(count..<used)) }
  }

  /// These bytes and one more.
  ///
  /// - Parameter byte: The byte.
  /// - Returns: A copy.
  @inlinable
  public func appending(_ byte: UInt8) -> InlineBytes {
    var copy = self
    copy.append(byte)
    return copy
  }

  /// These bytes and an integer, most significant byte first.
  ///
  /// - Parameter value: The integer.
  /// - Returns: A copy.
  @inlinable
  public func appending(bigEndian value: UInt64) -> InlineBytes {
    var copy = self
    copy.appendBigEndian(value)
    return copy
  }

  /// The bytes of both, one behind the other.
  @inlinable
  public static func + (left: InlineBytes, right: InlineBytes) -> InlineBytes {
    var sum = left
    sum.append(right)
    return sum
  }
}

extension InlineBytes: Comparable {
  /// Tells whether both have the same bytes.
  @inlinable
  public static func == (left: InlineBytes, right: InlineBytes) -> Bool {
    left.used == right.used && right.withRawSpan { left.isPrefix(of: $0) }
  }

  /// Tells whether one comes first in the order of keys.
  @inlinable
  public static func < (left: InlineBytes, right: InlineBytes) -> Bool {
    right.withRawSpan { other in left.withRawSpan { $0.compare(to: other) < 0 } }
  }

  /// The bytes, in an array.
  @inlinable
  public func toArray() -> [UInt8] {
    withRawSpan { $0.toArray() }
  }

  /// Tells whether other bytes begin with these; no bytes always fit.
  ///
  /// - Parameter bytes: The bytes to look at.
  /// - Returns: Whether their first ones are these.
  @inlinable
  public func isPrefix(of bytes: RawSpan) -> Bool {
    withRawSpan { bytes.starts(with: $0) }
  }
}
