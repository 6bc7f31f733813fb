package import ChanceryModel
package import Journal
package import LMDB

/// What events say at a head, by their effective versions.
///
/// The one way to a header or data that an answer shows or a projection keeps: who reads a record by
/// the event's own seq reads what may have been corrected, withdrawn or erased.
package struct Contents: Sendable {
  let journal: Journal
  let versions: VersionProjection
  let reports: ReportProjection
  /// The head at which versions count; ``Validity/now`` for the writer.
  let known: UInt64

  package init(_ journal: Journal, _ set: ProjectionSet, known: UInt64 = Validity.now) {
    self.init(journal, set.versions, set.reports, known: known)
  }

  init(
    _ journal: Journal,
    _ versions: VersionProjection,
    _ reports: ReportProjection,
    known: UInt64
  ) {
    self.journal = journal
    self.versions = versions
    self.reports = reports
    self.known = known
  }

  // MARK: - Headers

  /// What an event says, standing or not; nil if it was redacted.
  ///
  /// Cost: two descents and a header; of a statement a step more for each report of it.
  package func content<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    _ transaction: borrowing T
  ) throws -> EventContent? {
    let state = try versions.state(seq, known: known, transaction)
    guard let body = try body(of: seq, at: state.version, transaction) else { return nil }
    return EventContent(
      version: state.version,
      isStanding: state.isStanding,
      body: body,
      publicDay: try publicDay(of: seq, body, transaction)
    )
  }

  /// The content that a version gives to an event; nil if it was redacted.
  package func body<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    at version: UInt64,
    _ transaction: borrowing T
  ) throws -> EventHeader.Body? {
    let body = try journal.requiredHeader(version, transaction).body.content(of: seq, at: version)
    if case .redacted? = body { return nil }
    return body
  }

  /// The first day by which every reader could know of a statement; nil of all else.
  func publicDay<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    _ body: EventHeader.Body,
    _ transaction: borrowing T
  ) throws -> CivilDate? {
    guard case .statement(let statement) = body else { return nil }
    let further = try reports.publicDay(of: seq, known: known, transaction)
    return [statement.publicDay, further].compactMap { $0 }.min()
  }

  // MARK: - Data

  /// The data of an event in its effective version; nil if it was redacted.
  package func data<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    _ transaction: borrowing T
  ) throws -> JSONValue? {
    let version = try versions.state(seq, known: known, transaction).version
    return try data(of: seq, at: version, transaction)
  }

  /// The data that a version gives to an event: its own, or what a correction holds, at whatever depth.
  package func data<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    at version: UInt64,
    _ transaction: borrowing T
  ) throws -> JSONValue? {
    var body = try journal.requiredHeader(version, transaction).body
    if case .redacted = body { return nil }
    var data = try journal.data(version, transaction)
    guard version != seq else { return data }
    while case .correction(let correction) = body {
      guard let inner = data["data"] else { break }
      data = inner
      if correction.event == seq { return data }
      body = correction.body
    }
    throw JournalDamage("event \(version) is no version of event \(seq)")
  }

  // MARK: - Events

  /// The event as answers show it, as it was stored; nil if there is no such seq.
  ///
  /// Of a redacted one what is left is shown.
  package func event<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt8]? {
    guard let bytes = try journal.record(seq, transaction) else { return nil }
    var event: [UInt8] = []
    try append(try RecordView(bytes), seq, to: &event, transaction)
    return event
  }

  /// Appends an event as answers show it to bytes at hand.
  package func append<T: ReadableTransaction & ~Copyable>(
    _ record: borrowing RecordView,
    _ seq: UInt64,
    to bytes: inout [UInt8],
    _ transaction: borrowing T
  ) throws {
    let redaction = record.isRedacted ? try versions.redaction(of: seq, transaction) : nil
    record.append(seq: seq, redactedBy: redaction, to: &bytes)
  }
}
