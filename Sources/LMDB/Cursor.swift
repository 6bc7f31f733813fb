/// A place in a table, from which to walk in both directions.
///
/// From a new cursor `next()` gives the first entry and `previous()` the last. Running off an end
/// leaves the cursor there: after `next()` has returned `nil` it goes on doing so, and `previous()`
/// gives the last entry; and the other way round. The examples below are for a table with the keys
/// 2, 4, 6 and 8.
///
/// Entries stay valid as long as the transaction, several at a time; in a write transaction nothing
/// can be changed while the cursor or an entry is in use (use ``WriteCursor`` for that). The cursor
/// closes itself, exactly once.
///
/// ```swift
/// var cursor = try transaction.cursor(table)
/// var entry = try cursor.seek(start)
/// while let row = entry {
///   use(row.key, row.value)
///   entry = try cursor.next()
/// }
/// ```
@safe
public struct Cursor: ~Copyable, ~Escapable {
  @usableFromInline var core: CursorCore

  // Immortal until the maker ties it to its transaction by `_overrideLifetime`.
  @usableFromInline @unsafe @_lifetime(immortal)
  init(_ core: consuming CursorCore) {
    self.core = core
  }

  deinit {
    core.close()
  }

  /// Goes to the first entry: 2.
  ///
  /// - Returns: The entry, or `nil` if the table is empty.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(copy self)
  public mutating func first() throws(LMDBError) -> Entry? {
    unsafe entry(try core.first())
  }

  /// Goes to the last entry: 8.
  ///
  /// - Returns: The entry, or `nil` if the table is empty.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(copy self)
  public mutating func last() throws(LMDBError) -> Entry? {
    unsafe entry(try core.last())
  }

  /// Goes to the next entry: from 4 to 6, from a new cursor to 2.
  ///
  /// The corresponding C operation is `MDB_NEXT`. Cost: some nanoseconds; no descent.
  ///
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(copy self)
  public mutating func next() throws(LMDBError) -> Entry? {
    unsafe entry(try core.next())
  }

  /// Goes to the previous entry: from 4 to 2, from a new cursor to 8.
  ///
  /// The corresponding C operation is `MDB_PREV`. Cost: some nanoseconds; no descent.
  ///
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(copy self)
  public mutating func previous() throws(LMDBError) -> Entry? {
    unsafe entry(try core.previous())
  }

  /// Reads the entry the cursor stands on again.
  ///
  /// - Returns: The entry, or `nil` before the first and behind the last.
  /// - Throws: A failure of the store.
  @inlinable @_lifetime(copy self)
  public mutating func current() throws(LMDBError) -> Entry? {
    unsafe entry(try core.current())
  }

  /// Goes to the first entry with this key or a greater one: 4 and 5 lead to 4 and 6, 9 to `nil`.
  ///
  /// The corresponding C operation is `MDB_SET_RANGE`. Cost: one descent of the tree, or less if
  /// the entry is on the same page.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seek(_ key: RawSpan) throws(LMDBError) -> Entry? {
    unsafe entry(try core.seek(key))
  }

  /// Goes to the first entry with this key or a greater one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` behind the last.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seek(_ key: [UInt8]) throws(LMDBError) -> Entry? {
    try seek(key.rawSpan)
  }

  /// Goes to the last entry with this key or a smaller one: 4 and 5 both lead to 4, 1 to `nil`.
  ///
  /// Cost: as ``seek(_:)`` and one step.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seekBackward(_ key: RawSpan) throws(LMDBError) -> Entry? {
    unsafe entry(try core.seekBackward(key))
  }

  /// Goes to the last entry with this key or a smaller one.
  ///
  /// - Parameter key: The key, 1 to 511 bytes.
  /// - Returns: The entry, or `nil` before the first.
  /// - Throws: `.badValueSize` for an impossible key.
  @inlinable @_lifetime(copy self)
  public mutating func seekBackward(_ key: [UInt8]) throws(LMDBError) -> Entry? {
    try seekBackward(key.rawSpan)
  }

  @inlinable @unsafe @_lifetime(copy self)
  func entry(_ found: CursorCore.Found?) -> Entry? {
    guard let found = unsafe found else { return nil }
    // The bytes lie in the map; the cursor's own lifetime is that of the borrowed transaction.
    let key = unsafe _overrideLifetime(RawSpan(_unsafeBytes: found.key), copying: self)
    let value = unsafe _overrideLifetime(RawSpan(_unsafeBytes: found.value), copying: self)
    return Entry(key: key, value: value)
  }
}
