package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Changes

extension Engine {
  /// How many pairs a page of changes looks at, whatever it finds.
  static let changesPairsMax = 10_000

  /// The stances that differ between two clocks, by topic, then by holder.
  ///
  /// Both sides are computed in one transaction, so at one head. A page looks at a bounded number of
  /// pairs and for some milliseconds; it can be empty and yet not the last.
  ///
  /// Cost: two answers a pair that was ever spoken of, within the filters.
  ///
  /// - Parameters:
  ///   - query: The two clocks, and the filters.
  ///   - after: The last page's `next`; nil for the first page.
  ///   - limit: How many items at the most.
  /// - Returns: A page of what differs.
  /// - Throws: `unknown-actor`, `unknown-topic`, `bad-parameter`.
  package func changes(
    _ query: ChangesQuery,
    after: ChangesPlace?,
    limit: Int
  ) throws(Refusal) -> ChangesAnswer {
    try reading { transaction, set in
      try check(holder: query.holder, topic: query.topic, set, transaction)
      var answer = ChangesAnswer(
        from: try clocks(query.from, transaction),
        to: try clocks(query.to, transaction),
        items: []
      )
      let reader = StanceReader(set, journal)
      // Of one day, whoever has a stance would be quiet: there are no days to be so.
      let quietSince =
        query.tellsQuiet && answer.from.at < answer.to.at ? answer.from.at : nil
      let deadline = WallClock.monotonicNanoseconds() + Engine.pageNanoseconds
      var examined = 0
      var last: ChangesPlace?
      try set.stances.stances.forEachPair(
        topic: query.topic,
        holder: query.holder,
        after: after,
        transaction
      ) { place in
        if let last,
          answer.items.count >= limit || examined >= Engine.changesPairsMax
            || WallClock.monotonicNanoseconds() > deadline
        {
          answer.next = last
          return false
        }
        if let item = try difference(at: place, answer, quietSince, reader, set, transaction) {
          answer.items.append(item)
        }
        examined += 1
        last = place
        return true
      }
      return answer
    }
  }

  private func difference(
    at place: ChangesPlace,
    _ answer: ChangesAnswer,
    _ quietSince: CivilDate?,
    _ reader: StanceReader,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> StanceDifference? {
    guard
      var item = StanceDifference(
        before: try reader.answer(place.holder, place.topic, answer.from, transaction),
        after: try reader.answer(place.holder, place.topic, answer.to, transaction),
        quietSince: quietSince
      )
    else { return nil }
    item.before.by = try speaker(of: item.before, set, transaction)
    item.after.by = try speaker(of: item.after, set, transaction)
    return item
  }

  private func speaker(
    of stance: StanceAnswer,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> Text? {
    guard let seq = stance.seq else { return nil }
    return try speaker(of: seq, set, stance.known, transaction)
  }
}

extension StanceTables {
  /// Calls `body` with each pair behind a place, by topic, then by holder, until it says false.
  ///
  /// Cost: one descent, then a step a pair that fits.
  fileprivate func forEachPair(
    topic: Text?,
    holder: Text?,
    after place: ChangesPlace?,
    _ transaction: TransactionReference,
    _ body: (ChangesPlace) throws -> Bool
  ) throws {
    if let topic, let holder {
      guard place == nil, try pair(holder, topic, transaction) != nil else { return }
      _ = try body(ChangesPlace(topic: topic, holder: holder))
      return
    }
    // All topics of a holder stand together in one table, in the same order as in the other.
    let table = holder == nil ? topics : pairs
    let prefix = (topic ?? holder).map { [UInt8](prefix: $0) } ?? []
    // No name begins with a zero byte: before all of them.
    var start = prefix.isEmpty ? [0] : prefix
    if let place {
      // A zero byte after the last name: past it, before any longer one.
      let key =
        holder == nil ? [UInt8](place.topic, place.holder) : [UInt8](place.holder, place.topic)
      if start.lexicographicallyPrecedes(key) { start = key + [0] }
    }
    // Names in a question may be of any length; none that is stored makes so long a key.
    guard start.count <= 400 else { return }
    var cursor = try transaction.cursor(table)
    var entry = try cursor.seek(start)
    while let found = entry, found.key.starts(with: prefix) {
      let key = found.key.toArray()
      guard let zero = key.firstIndex(of: 0) else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      let first = Text(String(decoding: key[..<zero], as: UTF8.self))
      let second = Text(String(decoding: key[(zero + 1)...], as: UTF8.self))
      let place =
        holder == nil
        ? ChangesPlace(topic: first, holder: second) : ChangesPlace(topic: second, holder: first)
      guard try body(place) else { return }
      entry = try cursor.next()
    }
  }
}
