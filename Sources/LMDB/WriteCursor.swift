internal import CLMDB

/// A place in a table, from which to walk and to change what is there.
///
/// It moves as ``Cursor`` does. An entry is valid until the cursor's next call, and while the
/// cursor lives the transaction cannot be used otherwise; the compiler checks both. After
/// ``deleteCurrent()`` the cursor stands between the neighbours of what was deleted.
@safe
public struct WriteCursor: ~Copyable, ~Escapable {
  @usableFromInline var core: CursorCore

  // Immortal until the maker ties it to its transaction by `_overrideLifetime`.
  @usableFromInline @unsafe @_lifetime(immortal)
  init(_ core: consuming CursorCore) {
    self.core = core
  }

  deinit {
    core.close()
  }

  /// Goes to the first entry.
  ///
  /// - Returns: The entry, or `nil` if the table is empty.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(&self)
  public mutating func first() throws(LMDBError) -> Entry? {
    let found = unsafe try core.first()
    return unsafe entry(found)
  }

  /// Goes to the last entry.
  ///
  /// - Returns: The entry, or `nil` if the table is empty.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(&self)
  public mutating func last() throws(LMDBError) -> Entry? {
    let found = unsafe try core.last()
    return unsafe entry(found)
  }

  /// Goes to the next entry.
  ///
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(&self)
  public mutating func next() throws(LMDBError) -> Entry? {
    let found = unsafe try core.next()
    return unsafe entry(found)
  }

  /// Goes to the previous entry.
  ///
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(&self)
  public mutating func previous() throws(LMDBError) -> Entry? {
    let found = unsafe try core.previous()
    return unsafe entry(found)
  }

  /// Reads the entry the cursor stands on again.
  ///
  /// - Returns: The entry, or `nil` if the cursor stands on none.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(&self)
  public mutating func current() throws(LMDBError) -> Entry? {
    let found = unsafe try core.current()
    return unsafe entry(found)
  }

  /// Goes to the first entry with this key or a greater one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(&self)
  public mutating func seek(_ key: RawSpan) throws(LMDBError) -> Entry? {
    let found = unsafe try core.seek(key)
    return unsafe entry(found)
  }

  /// Goes to the last entry with this key or a smaller one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(&self)
  public mutating func seekBackward(_ key: RawSpan) throws(LMDBError) -> Entry? {
    let found = unsafe try core.seekBackward(key)
    return unsafe entry(found)
  }

  @inlinable @unsafe @_lifetime(&self)
  mutating func entry(_ found: CursorCore.Found?) -> Entry? {
    guard let found = unsafe found else { return nil }
    // The bytes lie in a page of the transaction until its next change, which needs this cursor.
    let key = unsafe RawSpan(_unsafeBytes: found.key)
    let value = unsafe RawSpan(_unsafeBytes: found.value)
    return unsafe _overrideLifetime(Entry(key: key, value: value), mutating: &self)
  }
}
