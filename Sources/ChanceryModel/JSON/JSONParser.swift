/// Reads JSON strictly by RFC 8259, and refuses what the journal could not give back unchanged.
///
/// Whatever is accepted survives: `parse(CanonicalJSON.bytes(of: value)) == value`. Refused, beyond what
/// the RFC's grammar refuses: two members of one name (`duplicate-key`), nesting beyond the limit
/// (`too-deep`), U+0000, lone surrogates and a byte order mark (`forbidden-character`), and numbers
/// that a double, or ECMAScript's spelling of it, would change (`number-range`; see ``JSONScanner``).
///
/// A refusal's first item has the pointer of the value at fault, where it has one, and as `column` the
/// 1-based offset of the byte at fault in the whole of `bytes`; if line breaks stand before it, the
/// detail says the line and the column in that line.
package enum JSONParser {
  /// Reads one value that is the whole of `bytes`, but for white space around it.
  ///
  /// - Complexity: One pass; O(n), and O(m log m) for an object whose m members are out of order.
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: JSONLimits = .journal
  ) throws(Refusal)
    -> JSONValue
  {
    var scanner = JSONScanner(limits: limits)
    return try scanner.document(bytes)
  }

  /// Reads one value that is the whole of `bytes`, but for white space around it.
  package static func parse(
    _ bytes: [UInt8],
    limits: JSONLimits = .journal
  ) throws(Refusal)
    -> JSONValue
  {
    try parse(bytes.span, limits: limits)
  }

  /// Reads one value that begins at an offset, and says where it ends.
  ///
  /// White space is stepped over neither before nor behind it.
  package static func value(
    in bytes: [UInt8],
    from offset: Int,
    limits: JSONLimits = .journal
  ) throws(Refusal) -> (value: JSONValue, end: Int) {
    var scanner = JSONScanner(limits: limits)
    scanner.position = offset
    let value = try scanner.value(bytes.span, depth: 0)
    return (value, scanner.position)
  }
}
