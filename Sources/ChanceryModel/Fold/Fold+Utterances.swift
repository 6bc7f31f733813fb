extension Fold {
  /// Parts candidates into those that are folded, and those that links pass over.
  ///
  /// A superseded candidate is passed over at every day. Of those of one utterance that are left, one
  /// counts, whatever the day: the first by ``StanceCandidate/counts(before:)``. What is passed over
  /// neither sets, confirms nor contests, and makes nothing yield.
  ///
  /// - Complexity: O(n) for n candidates.
  static func divide(
    _ candidates: [StanceCandidate]
  ) -> (counting: [StanceCandidate], passedOver: [(candidate: StanceCandidate, role: FoldRole)]) {
    guard candidates.contains(where: { $0.utterance != 0 || $0.isSuperseded }) else {
      return (candidates, [])
    }
    var first: [UInt64: StanceCandidate] = [:]
    for candidate in candidates where candidate.utterance != 0 && !candidate.isSuperseded {
      if let held = first[candidate.utterance], held.counts(before: candidate) { continue }
      first[candidate.utterance] = candidate
    }
    var counting: [StanceCandidate] = []
    var passedOver: [(candidate: StanceCandidate, role: FoldRole)] = []
    for candidate in candidates {
      if candidate.isSuperseded {
        passedOver.append((candidate, .superseded))
      } else if let held = first[candidate.utterance], held.seq != candidate.seq {
        passedOver.append((candidate, .sameUtterance))
      } else {
        counting.append(candidate)
      }
    }
    return (counting, passedOver)
  }
}

extension StanceCandidate {
  /// True if, of two statements of one utterance, this one counts.
  ///
  /// An exact day before an uncertain one, then the earlier `latest`, the higher rank, the later
  /// `earliest`, with conditions before without, the position's order, the conditions' own order, the
  /// lower seq. So the words of who dates them best count, and the order of arrival only between two
  /// that say the same.
  package func counts(before other: StanceCandidate) -> Bool {
    if isExactDay != other.isExactDay { return isExactDay }
    if latest != other.latest { return latest < other.latest }
    if rank != other.rank { return rank > other.rank }
    if earliest != other.earliest {
      guard let floor = other.earliest else { return true }
      return earliest.map { $0 > floor } ?? false
    }
    if (conditions == nil) != (other.conditions == nil) { return conditions != nil }
    if position != other.position { return position.rawValue < other.position.rawValue }
    if conditions != other.conditions {
      return (conditions ?? []).lexicographicallyPrecedes(other.conditions ?? []) {
        ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text)
      }
    }
    return seq < other.seq
  }
}
