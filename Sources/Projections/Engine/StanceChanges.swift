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
      for spoken in try places(touchedBy: seq, transaction) {
        for day in [spoken.day, max(spoken.day, today)] {
          var place = spoken
          place.day = day
          guard seen.insert(place).inserted,
            let change = try change(at: place, before, after, transaction)
          else { continue }
          changes.append(change)
        }
      }
    }
    return changes
  }

  /// Where an event may change answers, and from which day: of a statement its stances, of an event
  /// about events what it touched.
  private func places(
    touchedBy seq: UInt64,
    _ transaction: TransactionReference
  ) throws -> [Place] {
    if case .statement(let statement) = try journal.requiredHeader(seq, transaction).body {
      return statement.stances.map {
        Place(holder: $0.holder, topic: $0.topic, day: statement.said.latest)
      }
    }
    let tables = set.stances.stances
    return try tables.touched(by: seq, transaction).map { pair, day in
      let name = try tables.name(of: pair, transaction)
      return Place(holder: name.holder, topic: name.topic, day: day)
    }
    .sorted { ($0.topic, $0.holder, $0.day) < ($1.topic, $1.holder, $1.day) }
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
    let reader = StanceReader(set, journal)
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
