/// A key and its value, seen in the map of the environment without a copy.
///
/// An entry cannot outlive the transaction (or, in a write transaction, the next change) it was
/// read in; the compiler checks that. Copy what must live on: ``Swift/RawSpan/toArray()``.
@safe
public struct Entry: ~Escapable {
  /// The bytes of the key, 1 to 511 of them.
  public let key: RawSpan

  /// The bytes of the value; only 2-byte alignment is certain.
  public let value: RawSpan

  @usableFromInline @_lifetime(copy key, copy value)
  init(key: RawSpan, value: RawSpan) {
    self.key = key
    self.value = value
  }
}
