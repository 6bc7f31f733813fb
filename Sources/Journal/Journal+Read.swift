package import ChanceryModel
package import LMDB
package import Proofs

// MARK: - Reading the log

extension Journal {
  /// The key of a seq in `log`, `tree` and `texts`: eight bytes, big-endian.
  package static func key(_ seq: UInt64) -> [UInt8] {
    var key: [UInt8] = []
    key.appendBigEndian(seq)
    return key
  }

  /// The last seq, 0 in an empty journal.
  ///
  /// Cost: one descent.
  package func head<T: ReadableTransaction & ~Copyable>(
    _ transaction: borrowing T
  ) throws -> UInt64 {
    var cursor = try transaction.cursor(tables.log)
    guard let last = try cursor.last() else { return 0 }
    return last.key.loadBigEndian(as: UInt64.self)
  }

  /// The stored bytes of an event, or nil if there is no such seq.
  ///
  /// Cost: one descent, no copy.
  @_lifetime(borrow transaction)
  package func record<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> RawSpan? {
    try transaction.value(tables.log, bigEndian: seq)
  }

  /// The decoded header of an event, or nil if there is no such seq.
  package func header<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> EventHeader? {
    guard let bytes = try record(seq, transaction) else { return nil }
    var header = try RecordView(bytes).decodedHeader()
    if !hidden.isEmpty, hidden.contains(seq) { header.body = .redacted }
    return header
  }

  /// When a statement was said, in its first version; nil of any other event, and of one that was redacted.
  ///
  /// Cost: one descent, and a few bytes of the header.
  package func said<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> Moment? {
    guard !hidden.contains(seq), let bytes = try record(seq, transaction) else { return nil }
    return try HeaderCodec.said(try RecordView(bytes).header)
  }

  /// The header of an event that a projection has a row for; its absence is damage.
  package func requiredHeader<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> EventHeader {
    guard let header = try header(seq, transaction) else {
      throw JournalDamage("a projection names event \(seq), which the log does not have")
    }
    return header
  }

  /// The event as answers show it, or nil.
  package func event<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt8]? {
    guard let bytes = try record(seq, transaction) else { return nil }
    return try RecordView(bytes).event(seq: seq)
  }

  /// The canonical data of an event, parsed.
  package func data<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> JSONValue {
    guard let bytes = try record(seq, transaction) else {
      throw JournalDamage("a projection names event \(seq), which the log does not have")
    }
    return try JSONParser.parse(try RecordView(bytes).data.toArray())
  }

  /// The type of an event, or nil if there is no such seq.
  ///
  /// Decodes no more than its byte.
  package func type<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> EventType? {
    guard let bytes = try record(seq, transaction) else { return nil }
    let header = try RecordView(bytes).header
    guard header.byteCount > 0, let type = EventType(rawValue: header[0]) else {
      throw JournalDamage("event \(seq) has an unknown type")
    }
    return type
  }

  /// The seq stored under an idempotency key, or nil.
  ///
  /// Cost: one descent.
  package func sequence<T: ReadableTransaction & ~Copyable>(
    source: Text,
    id: Text,
    _ transaction: borrowing T
  ) throws -> UInt64? {
    try sequence(key: Journal.idKey(source: source, id: id), transaction)
  }

  /// The seq stored under a key of ``idKey(source:id:)``, or nil.
  ///
  /// Cost: one descent.
  package func sequence<T: ReadableTransaction & ~Copyable>(
    key: [UInt8],
    _ transaction: borrowing T
  ) throws -> UInt64? {
    try transaction.value(tables.ids, key)?.loadBigEndian(as: UInt64.self)
  }

  /// The text filed with the `source.filed` of that seq, or nil.
  package func text<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt8]? {
    try transaction.value(tables.texts, bigEndian: seq)?.toArray()
  }

  /// When an event was recorded, or nil if there is no such seq.
  package func recordedAt<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> Instant? {
    guard let bytes = try record(seq, transaction) else { return nil }
    return try HeaderCodec.recordedAt(try RecordView(bytes).header)
  }

  /// The last seq recorded at or before a moment, 0 if none was.
  ///
  /// `recordedat` never goes backwards, so this is a binary search: about 20 descents for a million
  /// events.
  package func lastSequence<T: ReadableTransaction & ~Copyable>(
    recordedBy instant: Instant,
    _ transaction: borrowing T
  ) throws -> UInt64 {
    var low: UInt64 = 0
    var high = try head(transaction)
    while low < high {
      let middle = low + (high - low + 1) / 2
      guard let recorded = try recordedAt(middle, transaction) else {
        throw JournalDamage("the log has no event \(middle)")
      }
      if recorded <= instant { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The right edge of the tree over the first `size` leaves.
  ///
  /// Cost: one descent a set bit.
  package func frontier<T: ReadableTransaction & ~Copyable>(
    size: UInt64,
    _ transaction: borrowing T
  ) throws -> MerkleFrontier {
    var subtrees: [Digest32] = []
    var covered: UInt64 = 0
    for level in stride(from: 63, through: 0, by: -1) where size >> UInt64(level) & 1 == 1 {
      covered += 1 << UInt64(level)
      subtrees.append(try subtree(level: level, endingAt: covered, transaction))
    }
    guard let frontier = MerkleFrontier(size: size, subtrees: subtrees) else {
      throw JournalDamage("the tree's edge does not fit its size")
    }
    return frontier
  }

  /// The root of the perfect subtree number `index` of 2^level leaves, as `MerkleNodeReader` asks.
  ///
  /// Cost: one descent.
  package func node<T: ReadableTransaction & ~Copyable>(
    level: Int,
    index: UInt64,
    _ transaction: borrowing T
  ) throws -> Digest32 {
    try subtree(level: level, endingAt: (index + 1) << UInt64(level), transaction)
  }

  /// The root of the perfect subtree of 2^level leaves whose last leaf is event `seq`.
  private func subtree<T: ReadableTransaction & ~Copyable>(
    level: Int,
    endingAt seq: UInt64,
    _ transaction: borrowing T
  ) throws -> Digest32 {
    guard let hashes = try transaction.value(tables.tree, bigEndian: seq),
      hashes.byteCount >= (level + 1) * 32,
      let digest = Digest32(hashes.extracting(level * 32..<(level + 1) * 32).toArray())
    else { throw JournalDamage("the tree has no node of level \(level) at event \(seq)") }
    return digest
  }

  /// The key of `ids` for an event: source ‖ 0x00 ‖ id.
  package static func idKey(source: Text, id: Text) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(source.utf8.count + 1 + id.utf8.count)
    key.append(contentsOf: source.utf8)
    key.append(0)
    key.append(contentsOf: id.utf8)
    return key
  }
}

extension Journal {
  /// A cursor over the log: keys are seqs, values records.
  @_lifetime(borrow transaction)
  package func logCursor<T: ReadableTransaction & ~Copyable>(
    _ transaction: borrowing T
  ) throws -> Cursor {
    try transaction.cursor(tables.log)
  }
}
