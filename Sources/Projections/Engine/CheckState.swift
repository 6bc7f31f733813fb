internal import ChanceryModel
internal import Proofs

/// What a checker keeps of the events it has seen: what later ones can depend on, and a digest of
/// each key's data, some hundred bytes an event.
struct CheckState {
  /// The head that the first event met: all others are checked against the same log.
  var head: UInt64?
  /// How many events were accepted or declared.
  var count: UInt64 = 0
  var layer = VocabularyLayer()
  /// Who uses what was withdrawn.
  var uses = UseScan()
  private var fingerprints: [Key: Digest32] = [:]

  private struct Key: Hashable {
    var source: Text
    var id: Text
  }

  /// A digest of what makes two events the same.
  static func fingerprint(_ draft: EventDraft) -> Digest32 {
    SHA256Digest.digest(of: [draft.type.rawValue], draft.data)
  }

  func fingerprint(_ source: Text, _ id: Text) -> Digest32? {
    fingerprints[Key(source: source, id: id)]
  }

  mutating func remember(_ source: Text, _ id: Text, _ fingerprint: Digest32) {
    fingerprints[Key(source: source, id: id)] = fingerprint
  }
}
