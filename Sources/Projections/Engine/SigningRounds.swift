internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs
internal import Synchronization

/// What the signer's thread does; only that thread uses it.
final class SigningRounds: @unchecked Sendable {
  // Handed to the signer's thread when it starts, and touched by no other from there on.
  private var signer: JournalSigner
  private let configuration: Engine.Configuration
  private let journal: Journal
  private let writer: Writer
  private let desk: CheckpointSigner
  /// The last failure that was told of, so that it is told once.
  private var toldFailure: String?

  init(
    _ signer: JournalSigner,
    _ configuration: Engine.Configuration,
    _ journal: Journal,
    _ writer: Writer,
    _ desk: CheckpointSigner
  ) {
    self.signer = signer
    self.configuration = configuration
    self.journal = journal
    self.writer = writer
    self.desk = desk
  }

  /// The signer's life: wait for a commit, sign, pause; what could not be signed is tried again.
  func run() {
    while !desk.isStopping {
      guard needsSignature else {
        desk.sleep(until: nil)
        continue
      }
      round(deadline: nil)
      pause()
    }
    if needsSignature {
      round(
        deadline: WallClock.monotonicNanoseconds() + CheckpointSigner.closingNanoseconds
      )
    }
    desk.end()
  }

  private var needsSignature: Bool {
    signer.newest.map { $0.size < writer.head.load(ordering: .acquiring) } ?? true
  }

  /// Lets the pause between two signatures go by, unless the journal is closed.
  private func pause() {
    let end = WallClock.monotonicNanoseconds() + configuration.signingPauseNanoseconds
    while !desk.isStopping, WallClock.monotonicNanoseconds() < end { desk.sleep(until: end) }
  }

  /// Reads back up to the head of now, and signs it.
  ///
  /// Without a deadline it breaks off when the journal is closed.
  private func round(deadline: UInt64?) {
    let head = writer.head.load(ordering: .acquiring)
    do {
      while signer.size < head {
        try readBackSome(through: head)
        desk.refuseLate(readBack: signer.size, of: head)
        let isOver = deadline.map { WallClock.monotonicNanoseconds() > $0 } ?? desk.isStopping
        if isOver { return }
      }
      try journal.environment.read { try signer.check($0) }
      desk.publish(try signer.sign())
      toldFailure = nil
    } catch let damage as JournalDamage {
      configuration.onFatal("what was stored cannot be read back: \(damage)")
    } catch let error as LMDBError where error.isFatal {
      configuration.onFatal("the log cannot be read back: \(error)")
    } catch {
      tell(error)
    }
  }

  private func readBackSome(through head: UInt64) throws {
    try journal.environment.read { transaction throws in
      try signer.readBack(
        through: head,
        limit: CheckpointSigner.leavesPerTransaction,
        transaction
      )
    }
  }

  /// Nothing is lost where a checkpoint cannot be stored: the one before stands, and those who wait for
  /// a newer one are told why there is none.
  private func tell(_ error: any Error) {
    let isForRoom = (error as? DurableFile.Failure)?.isForRoom ?? false
    desk.refuse(
      Refusal(
        isForRoom ? .storageFull : .internalError,
        "the checkpoint cannot be stored: \(error)",
        hint: isForRoom
          ? "make room on the disk of the data directory; reads and proofs of older trees go on"
          : "see the daemon's log; it is tried again every second"
      )
    )
    let text = "the checkpoint cannot be signed: \(error)"
    guard text != toldFailure else { return }
    toldFailure = text
    configuration.onWarning(text)
  }
}
