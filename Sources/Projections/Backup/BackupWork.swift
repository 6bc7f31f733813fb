internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// One backup from its directory to its manifest.
struct BackupWork {
  private let job: BackupJob
  private let engine: Engine
  private let isStopping: @Sendable () -> Bool
  private let started = WallClock.monotonicNanoseconds()

  /// What it came to.
  private(set) var result: Result<BackupAnswer, Refusal>

  /// Does the work.
  ///
  /// - Parameters:
  ///   - job: The order.
  ///   - engine: The journal to copy.
  ///   - isStopping: True once the daemon stops.
  init(_ job: BackupJob, _ engine: Engine, isStopping: @escaping @Sendable () -> Bool) {
    self.job = job
    self.engine = engine
    self.isStopping = isStopping
    result = .success(BackupAnswer(end: .cancelled, directory: Text(job.directory), seconds: 0))
    do {
      result = .success(try run())
    } catch is BackupCancelled {
      result = .success(answer(.cancelled))
    } catch {
      result = .failure(BackupWork.refusal(of: error))
    }
  }

  private func run() throws -> BackupAnswer {
    let draft = try BackupDraft(directory: job.directory)
    do {
      let manifest = try make(draft)
      return answer(.complete, manifest)
    } catch {
      draft.discard()
      throw error
    }
  }

  private func make(_ draft: BackupDraft) throws -> BackupManifest {
    let created = engine.configuration.now()
    let pace = ProgressPace()
    func tell(_ phase: BackupProgress.Phase, _ done: UInt64, _ total: UInt64) -> Bool {
      guard !isStopping() else { return false }
      guard pace.isDue(isLast: done == total) else { return true }
      return job.progress(BackupProgress(phase: phase, done: done, total: total))
    }
    // Signed before the copy begins, so that the copy holds all that it vouches for.
    let checkpoint = newestCheckpoint()
    try draft.copy(engine.journal.environment) { tell(.copying, UInt64($0), UInt64($1)) }
    if let checkpoint { try draft.write(checkpoint.note, named: BackupManifest.checkpointFileName) }
    try draft.readBack { tell(.reading, UInt64($0), UInt64($1)) }
    guard let verified = try job.verify(job.directory, { tell(.verifying, $0, $1) }) else {
      throw BackupCancelled()
    }
    return try draft.complete(
      BackupManifest(
        journal: engine.journal.ownSource,
        head: verified.head,
        root: verified.root,
        checkpoint: checkpoint.map { Text(String(decoding: $0.note, as: UTF8.self)) },
        key: engine.verificationKey,
        created: created,
        files: []
      )
    )
  }

  /// The newest signed checkpoint, once the signer has had its time to sign what is there now.
  private func newestCheckpoint() -> SignedCheckpoint? {
    let isSigned = Semaphore()
    engine.signer.wait(for: engine.head) { _ in isSigned.signal() }
    isSigned.wait()
    return engine.signer.newest
  }

  private func answer(_ end: BackupAnswer.End, _ manifest: BackupManifest? = nil) -> BackupAnswer {
    BackupAnswer(
      end: end,
      directory: Text(job.directory),
      head: manifest?.head,
      root: manifest?.root,
      bytes: manifest?.files.reduce(0) { $0 + $1.byteCount } ?? 0,
      seconds: Double(WallClock.monotonicNanoseconds() - started) / 1e9
    )
  }

  // MARK: - Failures

  private static func refusal(of error: any Error) -> Refusal {
    if let refusal = error as? Refusal { return refusal }
    if let failure = error as? FileFailure, failure.isLackOfRoom {
      return Refusal(
        .storageFull,
        "there is no room for the backup: \(failure)",
        hint: "make room there, or choose another directory; the journal itself goes on"
      )
    }
    if let error = error as? JournalError, error.kind == .directory {
      return Refusal(.directoryRefused, error.detail, hint: error.hint)
    }
    if let error = error as? JournalError {
      return Refusal(.backupFailed, error.detail, hint: error.hint)
    }
    return Refusal(
      .backupFailed,
      "the backup failed: \(error)",
      hint: "the journal itself goes on; `chancery verify` tells whether it is sound"
    )
  }
}

/// Lets progress be told at most ten times a second.
///
/// Used by one thread.
private final class ProgressPace {
  private var last: UInt64 = 0

  func isDue(isLast: Bool) -> Bool {
    let now = WallClock.monotonicNanoseconds()
    guard isLast || now - last >= 100_000_000 else { return false }
    last = now
    return true
  }
}
