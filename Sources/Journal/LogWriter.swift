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
    let completed = frontier.append(leafHash: MerkleTree.leafHash(entry.leaf))
    let seq = frontier.size
    let key = Journal.key(seq)
    let record = Record.encode(
      header: entry.header,
      salt: entry.salt,
      leaf: entry.leaf,
      data: entry.data
    )
    try transaction.append(journal.tables.log, key, record)
    var nodes: [UInt8] = []
    nodes.reserveCapacity(completed.count * 32)
    for node in completed { node.withBytes { nodes.append(contentsOf: $0) } }
    try transaction.append(journal.tables.tree, key, nodes)
    let idKey = Journal.idKey(source: entry.source, id: entry.id)
    guard try transaction.putIfAbsent(journal.tables.ids, idKey, key) else {
      throw JournalDamage("an idempotency key was stored twice")
    }
    if let text = entry.text { try transaction.append(journal.tables.texts, key, text) }
    return seq
  }
}
