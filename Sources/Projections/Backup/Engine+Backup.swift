package import ChanceryModel
internal import Journal
internal import LMDB

/// An order to back the journal up.
struct BackupJob: Sendable {
  /// Where to; an absolute path.
  var directory: String
  var verify: Engine.BackupVerification
  /// Told how far it is; false cancels.
  var progress: @Sendable (BackupProgress) -> Bool
  var completion: @Sendable (Result<BackupAnswer, Refusal>) -> Void
}

extension Engine {
  /// Verifies a copy: is given its directory, and told how far it is by a closure whose false cancels.
  ///
  /// Gives the head and the root that the copy holds; nil if it was cancelled. Throws what is wrong
  /// with the copy.
  package typealias BackupVerification =
    @Sendable (
      _ directory: String,
      _ progress: (_ done: UInt64, _ total: UInt64) -> Bool
    ) throws -> (head: UInt64, root: Text)?

  /// Copies the journal into a directory while it is written, and verifies the copy.
  ///
  /// The work is done on a thread of its own, one backup at a time. `progress` and `completion` run on
  /// that thread and must not block; a `progress` that returns false cancels. A backup that does not
  /// come to its end leaves nothing behind.
  ///
  /// - Parameters:
  ///   - directory: An absolute path; empty, or not there yet.
  ///   - verify: What makes sure that the copy is sound.
  ///   - progress: Told how far it is, at most ten times a second.
  ///   - completion: Called once, also with `backup-running`, `directory-refused`, `storage-full` or
  ///     `backup-failed`.
  package func backup(
    to directory: Text,
    verify: @escaping BackupVerification,
    progress: @escaping @Sendable (BackupProgress) -> Bool,
    completion: @escaping @Sendable (Result<BackupAnswer, Refusal>) -> Void
  ) {
    let job = BackupJob(
      directory: directory.string,
      verify: verify,
      progress: progress,
      completion: completion
    )
    do throws(Refusal) {
      try backups.start { [self] isStopping in
        let work = BackupWork(job, self, isStopping: isStopping)
        return { job.completion(work.result) }
      }
    } catch {
      completion(.failure(error))
    }
  }
}
