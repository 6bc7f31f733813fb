import ChanceryModel
import ChanceryRender

/// Why a link between two statements bears on no stance, or on another than one might think.
struct LinkEffect {
  let from: CurrentEvent
  let to: CurrentEvent
  let kind: String
  let isCertain: Bool

  /// What there is to tell beside the stances that changed; nil if those say it all.
  func remark(hasChanges: Bool, names: ActorNames) -> String? {
    guard isCertain, kind == LinkKind.supersedes.word.string || isSameUtterance else {
      return "this bears on no stance: only a certain same-utterance or supersedes does"
    }
    if let gone = [from, to].first(where: { $0.event["state"]?["standing"]?.boolValue == false }) {
      return "this bears on no stance as long as event \(gone.seq) is withdrawn"
    }
    let (mine, theirs) = (pairs(from), pairs(to))
    if isSameUtterance, mine.isDisjoint(with: theirs) {
      return "this bears on no stance: the two have no holder and topic in common, so both count"
    }
    let lost = theirs.subtracting(mine).sorted { ($0.holder, $0.topic) < ($1.holder, $1.topic) }
    if !isSameUtterance, !lost.isEmpty {
      let list = lost.map { "\(names[$0.holder.string]) \(Drawing.dot) \($0.topic)" }
      return "event \(from.seq) takes no stance of \(list.joined(separator: ", ")): "
        + "what event \(to.seq) said there is passed over, with nothing in its place"
    }
    return hasChanges ? nil : "no stance changes"
  }

  private var isSameUtterance: Bool { kind == LinkKind.sameUtterance.word.string }

  private struct Pair: Hashable {
    let holder: Text
    let topic: Text
  }

  /// Whom and what a statement takes a stance of.
  private func pairs(_ statement: CurrentEvent) -> Set<Pair> {
    Set(
      EventSummary.stances(statement.data).compactMap { stance in
        guard let holder = stance["holder"]?.textValue, let topic = stance["topic"]?.textValue
        else { return nil }
        return Pair(holder: holder, topic: topic)
      }
    )
  }
}
