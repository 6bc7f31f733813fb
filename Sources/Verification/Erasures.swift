internal import ChanceryModel
internal import Journal
internal import Projections

/// Which events' content was erased, held against the `event.redacted` that say so.
///
/// Grows with the number of redactions, not with the journal.
struct Erasures {
  /// Events without content that no `event.redacted` has named so far, and their types.
  private var unexplained: [UInt64: EventType] = [:]
  /// From an erased definition to the redaction: events there were resolved against what is gone.
  private var windows: [ClosedRange<UInt64>] = []

  /// Takes note of an event without content.
  mutating func note(_ seq: UInt64, _ type: EventType) { unexplained[seq] = type }

  /// Takes note of what an `event.redacted` says that it erased.
  ///
  /// - Returns: An event named that has its content still, or nil.
  mutating func note(_ redaction: RedactionHeader, at seq: UInt64) -> UInt64? {
    var first: UInt64?
    for erased in redaction.erased {
      guard let type = explained[erased] ?? unexplained.removeValue(forKey: erased) else {
        return erased
      }
      explained[erased] = type
      if Erasures.definitions.contains(type) { first = min(first ?? erased, erased) }
    }
    if let first, first < seq { windows.append(first...seq) }
    return nil
  }

  private var explained: [UInt64: EventType] = [:]

  /// Events whose content is gone though nothing says that it was erased, ascending.
  var orphans: [UInt64] { unexplained.keys.sorted() }

  /// True if an event may have been resolved against a definition that was erased since.
  func mayRest(_ seq: UInt64) -> Bool { windows.contains { $0.contains(seq) } }

  /// The types against which later events are resolved.
  private static let definitions: Set<EventType> = [
    .sourceFiled, .actorDefined, .personDefined, .topicDefined, .meetingScheduled, .meetingHeld,
    .meetingOngoing, .meetingPostponed, .meetingCancelled, .eventCorrected, .eventWithdrawn,
    .meetingsMerged,
  ]
}
