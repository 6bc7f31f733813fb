extension WriteCursor {
  /// Goes to the first entry with this key or a greater one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(&self)
  public mutating func seek(_ key: [UInt8]) throws(LMDBError) -> Entry? {
    try seek(key.rawSpan)
  }

  /// Goes to the last entry with this key or a smaller one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(&self)
  public mutating func seekBackward(_ key: [UInt8]) throws(LMDBError) -> Entry? {
    try seekBackward(key.rawSpan)
  }

  /// Stores a value under a key, and stands on it.
  ///
  /// - Parameters:
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put(_ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
    try put(key.rawSpan, value.rawSpan)
  }

  /// Stores a value under a key that is greater than every key of the table, and stands on it.
  ///
  /// - Parameters:
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func append(_ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
    try append(key.rawSpan, value.rawSpan)
  }
}
