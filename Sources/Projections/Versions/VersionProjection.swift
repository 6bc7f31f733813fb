internal import ChanceryModel
internal import Journal
package import LMDB

/// What events about events have made of others: versions, withdrawals, links, merges, redactions.
///
/// | table | key | value |
/// |---|---|---|
/// | states | seq ‖ begin | version u64 ‖ standing u8 |
/// | controls | target's seq ‖ type u8 ‖ control's seq ‖ begin | end |
/// | merges | from ‖ 0 ‖ merge's seq ‖ begin | end ‖ into |
/// | merged | into ‖ 0 ‖ from ‖ 0 ‖ merge's seq ‖ begin | end |
/// | erased | seq | the redaction's seq u64 |
/// | marks | mark u16 ‖ seq | the redaction's seq u64 |
/// | expectations | seq | – |
///
/// An event has rows in `states` once something has changed its state: that of the greatest `begin`
/// not after a head holds there, and without any it stands in its own version. A row of `controls` is
/// there while a version of the control, standing or not, names the target; one of `merges` and `merged`
/// while the merge stands.
package struct VersionProjection: Projection {
  package static let name = "versions"
  package static let version: UInt8 = 1
  package static let tableNames = [
    "states", "controls", "merges", "merged", "erased", "marks", "expectations",
  ]

  let states: Table
  let controls: ValidityTable
  let merges: ValidityTable
  let merged: ValidityTable
  let erased: Table
  let marks: Table
  let expectations: Table

  package init(tables: [Table]) {
    states = tables[0]
    controls = ValidityTable(table: tables[1])
    merges = ValidityTable(table: tables[2])
    merged = ValidityTable(table: tables[3])
    erased = tables[4]
    marks = tables[5]
    expectations = tables[6]
  }

  package var tables: [Table] {
    [states, controls.table, merges.table, merged.table, erased, marks, expectations]
  }

  // MARK: - States

  /// An event whose state another changed.
  struct StateChange {
    var seq: UInt64
    var before: EventState
    var after: EventState
  }

  /// Enters a correction or withdrawal and the states it leaves behind.
  ///
  /// - Returns: The events whose state it changes, ascending; none for any other event.
  func enter(
    _ header: EventHeader,
    seq: UInt64,
    journal: Journal,
    to transaction: inout WriteTransaction
  ) throws -> [StateChange] {
    guard let control = header.body.control else { return [] }
    let subject = VersionProjection.controlKey(control.event, header.type, seq)
    try controls.begin(subject, at: seq, &transaction)
    let changes = try transaction.withReference { reference throws -> [StateChange] in
      try self.changes(by: control, at: seq, journal, reference)
    }
    for change in changes {
      var value: [UInt8] = []
      value.appendBigEndian(change.after.version)
      value.append(change.after.isStanding ? 1 : 0)
      try transaction.put(states, Journal.key(change.seq) + Journal.key(seq), value)
    }
    return changes
  }

  private func changes(
    by control: EventControl,
    at seq: UInt64,
    _ journal: Journal,
    _ transaction: TransactionReference
  ) throws -> [StateChange] {
    let states = KeptStates(journal: journal, versions: self, transaction: transaction)
    var changes: [StateChange] = []
    for (changed, after) in try StateRules.changes(of: control, at: seq, in: states) {
      let before = try states.state(changed)
      if before != after {
        changes.append(StateChange(seq: changed, before: before, after: after))
      }
    }
    return changes.sorted { $0.seq < $1.seq }
  }

  // MARK: - What events name

  package func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws {
    let seq = changes.seq
    for change in changes.items {
      let before = change.before?.body
      let after = change.after?.body
      let named = Set(after?.targets ?? [])
      for target in Set(before?.targets ?? []).subtracting(named) {
        let subject = VersionProjection.controlKey(target, change.type, change.seq)
        try controls.end(subject, at: seq, &transaction)
      }
      for target in named.subtracting(before?.targets ?? []) {
        let subject = VersionProjection.controlKey(target, change.type, change.seq)
        try controls.begin(subject, at: seq, &transaction)
      }
      try follow(change, at: seq, &transaction)
      switch after {
      case .redaction(let redaction) where before == nil:
        try enter(redaction, seq, &transaction)
      case .expectation where before == nil:
        try transaction.put(expectations, Journal.key(seq), [])
      default: break
      }
    }
  }

  /// Keeps the standing merges.
  private func follow(
    _ change: EventChange,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let old = change.standingBefore?.body.merge
    let new = change.standingAfter?.body.merge
    guard old != new else { return }
    if let old {
      try merges.end(VersionProjection.mergeKey(old.from, change.seq), at: seq, &transaction)
      try merged.end(VersionProjection.mergedKey(old, change.seq), at: seq, &transaction)
    }
    if let new {
      let subject = VersionProjection.mergeKey(new.from, change.seq)
      try merges.begin(subject, Array(new.into.utf8), at: seq, &transaction)
      try merged.begin(VersionProjection.mergedKey(new, change.seq), at: seq, &transaction)
    }
  }

  private func enter(
    _ redaction: RedactionHeader,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    for event in redaction.erased {
      _ = try transaction.putIfAbsent(erased, Journal.key(event), Journal.key(seq))
    }
    for mark in redaction.marks {
      let key = VersionProjection.markKey(mark) + Journal.key(redaction.event)
      _ = try transaction.putIfAbsent(marks, key, Journal.key(seq))
    }
  }

  // MARK: - Keys

  static func controlKey(_ target: UInt64, _ type: EventType, _ seq: UInt64) -> [UInt8] {
    controlPrefix(target, type) + Journal.key(seq)
  }

  static func controlPrefix(_ target: UInt64, _ type: EventType) -> [UInt8] {
    Journal.key(target) + [type.rawValue]
  }

  static func mergeKey(_ from: Text, _ seq: UInt64) -> [UInt8] {
    [UInt8](prefix: from) + Journal.key(seq)
  }

  static func mergedKey(_ merge: MergeHeader, _ seq: UInt64) -> [UInt8] {
    [UInt8](prefix: merge.into) + [UInt8](prefix: merge.from) + Journal.key(seq)
  }

  static func markKey(_ mark: UInt16) -> [UInt8] {
    var key: [UInt8] = []
    key.appendBigEndian(mark)
    return key
  }
}

/// The states of events as a transaction sees them, for ``StateRules``.
private struct KeptStates: EventStates {
  let journal: Journal
  let versions: VersionProjection
  let transaction: TransactionReference

  func state(_ seq: UInt64) throws -> EventState {
    try versions.state(seq, known: Validity.now, transaction)
  }

  func control(_ seq: UInt64) throws -> EventControl? {
    try journal.requiredHeader(seq, transaction).body.control
  }

  func corrections(of seq: UInt64) throws -> [UInt64] {
    try versions.controls(of: seq, .eventCorrected, known: Validity.now, transaction).reversed()
  }

  func withdrawals(of seq: UInt64) throws -> [UInt64] {
    try versions.controls(of: seq, .eventWithdrawn, known: Validity.now, transaction).reversed()
  }
}

extension EventHeader.Body {
  /// The events that a report, link, review or redaction names.
  ///
  /// Corrections and withdrawals name theirs for ever: ``control``.
  fileprivate var targets: [UInt64] {
    switch self {
    case .report(let body): [body.statement]
    case .link(let body): [body.from, body.to]
    case .review(let body): [body.event]
    case .redaction(let body): body.erased
    default: []
    }
  }

  /// The merge, if it is one.
  fileprivate var merge: MergeHeader? {
    guard case .merge(let body) = self else { return nil }
    return body
  }
}
