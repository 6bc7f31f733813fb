/// The state of the journal and its projections, for `GET /v1/status`.
package struct StoreStatus: Sendable, Equatable {
  /// One projection's state.
  package struct Projection: Sendable, Equatable {
    package var name: Text
    /// The version of its rows' layout.
    package var version: Int
    /// The last event it holds.
    package var head: UInt64
    package var isRebuilding: Bool

    package init(name: Text, version: Int, head: UInt64, isRebuilding: Bool = false) {
      self.name = name
      self.version = version
      self.head = head
      self.isRebuilding = isRebuilding
    }
  }

  /// The newest checkpoint on disk.
  package struct Checkpoint: Sendable, Equatable {
    package var size: UInt64
    /// Lower-case hex.
    package var root: Text

    package init(size: UInt64, root: Text) {
      self.size = size
      self.root = root
    }
  }

  /// The journal's own name: `urn:uuid:…`, the default `source` of its events.
  package var journal: Text
  package var head: UInt64
  /// nil if the journal is empty.
  package var lastRecordedAt: Instant?
  package var path: Text
  /// How many bytes the file holds.
  package var bytes: Int
  /// How large the file may grow.
  package var mapBytes: Int
  /// What an acknowledgement means: `full` = on disk.
  package var durability: Text
  /// The version of LMDB that runs.
  package var lmdb: Text
  package var projections: [Projection]
  /// Requests that wait for the writer.
  package var queued: Int
  /// What checkpoints verify with: C2SP's `vkey`.
  package var key: Text?
  /// nil until the first is signed.
  package var checkpoint: Checkpoint?

  package init(
    journal: Text,
    head: UInt64,
    lastRecordedAt: Instant?,
    path: Text,
    bytes: Int,
    mapBytes: Int,
    durability: Text = "full",
    lmdb: Text,
    projections: [Projection],
    queued: Int,
    key: Text? = nil,
    checkpoint: Checkpoint? = nil
  ) {
    self.journal = journal
    self.head = head
    self.lastRecordedAt = lastRecordedAt
    self.path = path
    self.bytes = bytes
    self.mapBytes = mapBytes
    self.durability = durability
    self.lmdb = lmdb
    self.projections = projections
    self.queued = queued
    self.key = key
    self.checkpoint = checkpoint
  }
}
