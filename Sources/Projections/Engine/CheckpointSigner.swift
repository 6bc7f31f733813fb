internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs
internal import Synchronization

/// The thread that signs the head: woken by commits, at most once a second
/// (``Engine/Configuration/signingPauseNanoseconds``).
///
/// After a commit it opens a snapshot of its own, reads the new leaves back, hashes them, compares the
/// root with the stored tree's, and signs it. It never holds up the writer.
final class CheckpointSigner: Sendable {
  /// Who waits for a checkpoint is refused after this long: so much is still to be read back.
  static let patienceNanoseconds: UInt64 = 5_000_000_000
  /// At the end no more time than this is spent on reading back: the checkpoint before is good too.
  static let closingNanoseconds: UInt64 = 5_000_000_000
  /// How many leaves are read back in one transaction, so that none is held for long.
  static let leavesPerTransaction = 4096

  /// One who waits for a checkpoint.
  private struct Waiter {
    var size: UInt64
    var deadline: UInt64
    var completion: @Sendable (Result<SignedCheckpoint, Refusal>) -> Void
  }

  private struct State {
    var newest: SignedCheckpoint?
    var waiters: [Waiter] = []
    var isStopping = false
    var hasEnded = false
  }

  let signingKey: SigningKey
  /// What its signatures verify with.
  var key: VerificationKey { signingKey.verificationKey }
  private let alarm = Alarm()
  private let state: Mutex<State>
  private let thread = Mutex<Thread?>(nil)

  init(
    _ signer: JournalSigner,
    _ configuration: Engine.Configuration,
    _ journal: Journal,
    _ writer: Writer
  ) {
    signingKey = signer.key
    state = Mutex(State(newest: signer.newest))
    let rounds = SigningRounds(signer, configuration, journal, writer, self)
    writer.listeners.withLock { $0.append { [alarm] _ in alarm.ring() } }
    let started = Thread { rounds.run() }
    thread.withLock { $0 = started }
  }

  /// The newest checkpoint on disk.
  var newest: SignedCheckpoint? { state.withLock { $0.newest } }

  /// Gives a checkpoint of at least `size` events: at once if there is one, else from the signer's
  /// thread when it is signed.
  ///
  /// `size` is at most the head.
  func wait(
    for size: UInt64,
    completion: @escaping @Sendable (Result<SignedCheckpoint, Refusal>) -> Void
  ) {
    let waiter = Waiter(
      size: size,
      deadline: WallClock.monotonicNanoseconds() + CheckpointSigner.patienceNanoseconds,
      completion: completion
    )
    let known: Result<SignedCheckpoint, Refusal>? = state.withLock { state in
      if let newest = state.newest, newest.size >= size { return .success(newest) }
      guard !state.hasEnded else { return .failure(CheckpointSigner.ended) }
      state.waiters.append(waiter)
      return nil
    }
    if let known { return completion(known) }
    alarm.ring()
  }

  /// Signs the head and ends the thread.
  ///
  /// To be called after the writer has stopped; a second call does nothing.
  func stop() {
    state.withLock { $0.isStopping = true }
    alarm.ring()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  // MARK: For the thread

  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Sleeps until something is to be done, or until a moment.
  func sleep(until moment: UInt64?) { alarm.wait(until: moment) }

  /// Makes a checkpoint known and serves those who waited for it.
  func publish(_ checkpoint: SignedCheckpoint) {
    let served = take(newest: checkpoint) { $0.size <= checkpoint.size }
    for waiter in served { waiter.completion(.success(checkpoint)) }
  }

  /// Refuses all who wait.
  func refuse(_ refusal: Refusal) {
    for waiter in take(where: { _ in true }) { waiter.completion(.failure(refusal)) }
  }

  /// Refuses those who have waited for too long.
  func refuseLate(readBack: UInt64, of head: UInt64) {
    let now = WallClock.monotonicNanoseconds()
    let refusal = Refusal(
      .busy,
      "the signer has read \(readBack) of \(head) events back",
      hint: "ask again in a few seconds"
    )
    for waiter in take(where: { $0.deadline < now }) { waiter.completion(.failure(refusal)) }
  }

  /// Says that no checkpoint will come any more.
  func end() {
    state.withLock { $0.hasEnded = true }
    refuse(CheckpointSigner.ended)
  }

  private static let ended = Refusal(
    .shuttingDown,
    "the daemon is stopping",
    hint: "try again when it is back"
  )

  private func take(
    newest: SignedCheckpoint? = nil,
    where isMeant: (Waiter) -> Bool
  ) -> [Waiter] {
    state.withLock { state in
      if let newest { state.newest = newest }
      let taken = state.waiters.filter(isMeant)
      state.waiters.removeAll(where: isMeant)
      return taken
    }
  }
}
