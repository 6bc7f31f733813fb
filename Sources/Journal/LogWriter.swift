package import ChanceryModel
package import LMDB
package import Proofs

/// The end of the log while a transaction appends to it.
///
/// Made at the beginning of a write transaction and kept if it commits. Events, tree nodes, keys and
/// texts go into the transaction at hand; an abort leaves no trace of them, and the caller drops its
/// copy of this value.
package struct LogWriter {
  private let journal: Journal
  private var frontier: MerkleFrontier
  /// The record being written, and the nodes that its leaf completes: kept for their room.
  private var record: [UInt8] = []
  private var nodes: [UInt8] = []
  /// The seq of the last event appended.
  package var head: UInt64 { frontier.size }
  /// The root of the tree over all events appended.
  package var root: Digest32 { frontier.root }

  /// Continues the log as a transaction sees it.
  package init<T: ReadableTransaction & ~Copyable>(
    _ journal: Journal,
    _ transaction: borrowing T
  ) throws {
    self.journal = journal
    frontier = try journal.frontier(size: try journal.head(transaction), transaction)
  }

  /// One event, all of it decided but its seq.
  package struct Entry {
    package var header: EventHeader
    package var salt: [UInt8]
    package var attributes: Leaf.Attributes
    package var data: [UInt8]
    package var text: [UInt8]?

    package init(
      header: EventHeader,
      salt: [UInt8],
      attributes: Leaf.Attributes,
      data: [UInt8],
      text: [UInt8]? = nil
    ) {
      self.header = header
      self.salt = salt
      self.attributes = attributes
      self.data = data
      self.text = text
    }
  }

  /// One event as it is stored, all of it bytes already.
  package struct StoredEntry {
    package var header: [UInt8]
    package var salt: [UInt8]
    package var leaf: [UInt8]
    /// The first half of the idempotency key that the leaf has.
    package var source: Text
    /// The other half.
    package var id: Text
    package var data: [UInt8]
    package var text: [UInt8]?

    package init(
      header: [UInt8],
      salt: [UInt8],
      leaf: [UInt8],
      source: Text,
      id: Text,
      data: [UInt8],
      text: [UInt8]? = nil
    ) {
      self.header = header
      self.salt = salt
      self.leaf = leaf
      self.source = source
      self.id = id
      self.data = data
      self.text = text
    }
  }

  /// Appends one event and returns its seq.
  ///
  /// - Throws: The store's error; `.keyExists` on the log would mean a second writer.
  package mutating func append(
    _ entry: Entry,
    to transaction: inout WriteTransaction
  ) throws -> UInt64 {
    try append(
      StoredEntry(
        header: HeaderCodec.encode(entry.header),
        salt: entry.salt,
        leaf: Leaf.bytes(entry.attributes),
        source: entry.attributes.source,
        id: entry.attributes.id,
        data: entry.data,
        text: entry.text
      ),
      to: &transaction
    )
  }

  /// Appends one event whose bytes are there already, and returns its seq.
  ///
  /// - Throws: ``JournalDamage`` if its key is another event's; the store's error.
  package mutating func append(
    _ entry: StoredEntry,
    to transaction: inout WriteTransaction
  ) throws -> UInt64 {
    let record = Record.encode(
      header: entry.header,
      salt: entry.salt,
      leaf: entry.leaf,
      data: entry.data
    )
    return try append(
      record.rawSpan,
      leafHash: MerkleTree.leafHash(entry.leaf),
      key: Journal.idKey(source: entry.source, id: entry.id).rawSpan,
      text: entry.text,
      to: &transaction
    )
  }

  /// Appends one event whose record lacks nothing but the moment, and returns its seq.
  ///
  /// - Parameters:
  ///   - draft: The record.
  ///   - moment: The moment of recording.
  ///   - key: The event's key of `ids`, see ``Journal/idKey(source:id:)``.
  ///   - text: What is filed with it.
  ///   - transaction: Where it is appended.
  /// - Returns: The event's number.
  /// - Throws: ``JournalDamage`` if its key is another event's; the store's error.
  package mutating func append(
    _ draft: RecordDraft,
    recordedAt moment: RecordedMoment,
    key: [UInt8],
    text: [UInt8]?,
    to transaction: inout WriteTransaction
  ) throws -> UInt64 {
    // Out of the value while it is read, so that it need not be copied.
    var record: [UInt8] = []
    swap(&record, &self.record)
    defer { swap(&record, &self.record) }
    draft.write(recordedAt: moment, to: &record)
    let leafHash = record.withUnsafeBytes { bytes in
      MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: bytes[draft.leaf]))
    }
    return try append(
      record.rawSpan,
      leafHash: leafHash,
      key: key.rawSpan,
      text: text,
      to: &transaction
    )
  }

  private mutating func append(
    _ record: RawSpan,
    leafHash: Digest32,
    key: RawSpan,
    text: [UInt8]?,
    to transaction: inout WriteTransaction
  ) throws -> UInt64 {
    nodes.removeAll(keepingCapacity: true)
    frontier.append(leafHash: leafHash, completing: &nodes)
    let seq = Journal.key(frontier.size)
    try transaction.append(journal.tables.log, seq.rawSpan, record)
    try transaction.append(journal.tables.tree, seq.rawSpan, nodes.rawSpan)
    guard try transaction.putIfAbsent(journal.tables.ids, key, seq.rawSpan) else {
      throw JournalDamage("an idempotency key was stored twice")
    }
    if let text { try transaction.append(journal.tables.texts, seq.rawSpan, text.rawSpan) }
    return frontier.size
  }
}
