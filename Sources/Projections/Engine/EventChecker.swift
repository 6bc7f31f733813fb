package import ChanceryModel
internal import Journal
internal import LMDB
internal import Synchronization

/// Checks events that will not be appended, one after another, against each other and the head that
/// the first one met.
///
/// What earlier events define, correct and withdraw counts for later ones, as it will when all are
/// appended. A withdrawal of a definition reads the log for those who use it, see ``UseScan``. A key seen with other data is a conflict; nothing is written. Used by one caller at a time.
package final class EventChecker: Sendable {
  private let engine: Engine
  private let declare: Bool
  private let state = Mutex(CheckState())

  init(_ engine: Engine, declare: Bool) {
    self.engine = engine
    self.declare = declare
  }

  /// The refusal that the event would meet, or nil.
  package func check(_ draft: EventDraft, line: Int) -> Refusal? {
    do throws(Refusal) {
      try engine.reading { transaction, set in
        try state.withLock { state in
          try check(draft, line, &state, set, transaction)
        }
      }
      return nil
    } catch {
      return error.onLine(line)
    }
  }

  private func check(
    _ draft: EventDraft,
    _ line: Int,
    _ state: inout CheckState,
    _ set: ProjectionSet,
    _ reference: TransactionReference
  ) throws {
    let journal = engine.journal
    let head = try state.head ?? journal.head(reference)
    state.head = head
    let source = draft.source ?? journal.ownSource
    if let id = draft.id, try isKnown(draft, source: source, id: id, line, &state, reference) {
      return
    }
    let base = LogVocabulary(journal, set, known: head, reference, uses: state.uses)
    // The layer leaves the state while it is laid over this transaction's base, so that it is not
    // copied; a refusal puts it back as it was.
    var overlay = OverlayVocabulary(over: base, layer: state.layer)
    state.layer = VocabularyLayer()
    state.uses = UseScan()
    defer {
      state.layer = overlay.layer
      state.uses = base.uses
    }
    let today = engine.configuration.now().day
    let context = ResolutionContext(
      recordedDay: today,
      journalSource: journal.ownSource,
      firstSeq: head + 1
    )
    func add(_ draft: EventDraft, _ source: Text, _ id: Text) throws(Refusal) {
      let body = try EventResolver.resolve(draft, vocabulary: overlay, context: context)
      state.count += 1
      overlay.add(
        body,
        of: draft,
        seq: head + state.count,
        source: source,
        id: id,
        recordedDay: today
      )
    }
    if declare {
      let missing = Declarations.missing(
        in: draft,
        vocabulary: overlay,
        journalSource: journal.ownSource
      )
      for declared in missing {
        try add(declared, journal.ownSource, declared.id ?? "")
      }
    }
    try add(draft, source, draft.id ?? "")
    if let failure = base.failure { throw failure }
    if let id = draft.id { state.remember(source, id, CheckState.fingerprint(draft)) }
  }

  /// True for an event that is there already, or came before in this input, with the same data.
  private func isKnown(
    _ draft: EventDraft,
    source: Text,
    id: Text,
    _ line: Int,
    _ state: inout CheckState,
    _ reference: TransactionReference
  ) throws -> Bool {
    if let seen = state.fingerprint(source, id) {
      guard seen == CheckState.fingerprint(draft) else {
        throw conflict(source, id, with: "an earlier line's")
      }
      return true
    }
    guard let seq = try engine.journal.sequence(source: source, id: id, reference),
      let bytes = try engine.journal.record(seq, reference)
    else { return false }
    let record = try RecordView(bytes)
    let isSame =
      try HeaderCodec.isRedacted(record.header) || record.data.isEqual(to: draft.data.rawSpan)
    guard record.header[0] == draft.type.rawValue, isSame else {
      throw conflict(source, id, with: "that of event \(seq)")
    }
    return true
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
