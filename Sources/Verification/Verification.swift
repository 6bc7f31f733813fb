package import ChanceryModel
internal import Glibc
internal import Journal
internal import LMDB
internal import PageCheck
internal import Projections
internal import Proofs

/// Looks at a whole journal, and changes nothing: the work of one process.
///
/// Everything is read in one transaction, without the store's lock file: the caller sees to it that no
/// page of the snapshot is written again, because no daemon runs on the directory, or because the one
/// that does holds a snapshot that is not younger. Memory does not grow with the journal.
///
/// A phase rests on those before it, and is left out if they found damage that could mislead it. What
/// no phase foresees may still end the process: whoever started it takes that for damage too.
package struct Verification {
  /// The data directory, or a backup of one.
  private let directory: String
  /// Where the projections are folded again.
  private let scratch: String
  private let isPinned: Bool
  private let report: VerifyReport
  private let started = WallClock.monotonicNanoseconds()
  private var answer = VerifyAnswer()
  private var erasures = Erasures()
  private var stored: StoredCheckpoint?

  /// - Parameters:
  ///   - directory: The data directory, or a backup of one.
  ///   - scratch: A directory with room for the projections once more.
  ///   - isPinned: Whether a daemon that runs on the directory holds a snapshot for us.
  ///   - write: Takes each line of what is found, without its line feed.
  package init(
    _ directory: String,
    scratch: String,
    isPinned: Bool,
    write: @escaping ([UInt8]) throws -> Void
  ) {
    self.directory = directory
    self.scratch = scratch
    self.isPinned = isPinned
    report = VerifyReport(write)
  }

  /// Does all phases.
  ///
  /// - Returns: What was found; the damages were written.
  /// - Throws: ``VerifyFailure`` if the journal cannot be read, or what `write` throws.
  package mutating func run() throws -> VerifyAnswer {
    do {
      try checkJournal()
    } catch let damage as JournalDamage {
      try report.damage("journal", damage.description)
    } catch let error as JournalError {
      try report.damage("table meta", error.detail)
    } catch let error as LMDBError {
      try take(error)
    }
    answer.damages = report.damages
    answer.skipped = report.skipped
    answer.seconds = Double(WallClock.monotonicNanoseconds() - started) / 1e9
    return answer
  }

  /// Tells damage that the store has met from trouble with the disk or the rights.
  private func take(_ error: LMDBError) throws {
    switch error.code {
    case .corrupted, .pageNotFound, .invalidFile, .versionMismatch, .badValueSize, .panic:
      try report.damage("journal", "the store says: \(error.message)")
    default:
      throw VerifyFailure(
        "the journal in \(directory) cannot be read: \(error)",
        hint: "look at the disk and at the rights of \(directory)/journal/data.mdb"
      )
    }
  }

  private mutating func checkJournal() throws {
    let path = directory + "/journal"
    guard access(path + "/data.mdb", R_OK) == 0 else {
      throw VerifyFailure(
        "cannot read \(path)/data.mdb: \(String(cString: strerror(errno)))",
        hint: "give --data a journal's directory, as a user who may read it"
      )
    }
    // Read first, so that the snapshot of a journal in use extends it.
    stored = try StoredCheckpoint(in: directory)
    // A file that nobody changes is walked before the library sees any of it. One that is in use is
    // open in the library already; which commit is read is known once it is open here too.
    let walked = isPinned ? nil : try checkPages(nil)
    if let walked, !walked.isSound { return }
    var configuration = LMDB.Environment.Configuration()
    configuration.access = .readOnlyUnlocked
    configuration.maxTables = 8 + 2 * ProjectionSet.tableCount
    let environment = try LMDB.Environment(path: path, configuration: configuration)
    for _ in 0..<Verification.attempts {
      let isDone = try environment.read { transaction throws in
        try transaction.withReference { try check(environment, walked, $0) }
      }
      if isDone { return }
    }
    throw VerifyFailure(
      "commits came so fast that no snapshot could be taken",
      hint: "try again when less is being appended"
    )
  }

  /// How often a snapshot is begun until no commit came between its parts.
  private static let attempts = 1000

  /// Checks what one transaction sees; false if its snapshot is not to be trusted.
  private mutating func check(
    _ environment: LMDB.Environment,
    _ walked: PageReport?,
    _ transaction: TransactionReference
  ) throws -> Bool {
    // Without the lock file, beginning a transaction copies the newest meta page while the daemon may
    // be writing the one before it (mdb_txn_renew0). If no commit has come since, it was not.
    guard try environment.info().lastTransaction == transaction.identifier else { return false }
    if let walked {
      guard walked.transaction == transaction.identifier else {
        throw JournalDamage("the store reads another commit than the newest meta page")
      }
    } else {
      do {
        guard try checkPages(transaction.identifier).isSound else { return true }
      } catch PageCheckError.transactionGone {
        return false
      }
    }
    let journal = try Journal(existingIn: environment, transaction)
    let state = try ProjectionState.read(journal, transaction)
    let isOurs = state?.versions == ProjectionSet.versions
    try checkTables(transaction, isOurs: isOurs)
    guard try checkLog(journal, transaction) else { return true }
    try checkDerived(journal, state, isOurs: isOurs, transaction)
    return true
  }

  /// The phase `pages`; if it finds damage, nothing else is read.
  private mutating func checkPages(_ commit: UInt64?) throws -> PageReport {
    let path = directory + "/journal/data.mdb"
    let report = report
    let pages: PageReport
    do throws(PageCheckError) {
      pages = try PageWalk.check(path: path, transaction: commit) { done, total in
        // Who cannot be told how far it is has gone, and this process with it.
        try? report.advance(.pages, to: done, of: total)
      }
    } catch {
      guard case .system(let operation, _, let number) = error else { throw error }
      throw VerifyFailure(
        "\(path): \(operation): \(String(cString: strerror(number)))",
        hint: "look at the disk and at the rights of the file"
      )
    }
    answer.pages = pages.pages
    try report.advance(.pages, to: 0, of: pages.pages)
    for damage in pages.damages {
      try report.damage(
        "page \(damage.page)",
        (damage.table.map { "(of \($0)) " } ?? "") + damage.what
      )
    }
    report.count(pages.damageCount - UInt64(pages.damages.count))
    try report.finish()
    guard !pages.isSound else { return pages }
    for phase in VerifyPhase.allCases.dropFirst() {
      try report.skip(phase, because: "pages are damaged")
    }
    return pages
  }

  /// No table but those of a journal; what another version's projections are called is not known.
  private func checkTables(_ transaction: TransactionReference, isOurs: Bool) throws {
    let known = Set(Journal.Tables.names + ProjectionSet.tableNames)
    for name in try transaction.tableNames() where !known.contains(name) {
      if !isOurs, name.hasSuffix(".0") || name.hasSuffix(".1") { continue }
      try report.damage("table \(name)", "a journal has no table of that name")
    }
  }

  // MARK: - The log

  /// The phases `records` and `tree`; false if nothing more can be done.
  private mutating func checkLog(
    _ journal: Journal,
    _ transaction: TransactionReference
  ) throws -> Bool {
    var records = RecordsCheck(journal, report)
    let before = report.damages
    let outcome = try records.run(transaction)
    erasures = outcome.erasures
    answer.head = outcome.head
    answer.events = outcome.events
    let isSound = report.damages == before
    if outcome.hasEveryLeaf {
      answer.root = Text(
        try TreeCheck(journal: journal, report: report).run(head: outcome.head, transaction).hex
      )
    } else {
      try report.skip(.tree, because: "not every leaf can be read")
    }
    try checkCheckpoint(journal, transaction)
    guard !isSound else { return true }
    for phase in [VerifyPhase.keys, .texts, .headers, .projections, .expectations] {
      try report.skip(phase, because: "records are damaged")
    }
    return false
  }

  /// What was signed: the tree, which was held to the leaves just now, extends it.
  private func checkCheckpoint(_ journal: Journal, _ transaction: TransactionReference) throws {
    for damage in stored?.damages ?? [] { try report.damage(damage.place, damage.detail) }
    guard let checkpoint = stored?.checkpoint else { return }
    let head = answer.head ?? 0
    guard checkpoint.size <= head else {
      return try report.damage(
        "checkpoint",
        "it vouches for \(checkpoint.size) events, the journal has \(head)"
      )
    }
    guard answer.root != nil else { return }
    do {
      let root = try journal.frontier(size: checkpoint.size, transaction).root
      guard root != checkpoint.root else { return }
      try report.damage(
        "checkpoint",
        "the tree of \(checkpoint.size) events has root \(root.hex), \(checkpoint.root.hex) was signed"
      )
    } catch let damage as JournalDamage {
      try report.damage("checkpoint", damage.description)
    }
  }

  // MARK: - What is derived from the log

  private mutating func checkDerived(
    _ journal: Journal,
    _ state: ProjectionState?,
    isOurs: Bool,
    _ transaction: TransactionReference
  ) throws {
    let head = answer.head ?? 0
    let before = report.damages
    try KeysCheck(journal: journal, report: report).run(head: head, transaction)
    try TextsCheck(journal: journal, report: report).run(transaction)
    let derives = report.damages == before
    if !derives { try report.skip(.headers, because: "keys or texts are damaged") }
    let fold = try ScratchFold(in: scratch)
    let log = LogVocabulary.Log(journal, transaction)
    try fold.fold(log, head: head, derives: derives, erasures, report)
    guard let state, isOurs else {
      for phase in [VerifyPhase.projections, .expectations] {
        try report.skip(
          phase,
          because: "the projections are of another version: the next start makes them anew"
        )
      }
      return
    }
    let live = try ProjectionSet(existing: state.generation, transaction)
    let sound = report.damages
    try ProjectionsCheck(live: live, fold: fold, report: report).run(transaction)
    guard report.damages == sound else {
      return try report.skip(.expectations, because: "projections are damaged")
    }
    answer.expectations = try ExpectationsCheck(journal: journal, live: live, report: report)
      .run(head: head, transaction)
  }
}
