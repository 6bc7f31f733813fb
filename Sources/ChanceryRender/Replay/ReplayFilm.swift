package import ChanceryModel

/// How the board of one topic moved, from the lines of `GET /v1/replay`: what a time-lapse is made of.
///
/// Pure: lines go in, the board of any stretch of days comes out, day after day. By recording, the days
/// are those on which the events were recorded.
package struct ReplayFilm: Sendable {
  /// One stance that began on a day.
  struct Change: Sendable {
    var day: CivilDate
    var holder: Text
    var position: String?
    var isContested: Bool
    var seq: Int
  }

  /// In the order of the lines, which is that of their days.
  private(set) var changes: [Change] = []
  /// Everybody who ever has a stance.
  private var holders: Set<Text> = []

  package init() {}

  /// Takes a line; what is no change of a stance is passed over.
  package mutating func add(_ line: [UInt8]) throws(Refusal) {
    let item = try JSONParser.parse(line, limits: JSONLimits(depth: 64))
    guard item["t"]?.stringValue == "stance", let holder = item["holder"]?.textValue else {
      return
    }
    let said = item["recordedat"]?.stringValue.map { String($0.prefix(10)) }
    let day = try CivilDate.parse(Text(said ?? FieldText.of(item["day"])))
    holders.insert(holder)
    changes.append(
      Change(
        day: day,
        holder: holder,
        position: item["to"]?.stringValue,
        isContested: item["contested"]?.boolValue == true,
        seq: item["seq"]?.intValue ?? 0
      )
    )
  }

  /// The first and the last day on which something changes; nil if nothing ever does.
  package var days: ClosedRange<CivilDate>? {
    guard let first = changes.first?.day, let last = changes.last?.day else { return nil }
    return first...max(first, last)
  }

  /// The boards of some days, each `step` days after the one before; the last day is always among them.
  package func boards(_ days: ClosedRange<CivilDate>, step: Int) -> ReplayBoards {
    ReplayBoards(changes, of: holders.sorted(), days: days, step: max(1, step))
  }
}

/// The boards of a film, one after the other.
package struct ReplayBoards: Sequence, IteratorProtocol, Sendable {
  private let changes: [ReplayFilm.Change]
  private let days: ClosedRange<CivilDate>
  private let step: Int
  private var day: CivilDate?
  private var applied = 0
  private var rows: [ReplayBoard.Row]
  private let places: [Text: Int]

  /// Nobody changes place while it plays: all holders are there from the start.
  fileprivate init(
    _ changes: [ReplayFilm.Change],
    of holders: [Text],
    days: ClosedRange<CivilDate>,
    step: Int
  ) {
    self.changes = changes
    self.days = days
    self.step = step
    day = days.lowerBound
    rows = holders.map { ReplayBoard.Row(holder: $0) }
    places = Dictionary(uniqueKeysWithValues: holders.enumerated().map { ($1, $0) })
    // What was on record before the first day is there from the start, and is no change.
    apply { $0 < days.lowerBound }
    for index in rows.indices { rows[index].age = nil }
  }

  package mutating func next() -> ReplayBoard? {
    guard let current = day else { return nil }
    for index in rows.indices { rows[index].age = rows[index].age.map { $0 + 1 } }
    let count = apply { $0 <= current }
    let left = Int(days.upperBound.dayNumber - current.dayNumber)
    day = left == 0 ? nil : current.adding(days: Swift.min(step, left))
    return ReplayBoard(days: days, day: current, rows: rows, changeCount: count)
  }

  @discardableResult
  private mutating func apply(while isDue: (CivilDate) -> Bool) -> Int {
    let start = applied
    while applied < changes.count, isDue(changes[applied].day) {
      let change = changes[applied]
      applied += 1
      guard let place = places[change.holder] else { continue }
      rows[place].position = change.position
      rows[place].isContested = change.isContested
      rows[place].seq = change.seq
      rows[place].since = change.day
      rows[place].age = 0
    }
    return applied - start
  }
}
