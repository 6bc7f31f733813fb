package import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs
internal import Synchronization

// MARK: - Status

extension Engine {
  /// What the store can say of itself.
  package func status() -> StoreStatus {
    let info = try? journal.environment.info()
    let isRebuilding = writer.isRebuilding.load(ordering: .relaxed)
    let head = head
    let filled: UInt64 =
      switch readiness {
      case .ready: head
      case .rebuilding(let progress): progress.done
      case .failed: 0
      }
    return StoreStatus(
      journal: journal.ownSource,
      head: head,
      lastRecordedAt: try? journal.environment.read { try journal.recordedAt(head, $0) },
      path: Text(configuration.directory),
      bytes: info?.usedByteCount ?? 0,
      mapBytes: configuration.mapBytes,
      durability: configuration.durability == .full ? "full" : "none",
      lmdb: Text(Environment.version),
      projections: sets[0].all.map { projection in
        StoreStatus.Projection(
          name: Text(type(of: projection).name),
          version: Int(type(of: projection).version),
          head: filled,
          isRebuilding: isRebuilding
        )
      },
      queued: writer.queue.count,
      key: verificationKey,
      checkpoint: signer.newest.map {
        StoreStatus.Checkpoint(size: $0.size, root: Text($0.root.hex))
      }
    )
  }
}
