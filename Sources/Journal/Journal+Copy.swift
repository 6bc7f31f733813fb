package import ChanceryModel
package import LMDB

extension Journal {
  /// Appends an event of another journal as it stands there: record, tree row, key and text.
  ///
  /// Nothing is encoded again. The event must be the next of this one.
  ///
  /// - Parameters:
  ///   - seq: The event's number, in both.
  ///   - other: The journal to copy from.
  ///   - source: A transaction on the other.
  ///   - transaction: A transaction on this one.
  /// - Returns: The event's header, for the projections.
  /// - Throws: ``JournalDamage`` for what the other does not have, else a store's error.
  package func copyEvent(
    _ seq: UInt64,
    from other: Journal,
    _ source: borrowing some ReadableTransaction & ~Copyable,
    to transaction: inout WriteTransaction
  ) throws -> EventHeader {
    let key = Journal.key(seq)
    guard let bytes = try source.value(other.tables.log, key),
      let hashes = try source.value(other.tables.tree, key)
    else { throw JournalDamage("the log has no event \(seq)") }
    let record = try RecordView(bytes)
    let attributes = try JSONParser.parse(record.leaf.toArray())
    guard let origin = attributes["source"]?.textValue, let id = attributes["id"]?.textValue else {
      throw JournalDamage("the leaf of event \(seq) has no key")
    }
    try transaction.append(tables.log, key.rawSpan, bytes)
    try transaction.append(tables.tree, key.rawSpan, hashes)
    try transaction.put(tables.ids, Journal.idKey(source: origin, id: id), key)
    if let text = try source.value(other.tables.texts, key) {
      try transaction.append(tables.texts, key.rawSpan, text)
    }
    return try record.decodedHeader()
  }

  /// Copies the journal's own facts from another, which may have changed some since the last copy.
  package func copyFacts(
    from other: Journal,
    _ source: borrowing some ReadableTransaction & ~Copyable,
    to transaction: inout WriteTransaction
  ) throws {
    var cursor = try source.cursor(other.tables.meta)
    while let entry = try cursor.next() {
      try transaction.put(tables.meta, entry.key, entry.value)
    }
  }
}
