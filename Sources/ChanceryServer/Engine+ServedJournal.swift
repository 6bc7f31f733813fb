package import ChanceryModel
package import Projections

/// The engine is what the server serves; tests put other journals in its place.
extension Engine: ServedJournal {
  package func makeChecker(declare: Bool) -> any EventChecking {
    checker(declare: declare)
  }

  package func backup(
    to directory: Text,
    progress: @escaping @Sendable (BackupProgress) -> Bool,
    completion: @escaping @Sendable (Result<BackupAnswer, Refusal>) -> Void
  ) {
    backup(
      to: directory,
      verify: { directory, _ in try StoredHead.read(directory) },
      progress: progress,
      completion: completion
    )
  }
}

extension EventChecker: EventChecking {}
