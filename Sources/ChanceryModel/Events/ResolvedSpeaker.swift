/// The speaker on the day of speaking: for whom, and of what rank.
struct ResolvedSpeaker {
  private let data: SpeakerData
  /// The actors of the offices that the person held that day.
  private let offices: [PersonHeader.Office]
  /// The actor spoken for: as given, else that of the office.
  let actor: Text?
  let rank: Rank

  /// Resolves the speaker of some stances on the last day the words can have been said.
  ///
  /// Of several offices held that day it is the one that belongs to the actor given, else to a
  /// holder of the stances; then the one of highest rank; then the first listed.
  init(
    _ data: SpeakerData,
    on day: CivilDate,
    holders stances: [StanceData],
    in vocabulary: some Vocabulary
  ) {
    self.data = data
    offices =
      data.person.flatMap { vocabulary.person($0) }.map { person in
        person.offices.filter { $0.isHeld(on: day) }
      } ?? []
    let office = ResolvedSpeaker.choose(among: offices) { office in
      guard let actor = data.actor else {
        return stances.contains { vocabulary.speaks(office.actor, for: $0.holder) }
      }
      return vocabulary.speaks(office.actor, for: actor)
    }
    actor = data.actor ?? office?.actor
    rank = ResolvedSpeaker.rank(of: data, office: office, in: vocabulary)
  }

  private static func choose(
    among offices: [PersonHeader.Office],
    preferring isFitting: (PersonHeader.Office) -> Bool
  ) -> PersonHeader.Office? {
    guard offices.count > 1 else { return offices.first }
    let fitting = offices.filter(isFitting)
    let candidates = fitting.isEmpty ? offices : fitting
    return candidates.first { office in !candidates.contains { $0.rank > office.rank } }
  }

  // MARK: - Rank

  /// As given, else the office's; an office or a government that speaks as such is a spokesperson.
  private static func rank(
    of data: SpeakerData,
    office: PersonHeader.Office?,
    in vocabulary: some Vocabulary
  ) -> Rank {
    if let rank = data.rank { return rank }
    if let office, office.rank != .none { return office.rank }
    switch data.kind {
    case .office, .state: return .spokesperson
    case .person, .group, .outlet, .anonymous, .desk: return .none
    case nil: break
    }
    guard data.person == nil, data.name == nil, let actor = data.actor else { return .none }
    switch vocabulary.anyActor(actor)?.kind {
    case .office, .state: return .spokesperson
    case .organisation, .group, nil: return .none
    }
  }

  // MARK: - Standing

  /// True if words of this speaker count as the holder's own, unless the event says otherwise.
  func maySpeak(for holder: Text, in vocabulary: some Vocabulary) -> Bool {
    if data.kind == .outlet || data.kind == .anonymous { return false }
    if data.onBehalfOf.contains(holder) { return true }
    if let actor = data.actor { return vocabulary.speaks(actor, for: holder) }
    return offices.contains { vocabulary.speaks($0.actor, for: holder) }
  }
}

extension PersonHeader.Office {
  /// True if the office is held that day, both ends included.
  fileprivate func isHeld(on day: CivilDate) -> Bool {
    if let from, day < from { return false }
    if let to, day > to { return false }
    return true
  }
}
