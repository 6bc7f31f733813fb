/// A few bytes that need no allocation: a key, or a value, while it is made.
///
/// Traps rather than grow beyond its capacity. Bytes behind `count` are zero and take part in nothing.
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

  /// The bytes, without a copy.
  @inlinable
  public var rawSpan: RawSpan {
    @_lifetime(borrow self)
    get {
      storage.rawSpan.extracting(0..<count)
    }
  }

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
    var bytes = storage.mutableSpan
    // A byte has no padding and takes any value, and the store checks that there is room.
    var raw = unsafe bytes.mutableBytes
    raw.storeBytes(of: value.bigEndian, toByteOffset: used, as: T.self)
    used += MemoryLayout<T>.size
  }

  /// Appends a copy of bytes.
  ///
  /// - Parameter bytes: The bytes.
  @inlinable
  public mutating func append(_ bytes: RawSpan) {
    for offset in 0..<bytes.byteCount { append(bytes[offset]) }
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

  /// Takes bytes away from the end.
  ///
  /// - Parameter count: How many to keep; there are as many, or more.
  @inlinable
  public mutating func keep(first count: Int) {
    precondition(count >= 0 && count <= used, "There are no \(count) bytes to keep")
    for offset in count..<used { storage[offset] = 0 }
    used = count
  }
}

extension InlineBytes: Equatable {
  /// Tells whether both have the same bytes.
  @inlinable
  public static func == (left: InlineBytes, right: InlineBytes) -> Bool {
    left.rawSpan.isEqual(to: right.rawSpan)
  }
}
