extension WriteTransaction {
  /// Stores a value under a key, in place of the value that was there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable
  public mutating func put(
    _ table: Table,
    _ key: [UInt8],
    _ value: [UInt8]
  ) throws(LMDBError) {
    try put(table, key.rawSpan, value.rawSpan)
  }

  /// Stores a value under a key, in place of the value that was there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put(
    _ table: Table,
    _ key: [UInt8],
    _ value: RawSpan
  ) throws(LMDBError) {
    try put(table, key.rawSpan, value)
  }

  /// Stores a value under a key, in place of the value that was there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put(
    _ table: Table,
    _ key: RawSpan,
    _ value: [UInt8]
  ) throws(LMDBError) {
    try put(table, key, value.rawSpan)
  }

  /// Stores a value under a key that is greater than every key of the table.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func append(
    _ table: Table,
    _ key: [UInt8],
    _ value: [UInt8]
  ) throws(LMDBError) {
    try append(table, key.rawSpan, value.rawSpan)
  }

  /// Stores a value under a key that is greater than every key of the table.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func append(
    _ table: Table,
    _ key: [UInt8],
    _ value: RawSpan
  ) throws(LMDBError) {
    try append(table, key.rawSpan, value)
  }

  /// Stores a value under a key unless the key is there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Returns: Whether the value was stored; `false` if the key was there.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func putIfAbsent(
    _ table: Table,
    _ key: [UInt8],
    _ value: [UInt8]
  ) throws(LMDBError) -> Bool {
    try putIfAbsent(table, key.rawSpan, value.rawSpan)
  }

  /// Removes a key and its value.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: Whether the key was there.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable @discardableResult
  public mutating func delete(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> Bool {
    try delete(table, key.rawSpan)
  }

  /// Stores a value that the closure writes straight into the page.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - byteCount: The size of the value.
  ///   - appending: Whether the key must be the greatest.
  ///   - fill: Writes the value; traps unless it writes exactly `byteCount` bytes.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable
  public mutating func reserve(
    _ table: Table,
    _ key: [UInt8],
    byteCount: Int,
    appending: Bool = false,
    fill: (inout OutputRawSpan) -> Void
  ) throws(LMDBError) {
    try reserve(table, key.rawSpan, byteCount: byteCount, appending: appending, fill: fill)
  }
}
