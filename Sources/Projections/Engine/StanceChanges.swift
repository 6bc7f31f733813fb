internal import ChanceryModel
internal import Journal
internal import LMDB

/// What a range of events changed in stances: what `add --dry-run` shows.
struct StanceChanges {
  let journal: Journal
  let set: ProjectionSet

  /// The changes that the events after `before` up to `after` made, at the day each was said and
  /// today; each (holder, topic, day) once.
  func between(
    _ before: UInt64,
    _ after: UInt64,
    _ today: CivilDate,
    _ transaction: TransactionReference
  ) throws -> [StanceChange] {
    var changes: [StanceChange] = []
    var seen: Set<Place> = []
    guard before < after else { return [] }
    for seq in before + 1...after {
      guard
        case .statement(let statement) =
          try journal.requiredHeader(seq, transaction).body
      else { continue }
      for stance in statement.stances {
        for day in [statement.said.latest, max(statement.said.latest, today)] {
          let place = Place(holder: stance.holder, topic: stance.topic, day: day)
          guard seen.insert(place).inserted,
            let change = try change(at: place, before, after, transaction)
          else { continue }
          changes.append(change)
        }
      }
    }
    return changes
  }

  private struct Place: Hashable {
    var holder: Text
    var topic: Text
    var day: CivilDate
  }

  private func change(
    at place: Place,
    _ before: UInt64,
    _ after: UInt64,
    _ transaction: TransactionReference
  ) throws -> StanceChange? {
    let reader = StanceReader(projection: set.stances, journal: journal)
    func state(_ known: UInt64) throws -> StanceChange.State {
      let clocks = AnswerClocks(at: place.day, known: known, head: after)
      let answer = try reader.answer(place.holder, place.topic, clocks, transaction)
      return StanceChange.State(
        position: answer.position,
        since: answer.since,
        seq: answer.seq
      )
    }
    let old = try state(before)
    let new = try state(after)
    guard old != new else { return nil }
    return StanceChange(
      holder: place.holder,
      topic: place.topic,
      at: place.day,
      before: old,
      after: new
    )
  }
}
