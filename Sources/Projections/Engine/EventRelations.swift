internal import ChanceryModel
internal import Journal
internal import LMDB

/// What became of an event, and which later ones are about it: members of its JSON.
struct EventRelations {
  private let contents: Contents
  private let transaction: TransactionReference
  private let seq: UInt64

  init(of seq: UInt64, _ contents: Contents, _ transaction: TransactionReference) {
    self.seq = seq
    self.contents = contents
    self.transaction = transaction
  }

  /// Writes `derived` to `redacted`, in an object that is open.
  ///
  /// `current` is the content that counts, where a correction holds it, and `derived` belongs to that.
  /// Corrections, withdrawals and links are listed whether they stand or not, reports and reviews while
  /// they do.
  func write(to json: inout JSONWriter) throws {
    let state = try contents.versions.state(seq, known: contents.known, transaction)
    try writeDerived(of: state.version, to: &json)
    let reports = try contents.reports.reports(of: seq, known: contents.known, transaction)
    json.member("reported_by", reports)
    try writeRequest(to: &json)
    json.key("state")
    json.beginObject()
    json.member("version", state.version)
    json.member("standing", state.isStanding)
    json.endObject()
    if state.version != seq {
      json.member("current", try contents.data(of: seq, at: state.version, transaction))
    }
    json.member("corrected_by", try controls(.eventCorrected))
    json.member("withdrawn_by", try controls(.eventWithdrawn))
    try writeLinks(to: &json)
    try writeReviews(to: &json)
    try writeRedaction(to: &json)
  }

  private func writeDerived(of version: UInt64, to json: inout JSONWriter) throws {
    json.key("derived")
    guard let body = try contents.body(of: seq, at: version, transaction),
      let values = DerivedValues(body, withReports: true)
    else { return json.null() }
    values.write(to: &json)
  }

  /// Writes the event's place in the request that appended it, and how many that appended.
  private func writeRequest(to json: inout JSONWriter) throws {
    let header = try contents.journal.requiredHeader(seq, transaction)
    json.member("request", [header.requestIndex, header.requestCount])
  }

  private func controls(_ type: EventType) throws -> [UInt64] {
    try contents.versions.controls(of: seq, type, known: contents.known, transaction)
  }

  private func writeLinks(to json: inout JSONWriter) throws {
    json.key("links")
    json.beginArray()
    for control in try controls(.statementsLinked) {
      guard let content = try contents.content(of: control, transaction),
        case .link(let link) = content.body
      else { continue }
      json.beginObject()
      json.member("seq", control)
      json.member("from", link.from)
      json.member("to", link.to)
      json.member("kind", link.kind.word)
      json.member("certainty", link.certainty.word)
      json.member("standing", content.isStanding)
      json.endObject()
    }
    json.endArray()
  }

  private func writeReviews(to json: inout JSONWriter) throws {
    json.key("reviews")
    json.beginArray()
    for control in try controls(.eventReviewed) {
      guard let content = try contents.content(of: control, transaction), content.isStanding,
        case .review(let review) = content.body
      else { continue }
      json.beginObject()
      json.member("seq", control)
      json.member("verdict", review.verdict.word)
      json.member("coder", review.coder)
      json.endObject()
    }
    json.endArray()
  }

  private func writeRedaction(to json: inout JSONWriter) throws {
    json.key("redacted")
    guard let redaction = try contents.versions.redaction(of: seq, transaction),
      let bytes = try contents.journal.record(redaction, transaction)
    else { return json.null() }
    let leaf = try JSONParser.parse(try RecordView(bytes).leaf.toArray())
    json.beginObject()
    json.member("seq", redaction)
    json.member("reason", try contents.data(of: redaction, transaction)?["reason"]?.textValue)
    json.member("recordedby", leaf["recordedby"]?.textValue)
    json.member("recordedat", leaf["recordedat"]?.textValue)
    json.endObject()
  }
}
