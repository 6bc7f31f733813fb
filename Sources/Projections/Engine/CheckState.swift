internal import ChanceryModel

/// What a checker keeps of the events it has seen: what later ones can depend on, and a hash of each
/// one's data, some sixty bytes an event.
struct CheckState: Sendable {
  /// The head that the first event met: all others are checked against the same log.
  var head: UInt64?
  var layer = VocabularyLayer()
  /// What was looked up in that head.
  var kept = LogVocabulary.Kept()
  /// By place in the layer.
  private var fingerprints: [UInt64] = []

  /// How many events were accepted or declared.
  var count: UInt64 { UInt64(fingerprints.count) }

  /// A hash of what makes two events the same, under a seed that nobody outside the process knows.
  ///
  /// Two events that only seem the same are told apart when they are appended.
  static func fingerprint(_ draft: EventDraft) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(draft.type)
    draft.data.withUnsafeBytes { hasher.combine(bytes: $0) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// That of an event of the layer.
  func fingerprint(of seq: UInt64) -> UInt64 {
    fingerprints[Int(seq - (head ?? 0)) - 1]
  }

  /// Notes that of the event just added.
  mutating func add(_ fingerprint: UInt64) {
    fingerprints.append(fingerprint)
  }
}
