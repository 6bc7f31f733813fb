internal import ChanceryModel
internal import Glibc
internal import Journal
internal import LMDB
internal import Projections

/// The phase `headers`: folds the whole log again, into an environment of its own.
///
/// On the way each header is derived once more from the stored data and the vocabulary that stood
/// before it, which is that of the fold so far, and compared byte for byte; with it every reference is
/// looked up and every quote of a filed text is found again. What the live projections say plays no
/// part, so damage to them hides nothing.
///
/// The environment's files have no name once they are open: however this process ends, nothing of
/// them is left. Nothing is flushed.
final class ScratchFold {
  let journal: Journal
  let set: ProjectionSet
  private let environment: LMDB.Environment
  private let memory = LogVocabulary.Memory()

  /// How many records were looked at for those who use a name that is withdrawn.
  private(set) var useSteps: UInt64 = 0
  /// Events whose header cannot be derived any more, since a definition before them was redacted.
  private var unproven = 0

  /// Events that one commit takes.
  private static let slice: UInt64 = 4096

  /// Makes the environment.
  ///
  /// - Parameter directory: Where there is room for the projections once more.
  /// - Throws: ``VerifyFailure`` or the store's error if there is none.
  init(in directory: String) throws {
    var template = Array((directory + "/chancery-verify-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw VerifyFailure(
        "cannot make a scratch directory in \(directory): \(String(cString: strerror(errno)))",
        hint: "name a directory with room for the projections: --scratch DIR"
      )
    }
    let path = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    defer {
      for name in ["/data.mdb", "/lock.mdb"] { unlink(path + name) }
      rmdir(path)
    }
    var configuration = LMDB.Environment.Configuration()
    configuration.durability = .withoutSync
    configuration.maxTables = 8 + ProjectionSet.tableCount
    environment = try LMDB.Environment(path: path, configuration: configuration)
    journal = try Journal(environment: environment)
    set = try environment.write { transaction throws in
      try ProjectionSet(generation: 0, in: &transaction)
    }
  }

  /// Reads what was folded.
  func reading<Value>(_ body: (TransactionReference) throws -> Value) throws -> Value {
    try environment.read { transaction throws in try transaction.withReference(body) }
  }

  /// Folds a log whose records are all sound.
  ///
  /// - Parameters:
  ///   - log: The log to fold.
  ///   - head: Its last seq.
  ///   - derives: Whether headers are derived again: keys and texts are sound.
  ///   - erasures: What was redacted.
  ///   - report: Told what differs.
  /// - Throws: The store's error, or what the report throws to end the work.
  func fold(
    _ log: LogVocabulary.Log,
    head: UInt64,
    derives: Bool,
    _ erasures: Erasures,
    _ report: VerifyReport
  ) throws {
    try report.begin(.headers, of: head)
    if derives { try expectUses(log, head: head) }
    var done: UInt64 = 0
    while done < head {
      let end = min(head, done + ScratchFold.slice)
      try environment.write { transaction throws in
        while done < end {
          try fold(done + 1, log, derives: derives, erasures, report, &transaction)
          done += 1
          if done & 63 == 0 { try report.advance(to: done) }
        }
      }
    }
    try report.finish()
    guard unproven > 0 else { return }
    try report.skip(
      .headers,
      because: "of \(unproven) events they rest on definitions that were redacted"
    )
  }

  /// Has every withdrawal of a name share one search for who uses it.
  private func expectUses(_ log: LogVocabulary.Log, head: UInt64) throws {
    try reading { rows throws in
      let vocabulary = LogVocabulary(log, set, known: head, rows: rows, memory: memory)
      try vocabulary.expectUses()
      if let failure = vocabulary.failure { throw failure }
    }
  }

  private func fold(
    _ seq: UInt64,
    _ log: LogVocabulary.Log,
    derives: Bool,
    _ erasures: Erasures,
    _ report: VerifyReport,
    _ transaction: inout WriteTransaction
  ) throws {
    guard let bytes = try log.journal.record(seq, log.transaction) else {
      throw JournalDamage("the log has no event \(seq)")
    }
    let record = try RecordView(bytes)
    let header = try record.decodedHeader()
    if derives, !header.isRedacted {
      let difference = try transaction.withReference { reference throws in
        let vocabulary = LogVocabulary(log, set, known: seq - 1, rows: reference, memory: memory)
        defer { useSteps = vocabulary.useSteps }
        return try HeaderDerivation(seq: seq, record: record, header: header, log: log)
          .difference(vocabulary)
      }
      if let difference {
        if erasures.mayRest(seq) {
          unproven += 1
        } else {
          try report.damage("event \(seq)", difference)
        }
      }
    }
    // Projections look up earlier headers, and nothing else of the log.
    try transaction.append(
      journal.tables.log,
      Journal.key(seq),
      Record.encode(
        header: record.header.toArray(),
        salt: [UInt8](repeating: 0, count: Record.saltByteCount),
        leaf: ScratchFold.leaf,
        data: record.data.byteCount == 0 ? [] : ScratchFold.leaf
      )
    )
    // Each event alone, where the daemon enters many together: so the one way proves the other.
    try set.apply(header, seq: seq, journal: journal, to: &transaction)
    if header.changesVocabulary { memory.forgetDefinitions() }
  }

  private static let leaf = Array("{}".utf8)
}
