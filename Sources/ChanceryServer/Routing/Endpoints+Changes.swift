import ChanceryAPI
import ChanceryModel

// MARK: - What differs between two clocks

extension Endpoints {
  /// A page of the stances that differ.
  func changes(_ query: QueryParameters) throws(Refusal) -> Reply {
    let (from, to) = try query.clockPair()
    let changes = ChangesQuery(
      from: from,
      to: to,
      topic: query.text("topic"),
      holder: query.text("holder"),
      tellsQuiet: try query.flag("quiet")
    )
    let after = try query.changesPlace()
    let limit = try limit(query)
    let journal = journal
    return .job { () throws(Refusal) in
      let answer = try journal.changes(changes, after: after, limit: limit)
      return Response(body: answer.encoded(), head: answer.to.head)
    }
  }
}

extension QueryParameters {
  /// The clocks of both sides: each its own end, else the clock of that name.
  ///
  /// A clock that only ends is refused: where it begins is not guessed.
  fileprivate func clockPair() throws(Refusal) -> (from: ClockQuery, to: ClockQuery) {
    let both = try clocks()
    let ends =
      [("from", "to", "at"), ("known_from", "known_to", "known")]
      + [("public_from", "public_to", "public")]
    guard ends.contains(where: { self[$0.0] != nil || self[$0.1] != nil }) else {
      throw Refusal(
        .badParameter,
        "two clocks are compared, and no beginning is given",
        hint: "give “from”, “known_from” or “public_from”, and where it ends"
      )
    }
    for (begin, end, clock) in ends
    where self[end] != nil && self[begin] == nil && self[clock] == nil {
      throw Refusal(
        .badParameter,
        "“\(end)” is given, and not where it begins",
        hint: "add “\(begin)”"
      )
    }
    let from = ClockQuery(
      at: try day("from") ?? both.at,
      known: try known("known_from") ?? both.known,
      publicDay: try day("public_from") ?? both.publicDay
    )
    let to = ClockQuery(
      at: try day("to") ?? both.at,
      known: try known("known_to") ?? both.known,
      publicDay: try day("public_to") ?? both.publicDay
    )
    return (from, to)
  }

  /// Where a page of changes begins.
  fileprivate func changesPlace() throws(Refusal) -> ChangesPlace? {
    guard let text = try cursor() else { return nil }
    guard let place = ChangesPlace(text) else {
      throw Refusal(
        .badParameter,
        "“after” has to be a topic and a holder, as own-troops/ITA",
        hint: "take the next page with “after”, given as “next” in the answer"
      )
    }
    return place
  }
}
