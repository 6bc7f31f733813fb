package import ChanceryModel
internal import Journal
internal import LMDB
internal import Synchronization

/// Checks events that will not be appended, one after another, against each other and the head that
/// the first one met.
///
/// What earlier events define, correct and withdraw counts for later ones, as it will when all are
/// appended. A withdrawal of a definition reads the log for those who use it, see ``UseScan``. A key seen
/// with other data is a conflict; nothing is written. Used by one caller at a time.
package final class EventChecker: Sendable {
  private let engine: Engine
  private let declare: Bool
  private let state = Mutex(CheckState())

  init(_ engine: Engine, declare: Bool) {
    self.engine = engine
    self.declare = declare
  }

  /// The refusal that each event would meet, or nil.
  ///
  /// - Parameters:
  ///   - drafts: The events that come next; one transaction checks them all.
  ///   - lines: The line that each stands on.
  /// - Returns: One for each event.
  package func check(_ drafts: [EventDraft], lines: [Int]) -> [Refusal?] {
    var found: [Refusal?] = []
    found.reserveCapacity(drafts.count)
    do throws(Refusal) {
      try engine.reading { transaction, set in
        try state.withLock { state in
          var pass = try Pass(engine, set, transaction, state, declare: declare)
          // The state is the pass's alone while it works, so that nothing of it is copied.
          state = CheckState()
          defer { state = pass.finish() }
          for (draft, line) in zip(drafts, lines) {
            let refusal = pass.refusal(of: draft)
            if let failure = pass.failure { throw failure }
            found.append(refusal?.onLine(line))
          }
        }
      }
    } catch {
      // The log did not answer: then none of the rest is known to be good.
      for line in lines.dropFirst(found.count) { found.append(error.onLine(line)) }
    }
    return found
  }

  /// The refusal that the event would meet, or nil.
  package func check(_ draft: EventDraft, line: Int) -> Refusal? {
    check([draft], lines: [line])[0]
  }
}

/// A checker's work in one transaction.
private struct Pass {
  private let journal: Journal
  private let transaction: TransactionReference
  private let base: LogVocabulary
  private let memory: LogVocabulary.Memory
  private let context: ResolutionContext
  private let declare: Bool
  private let head: UInt64
  private var state: CheckState
  private var overlay: OverlayVocabulary<LogVocabulary>

  init(
    _ engine: Engine,
    _ set: ProjectionSet,
    _ transaction: TransactionReference,
    _ state: CheckState,
    declare: Bool
  ) throws {
    journal = engine.journal
    self.transaction = transaction
    self.declare = declare
    head = try state.head ?? journal.head(transaction)
    self.state = state
    self.state.head = head
    memory = LogVocabulary.Memory(state.kept)
    self.state.kept = LogVocabulary.Kept()
    base = LogVocabulary(
      LogVocabulary.Log(journal, transaction),
      set,
      known: head,
      rows: transaction,
      memory: memory
    )
    overlay = OverlayVocabulary(over: base, layer: state.layer)
    self.state.layer = VocabularyLayer()
    context = ResolutionContext(
      recordedDay: engine.configuration.now().day,
      journalSource: journal.ownSource,
      firstSeq: head + 1
    )
  }

  /// What the store or the log answered in place of something.
  var failure: (any Error)? { base.failure }

  /// The state after the last event.
  func finish() -> CheckState {
    var finished = state
    finished.layer = overlay.layer
    finished.kept = memory.kept
    return finished
  }

  /// Checks the next event against all before it; nil if it may come.
  mutating func refusal(of draft: EventDraft) -> Refusal? {
    do throws(Refusal) {
      try check(draft)
      return nil
    } catch {
      return error
    }
  }

  private mutating func check(_ draft: EventDraft) throws(Refusal) {
    let source = draft.source ?? journal.ownSource
    let fingerprint = CheckState.fingerprint(draft)
    if let id = draft.id, try isKnown(draft, fingerprint, source: source, id: id) { return }
    if declare {
      let missing = Declarations.missing(
        in: draft,
        vocabulary: overlay,
        journalSource: journal.ownSource
      )
      for declared in missing {
        try add(declared, journal.ownSource, CheckState.fingerprint(declared))
      }
    }
    try add(draft, source, fingerprint)
  }

  private mutating func add(
    _ draft: EventDraft,
    _ source: Text,
    _ fingerprint: UInt64
  ) throws(Refusal) {
    let body = try EventResolver.resolve(draft, vocabulary: overlay, context: context)
    overlay.add(
      body,
      of: draft,
      seq: head + state.count + 1,
      source: source,
      id: draft.id ?? "",
      recordedDay: context.recordedDay
    )
    state.add(fingerprint)
  }

  /// True for an event that is there already, or came before in this input, with the same data.
  private func isKnown(
    _ draft: EventDraft,
    _ fingerprint: UInt64,
    source: Text,
    id: Text
  ) throws(Refusal) -> Bool {
    if let seen = overlay.layer.event(source: source, id: id) {
      guard state.fingerprint(of: seen.seq) == fingerprint else {
        throw conflict(source, id, with: "an earlier line's")
      }
      return true
    }
    guard let seq = base.event(source: source, id: id)?.seq else { return false }
    let isSame = base.attempt { () throws -> Bool? in
      guard let bytes = try journal.record(seq, transaction) else { return nil }
      let record = try RecordView(bytes)
      return try record.header[0] == draft.type.rawValue
        && (HeaderCodec.isRedacted(record.header) || record.data.isEqual(to: draft.data.rawSpan))
    }
    guard let isSame else { return false }
    if isSame { return true }
    throw conflict(source, id, with: "that of event \(seq)")
  }

  private func conflict(_ source: Text, _ id: Text, with other: String) -> Refusal {
    Refusal(
      .idConflict,
      at: "/id",
      "the id “\(id)” of source “\(source)” is \(other), with other data",
      hint: "give the event an id of its own"
    )
  }
}

extension Engine {
  /// A checker for `dry_run=check`.
  package func checker(declare: Bool) -> EventChecker {
    EventChecker(self, declare: declare)
  }
}
