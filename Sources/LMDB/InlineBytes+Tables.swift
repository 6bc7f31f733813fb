extension RawSpan {
  /// Tells whether the bytes begin with others; no bytes always fit.
  ///
  /// - Parameter prefix: The bytes to look for.
  /// - Returns: Whether the first bytes are those of the prefix.
  @inlinable
  public func starts<let capacity: Int>(with prefix: InlineBytes<capacity>) -> Bool {
    prefix.isPrefix(of: self)
  }

  /// Compares with other bytes in the order of the keys: as `memcmp`, shorter first on a tie.
  ///
  /// - Parameter other: The bytes to compare with.
  /// - Returns: Less than, equal to or greater than zero.
  @inlinable
  public func compare<let capacity: Int>(to other: InlineBytes<capacity>) -> Int {
    other.withRawSpan { compare(to: $0) }
  }
}

extension ReadableTransaction where Self: ~Copyable {
  /// Looks up the value of a key, without copying it.
  ///
  /// - Parameters:
  ///   - table: The table to look in.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: The bytes of the value; `nil` if the key is not there.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable @_lifetime(borrow self)
  public borrowing func value<let capacity: Int>(
    _ table: Table,
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> RawSpan? {
    let handle = handle
    let found = unsafe try key.withRawSpan { bytes throws(LMDBError) in
      unsafe try handle.lookUp(table, bytes)
    }
    guard let found = unsafe found else { return nil }
    // The bytes lie in the map, which this transaction holds; `borrow self` ties them to it.
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }
}

extension Cursor {
  /// Goes to the first entry with this key or a greater one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seek<let capacity: Int>(
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> Entry? {
    let found = unsafe try core.seek(key)
    return unsafe entry(found)
  }

  /// Goes to the last entry with this key or a smaller one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seekBackward<let capacity: Int>(
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> Entry? {
    let found = unsafe try core.seekBackward(key)
    return unsafe entry(found)
  }
}

extension CursorCore {
  @inlinable
  mutating func seek<let capacity: Int>(
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> Found? {
    unsafe try key.withRawSpan { bytes throws(LMDBError) in unsafe try seek(bytes) }
  }

  @inlinable
  mutating func seekBackward<let capacity: Int>(
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> Found? {
    unsafe try key.withRawSpan { bytes throws(LMDBError) in unsafe try seekBackward(bytes) }
  }
}

extension WriteCursor {
  /// Stores a value under a key, and stands on it.
  ///
  /// - Parameters:
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put<let keyCapacity: Int, let valueCapacity: Int>(
    _ key: InlineBytes<keyCapacity>,
    _ value: InlineBytes<valueCapacity>
  ) throws(LMDBError) {
    try key.withRawSpan { keyBytes throws(LMDBError) in
      try value.withRawSpan { valueBytes throws(LMDBError) in
        try core.put(keyBytes, valueBytes)
      }
    }
  }
}

extension WriteTransaction {
  /// Stores a value under a key, in place of the value that was there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put<let keyCapacity: Int, let valueCapacity: Int>(
    _ table: Table,
    _ key: InlineBytes<keyCapacity>,
    _ value: InlineBytes<valueCapacity>
  ) throws(LMDBError) {
    let handle = handle
    try key.withRawSpan { keyBytes throws(LMDBError) in
      try value.withRawSpan { valueBytes throws(LMDBError) in
        try handle.put(table, keyBytes, valueBytes)
      }
    }
  }

  /// Stores a value under a key, in place of the value that was there.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  ///   - value: The bytes to store.
  /// - Throws: As the overload that takes two `RawSpan`s.
  @inlinable
  public mutating func put<let capacity: Int>(
    _ table: Table,
    _ key: InlineBytes<capacity>,
    _ value: [UInt8]
  ) throws(LMDBError) {
    let handle = handle
    try key.withRawSpan { keyBytes throws(LMDBError) in
      try handle.put(table, keyBytes, value.rawSpan)
    }
  }

  /// Removes a key and its value.
  ///
  /// - Parameters:
  ///   - table: The table to change.
  ///   - key: The key, 1 to 511 bytes.
  /// - Returns: Whether the key was there.
  /// - Throws: As the overload that takes a `RawSpan`.
  @inlinable @discardableResult
  public mutating func delete<let capacity: Int>(
    _ table: Table,
    _ key: InlineBytes<capacity>
  ) throws(LMDBError) -> Bool {
    try delete(table, key.toArray())
  }
}
