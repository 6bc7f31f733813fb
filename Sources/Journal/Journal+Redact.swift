internal import ChanceryModel
package import LMDB

// MARK: - Erasing

extension Journal {
  /// The same journal, in which some events read as if they had been redacted already.
  package func hiding(_ seqs: Set<UInt64>) -> Journal {
    var journal = self
    journal.hidden = seqs
    return journal
  }

  /// Erases the content of an event in place: data, salt, text and what was derived from them.
  ///
  /// The leaf stays as it is, so the tree and every proof hold. What was erased is gone from the tables;
  /// the bytes of pages that are free now are gone with the next `compact`.
  ///
  /// - Parameters:
  ///   - seq: The event.
  ///   - transaction: Where.
  /// - Throws: ``JournalDamage`` if there is no such event, else the store's error.
  package func redact(_ seq: UInt64, in transaction: inout WriteTransaction) throws {
    let key = Journal.key(seq)
    guard let redacted = try redactedRecord(seq, transaction) else { return }
    try transaction.put(tables.log, key, redacted)
    try transaction.delete(tables.texts, key)
  }

  /// The record that an event leaves when it is redacted; nil if it was already.
  private func redactedRecord(
    _ seq: UInt64,
    _ transaction: borrowing WriteTransaction
  ) throws -> [UInt8]? {
    guard let bytes = try record(seq, transaction) else {
      throw JournalDamage("the log has no event \(seq)")
    }
    let view = try RecordView(bytes)
    var header = try view.decodedHeader()
    guard !header.isRedacted else { return nil }
    header.body = .redacted
    // What tells a declaration is among what goes.
    header.isDeclared = false
    return Record.encode(
      header: HeaderCodec.encode(header),
      salt: [UInt8](repeating: 0, count: Record.saltByteCount),
      leaf: view.leaf.toArray(),
      data: []
    )
  }
}
