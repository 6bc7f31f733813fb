internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections

/// Derives one event's header from what is stored of it, as the append did.
struct HeaderDerivation: ~Escapable {
  private let seq: UInt64
  private let record: RecordView
  private let header: EventHeader
  private let log: LogVocabulary.Log

  @_lifetime(copy record)
  init(seq: UInt64, record: RecordView, header: EventHeader, log: LogVocabulary.Log) {
    self.seq = seq
    self.record = record
    self.header = header
    self.log = log
  }

  /// What is wrong with the stored header, or nil, by the vocabulary that stood just before the event.
  ///
  /// Throws what the store or the log answered in place of a definition.
  func difference(_ vocabulary: LogVocabulary) throws -> String? {
    if case .redaction(let redaction) = header.body { return difference(redaction) }
    let leaf = try Leaf.parse(record.leaf.toArray())
    let data = record.data.toArray()
    do {
      let draft = EventDraft(
        type: header.type,
        source: leaf.source,
        id: leaf.id,
        data: data,
        text: try log.journal.text(seq, log.transaction),
        body: try EventDecoder.body(of: header.type, data: try JSONParser.parse(data))
      )
      var derived = header
      do throws(Refusal) {
        derived.body = try EventResolver.resolve(draft, vocabulary: vocabulary, context: context)
      } catch {
        // It names an event that was redacted since: the reference itself still tells which.
        guard error.code == .redacted, let body = body(of: draft, vocabulary) else { throw error }
        derived.body = body
      }
      if let failure = vocabulary.failure { throw failure }
      let isSame = HeaderCodec.encode(derived).rawSpan.isEqual(to: record.header)
      return isSame ? nil : "its header is not what its data and the vocabulary before it give"
    } catch let refusal as Refusal {
      if let failure = vocabulary.failure { throw failure }
      return "it could not have been appended: \(refusal.detail)"
    }
  }

  /// The header of an event that says no more than which other event it is about.
  private func body(of draft: EventDraft, _ vocabulary: LogVocabulary) -> EventHeader.Body? {
    func seq(_ reference: EventReference) -> UInt64? {
      switch reference {
      case .seq(let seq): seq
      case .id(let id): vocabulary.event(source: draft.source ?? "", id: id)?.seq
      case .key(let source, let id): vocabulary.event(source: source, id: id)?.seq
      }
    }
    switch draft.body {
    case .withdrawal(let data):
      return seq(data.event).map { .withdrawal(WithdrawalHeader(event: $0)) }
    case .link(let data):
      guard let from = seq(data.from), let to = seq(data.to) else { return nil }
      return .link(LinkHeader(from: from, to: to, kind: data.kind, certainty: data.certainty))
    default: return nil
    }
  }

  /// What is wrong with the header of an `event.redacted`, which the daemon itself appends.
  private func difference(_ redaction: RedactionHeader) -> String? {
    func numbers(_ value: JSONValue?) -> [Int]? { value?.arrayValue?.compactMap(\.intValue) }
    let data = (try? JSONParser.parse(record.data.toArray())) ?? .null
    let isSame =
      data["event"]?.intValue == Int(clamping: redaction.event)
      && numbers(data["erased"]) == redaction.erased.map { Int(clamping: $0) }
      && numbers(data["marks"]) == redaction.marks.map { Int($0) }
    return isSame ? nil : "its header is not what its data says"
  }

  private var context: ResolutionContext {
    ResolutionContext(
      recordedDay: header.recordedAt.day,
      journalSource: log.journal.ownSource,
      firstSeq: seq - UInt64(header.requestIndex)
    )
  }
}
